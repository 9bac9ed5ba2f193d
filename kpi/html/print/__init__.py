"""The printed sheets as HTML."""
