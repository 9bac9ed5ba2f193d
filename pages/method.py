"""Методика: як визначається статус."""

from kpi.site import making
from kpi.ui.frame import page

page("method", making.method)
