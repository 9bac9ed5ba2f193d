"""What is done about a strategy as HTML: decisions, the chain from a cause to a result, what waits."""
