"""Зміни: що змінилося між двома випусками, що виправлено."""

from kpi.site import making
from kpi.ui.frame import page

page("changes", making.changes)
