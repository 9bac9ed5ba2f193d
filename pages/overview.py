"""Огляд: чи виконується стратегія, де ні, що потребує уваги, що змінилося."""

from kpi.site import making
from kpi.ui.frame import page

page("overview", making.overview)
