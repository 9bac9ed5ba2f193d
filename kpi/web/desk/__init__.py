"""THE DESK: the signed-in pages where departments submit data and editors look after it, as plain HTTP routes."""
