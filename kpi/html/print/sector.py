"""A sector on paper: as on the screen, tables and charts whole."""

from kpi.html.page_context import PageContext
from kpi.html.pages.sector import body
from kpi.html.print.sheets import Sheets
from kpi.views.public.sector import SectorView


def sheets(view: SectorView, page: PageContext) -> Sheets:
    """As many pages as the sector has tables for."""
    return Sheets(view.headline, (body(view, page),), ("sector", view.name.code))
