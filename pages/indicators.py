"""Показники: знайти будь-який; фільтри — в адресі."""

from kpi.ui.frame import page

page("indicators")
