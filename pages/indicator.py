"""Показник: статус, число, шлях, джерело, історія, цитата."""

from kpi.documents import indicator as document
from kpi.ui import charts
from kpi.ui.finish import Content
from kpi.ui.frame import page
from kpi.ui.reader import Reader
from kpi.views import indicator


def make(reader: Reader) -> Content:
    text, code = reader.text, reader.id
    view = indicator.build(reader.survey, code, text, board=reader.board, site=reader.site, today=reader.today)
    if view is None:
        return Content(text.say("indicator.unknown.heading"), document.unknown(code, text))
    slots = charts.trajectory(view.trajectory, text)
    return Content(view.title, document.body(view, text), view.crumbs, view.sector, slots)


page("indicator", make)
