"""What stands in the address of a page: the common filters, widgets that write themselves into it."""
