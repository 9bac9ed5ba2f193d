"""The book of releases: tree, tiles, notes, leaves, what is proved."""
