"""The signed-in pages as HTML, one module per page."""
