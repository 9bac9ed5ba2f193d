"""What became of the goals of one edition in the next: the crosswalk in words, and its page."""
