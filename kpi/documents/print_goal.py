"""An operational goal on paper: small charts three beside each other, explanations, measures."""

from kpi.documents.goal import body
from kpi.documents.page_context import PageContext
from kpi.documents.print_page import Sheets
from kpi.views.goal import GoalView


def sheets(view: GoalView, page: PageContext) -> Sheets:
    """As many pages as the goal has indicators for."""
    return Sheets(view.title, (body(view, page),), ("goal", view.code))
