"""Three people's days at the desk, filmed: `python -m tools.days` writes docs/days.md with its pictures."""
