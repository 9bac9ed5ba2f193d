"""Методика: як визначається статус."""

from kpi.documents import method as document
from kpi.ui.finish import Content
from kpi.ui.frame import page
from kpi.ui.reader import Reader
from kpi.views import method


def make(reader: Reader) -> Content:
    view = method.build(reader.survey, reader.text)
    return Content(view.title, document.body(view, reader.text), view.crumbs)


page("method", make)
