"""Questions about a number: asked by anybody, seen and answered at the desk, told in public when an editor says so."""
