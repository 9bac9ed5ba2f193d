"""Показник: статус, число, шлях, джерело, історія, цитата."""

from kpi.site import making
from kpi.ui.frame import page

page("indicator", making.indicator)
