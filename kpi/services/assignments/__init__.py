"""Assignments of decisions at the desk: what a department answers, what an editor does with an answer."""
