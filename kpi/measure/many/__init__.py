"""What is measured of many strategies at once: how each stands, and what a page over them keeps of it."""
