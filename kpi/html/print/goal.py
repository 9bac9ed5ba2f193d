"""An operational goal on paper: small charts three beside each other, explanations, measures."""

from kpi.html.page_context import PageContext
from kpi.html.pages.goal import body
from kpi.html.print.sheets import Sheets
from kpi.views.public.goal import GoalView


def sheets(view: GoalView, page: PageContext) -> Sheets:
    """As many pages as the goal has indicators for."""
    return Sheets(view.title, (body(view, page),), ("goal", view.code))
