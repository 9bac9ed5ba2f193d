"""The public pages: from an address to a rendered page."""
