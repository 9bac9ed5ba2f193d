"""Показник: статус, число, шлях, джерело, історія, цитата."""

from kpi.ui.frame import page

page("indicator")
