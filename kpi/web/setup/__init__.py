"""/start of an empty store: how to begin, and for an administrator the way from a table to the first release."""
