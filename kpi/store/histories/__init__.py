"""Frames that are made of every revision of a table, not of the last one alone."""
