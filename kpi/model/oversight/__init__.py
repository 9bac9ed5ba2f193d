"""What is done about a strategy: decisions and assignments, and what stands around its goals."""
