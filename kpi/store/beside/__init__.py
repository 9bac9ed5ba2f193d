"""What is kept beside the books of a strategy and told with its releases: questions about numbers."""
