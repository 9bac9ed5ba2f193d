"""Columns of frames of a `Dataset`, with their types: what the rows of each say."""
