"""Who is reminded of what: letters to departments before, at and after the day their values are due (operate.md)."""
