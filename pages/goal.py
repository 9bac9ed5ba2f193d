"""Оперативна ціль: які показники відстають, чому, що робиться."""

from kpi.site import making
from kpi.ui.frame import page

page("goal", making.goal)
