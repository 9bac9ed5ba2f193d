"""Оперативна ціль: які показники відстають, чому, що робиться."""

from kpi.ui.frame import page

page("goal")
