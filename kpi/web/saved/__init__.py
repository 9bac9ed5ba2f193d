"""The static edition: every page of a release written to a folder or an archive."""
