"""Tests of what the council asks."""
