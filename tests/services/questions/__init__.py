"""Questions about a number, from the form to the answer in public."""
