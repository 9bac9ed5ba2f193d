"""Оперативна ціль: які показники відстають, чому, що робиться."""

from kpi.documents import goal as document
from kpi.ui.finish import Content
from kpi.ui.frame import page
from kpi.ui.reader import Reader
from kpi.views import goal


def make(reader: Reader) -> Content:
    view = goal.build(reader.survey, reader.id, reader.text, board=reader.board)
    if view is None:
        return Content(reader.text.say("goal.unknown.heading"), document.unknown(reader.id, reader.text))
    return Content(view.title, document.body(view, reader.text), view.crumbs, view.sector)


page("goal", make)
