"""Огляд: чи виконується стратегія, де ні, що потребує уваги, що змінилося."""

from kpi.documents import overview as document
from kpi.ui.finish import Content
from kpi.ui.frame import page
from kpi.ui.reader import Reader
from kpi.views import overview


def make(reader: Reader) -> Content:
    view = overview.build(reader.survey, reader.text, board=reader.board)
    return Content(view.headline, document.body(view, reader.text))


page("overview", make)
