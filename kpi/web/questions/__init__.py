"""/question: the form of a question about a number, for everybody."""
