"""The overview on paper: the state on the first sheet, attention and changes on the second."""

from kpi.documents.overview import news, state
from kpi.documents.page_context import PageContext
from kpi.documents.print_page import Sheets
from kpi.views.overview import Overview


def sheets(view: Overview, page: PageContext) -> Sheets:
    """Two sheets."""
    return Sheets(view.headline, (state(view, page), news(view, page)), ("overview", ""))
