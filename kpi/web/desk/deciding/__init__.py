"""Decisions and assignments at the desk."""
