"""A sector on paper: as on the screen, tables and charts whole."""

from kpi.documents.page_context import PageContext
from kpi.documents.print_page import Sheets
from kpi.documents.sector import body
from kpi.views.sector import Sector


def sheets(view: Sector, page: PageContext) -> Sheets:
    """As many pages as the sector has tables for."""
    return Sheets(view.headline, (body(view, page),), ("sector", view.name.code))
