"""What a verification says."""
