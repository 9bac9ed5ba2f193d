"""Показники: знайти будь-який; фільтри — в адресі."""

from kpi.site import making
from kpi.ui.frame import page

page("indicators", making.indicators)
