"""Сектор: як справи, які цілі відстають, відколи."""

from kpi.ui.frame import page

page("sector")
