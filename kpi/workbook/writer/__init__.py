"""Workbooks that are handed out: templates, annotated copies, whole books."""
