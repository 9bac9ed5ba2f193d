"""Показники: знайти будь-який; фільтри — в адресі."""

from kpi.documents import indicators as document
from kpi.ui.finish import Content
from kpi.ui.frame import page
from kpi.ui.reader import Reader
from kpi.views import indicators
from kpi.views.indicators import Filters
from kpi.views.shell import Way


def make(reader: Reader) -> Content:
    view = indicators.build(reader.survey, reader.text, Filters.of(reader.parameters), board=reader.board)
    here = (Way(reader.text.say("shell.nav.indicators")),)
    return Content(view.headline, document.body(view, reader.text), here)


page("indicators", make)
