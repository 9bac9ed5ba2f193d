"""What only people who write something need, imported when the first of them comes."""
