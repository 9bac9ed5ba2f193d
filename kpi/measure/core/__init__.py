"""The method as arrays: plan values, points, judging, roll-up, for one community or for many."""
