"""Letters after a release: the forms of subscribing and leaving, the lists of committees."""
