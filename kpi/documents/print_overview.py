"""The overview on paper: the state on the first sheet, attention and changes on the second."""

from kpi.documents.overview import news, state
from kpi.documents.print_page import Sheets
from kpi.text import Text
from kpi.views.overview import Overview


def sheets(view: Overview, text: Text) -> Sheets:
    """Two sheets."""
    return Sheets(view.headline, (state(view, text), news(view, text)), ("overview", ""))
