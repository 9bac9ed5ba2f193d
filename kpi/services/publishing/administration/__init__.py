"""What editors and administrators do with plans, releases and visibility."""
