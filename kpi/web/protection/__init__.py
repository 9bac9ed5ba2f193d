"""What stands before the routes: whose request it is, the guard, what is too large, addresses that were pasted."""
