"""What pages and routes ask for: the published releases, measured and kept."""
