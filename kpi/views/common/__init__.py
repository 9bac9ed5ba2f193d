"""Values and words that several pages share."""
