"""«Рішення» on paper: all of them, none folded, none on another page of the list."""

from kpi.html.page_context import PageContext
from kpi.html.pages.decisions import body
from kpi.html.print.sheets import Sheets
from kpi.views.oversight.page import DecisionsView


def sheets(view: DecisionsView, page: PageContext, *, illustrative: bool) -> Sheets:
    """As many pages as the decisions need."""
    return Sheets(view.title, (body(view, page, illustrative=illustrative),), ("decisions", ""))
