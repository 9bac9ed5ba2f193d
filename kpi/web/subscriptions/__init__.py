"""/subscribe, for everybody."""
