"""How a plan is kept, measured."""
