"""Decisions and assignments at the desk as HTML."""
