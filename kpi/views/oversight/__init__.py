"""What is done about a strategy, as pages say it: decisions, what hangs on them, the chain from a cause to a result."""
