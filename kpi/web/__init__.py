"""How it is served: the ASGI app around the live pages. Nothing here draws a page."""
