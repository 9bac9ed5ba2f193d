"""«Заходи і гроші» on paper: as on the screen, whole."""

from kpi.html.actions.page import body
from kpi.html.page_context import PageContext
from kpi.html.print.sheets import Sheets
from kpi.views.actions.page import ActionsView


def sheets(view: ActionsView, page: PageContext) -> Sheets:
    """As many pages as the actions need."""
    return Sheets(view.title, (body(view, page),), ("actions", ""))
