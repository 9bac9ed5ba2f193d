"""A project's record beside an action: the page of the comparison."""
