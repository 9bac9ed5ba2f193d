"""Сектор: як справи, які цілі відстають, відколи."""

from kpi.site import making
from kpi.ui.frame import page

page("sector", making.sector)
