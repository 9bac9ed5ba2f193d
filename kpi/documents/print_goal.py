"""An operational goal on paper: small charts three beside each other, explanations, measures."""

from kpi.documents.goal import body
from kpi.documents.print_page import Sheets
from kpi.text import Text
from kpi.views.goal import GoalView


def sheets(view: GoalView, text: Text) -> Sheets:
    """As many pages as the goal has indicators for."""
    return Sheets(view.title, (body(view, text),), ("goal", view.code))
