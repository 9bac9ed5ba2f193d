"""A sector on paper: as on the screen, tables and charts whole."""

from kpi.documents.print_page import Sheets
from kpi.documents.sector import body
from kpi.text import Text
from kpi.views.sector import Sector


def sheets(view: Sector, text: Text) -> Sheets:
    """As many pages as the sector has tables for."""
    return Sheets(view.headline, (body(view, text),), ("sector", view.name.code))
