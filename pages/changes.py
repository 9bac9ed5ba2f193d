"""Зміни: що змінилося між двома випусками, що виправлено."""

from kpi.ui.frame import page

page("changes")
