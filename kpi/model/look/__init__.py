"""How a community looks: its colour, its mark."""
