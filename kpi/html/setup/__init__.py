"""/start for an administrator of an empty store, as HTML."""
