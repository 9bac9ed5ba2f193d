"""The form of the desk: what is due, what was typed, what it means, and from there to one publication."""
