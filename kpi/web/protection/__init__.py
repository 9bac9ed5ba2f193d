"""What stands before the routes: the guard, where requests come from, what is too large, addresses that were pasted;
what one client may take, what a monitor is told."""
