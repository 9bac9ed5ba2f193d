"""The public pages as HTML, one module per page."""
