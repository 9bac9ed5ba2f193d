"""What outsiders are told: slices of releases, what is told beside them, the seals of both."""
