"""How a plan is kept: whether reports come on time, what departments answer for, what a plan does not say of itself."""
