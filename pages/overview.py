"""Огляд: чи виконується стратегія, де ні, що потребує уваги, що змінилося."""

from kpi.ui.frame import page

page("overview")
