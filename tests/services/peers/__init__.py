"""Other communities beside our indicators."""
