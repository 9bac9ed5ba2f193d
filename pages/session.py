"""Засідання: slides for the projector; ← and → turn them, a code brings the same view to a telephone."""

from kpi.dashboard.current import current
from kpi.dashboard.last_session import last_session
from kpi.dashboard.parts.page_head import is_empty
from kpi.dashboard.parts.slide import choose_slide, draw_slide, draw_steps
from kpi.views.dashboard.slides import slides


def main() -> None:
    now = current()
    if is_empty(now):
        return
    shown = slides(now.selection, last_session(now))
    at = choose_slide(now, len(shown))
    draw_steps(now, at, len(shown))
    draw_slide(now, shown[at], at)


main()
