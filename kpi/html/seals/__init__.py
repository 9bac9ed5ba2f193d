"""A verification as HTML."""
