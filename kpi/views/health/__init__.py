"""How a plan is kept, as pages say it: what departments answer for and kept, what the plan does not say of itself."""
