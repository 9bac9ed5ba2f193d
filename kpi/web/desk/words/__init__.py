"""What a draft, a receipt and the journal say, as values of pages."""
