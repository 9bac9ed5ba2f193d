"""What only people who sign in need, imported when the first of them comes."""
