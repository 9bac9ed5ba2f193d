"""The overview on paper: the state on the first sheet, attention and changes on the second."""

from kpi.html.page_context import PageContext
from kpi.html.pages.overview import news, state
from kpi.html.print.sheets import Sheets
from kpi.views.public.overview import OverviewView


def sheets(view: OverviewView, page: PageContext) -> Sheets:
    """Two sheets."""
    return Sheets(view.headline, (state(view, page), news(view, page)), ("overview", ""))
