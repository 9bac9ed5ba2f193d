"""Методика: як визначається статус."""

from kpi.ui.frame import page

page("method")
