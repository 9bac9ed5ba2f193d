"""Tables that people already have: periods in columns, or one value per row."""
