"""What the desk does with every form: reads it within bounds, carries it and shows it again where it came late."""
