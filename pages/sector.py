"""Сектор: як справи, які цілі відстають, відколи."""

from kpi.documents import sector as document
from kpi.ui import charts
from kpi.ui.finish import Content, shell_of
from kpi.ui.frame import page
from kpi.ui.reader import Reader
from kpi.views import sector
from kpi.views.shell import Way


def make(reader: Reader) -> Content:
    view = sector.build(reader.survey, reader.id, reader.text, board=reader.board)
    if view is None:
        return Content(reader.text.say("sector.unknown"), document.unknown(shell_of(reader), reader.text))
    here = (Way(view.name.name, foreign=view.name.foreign),)
    slots = charts.goal_lines(view.goal_lines, reader.text)
    return Content(view.headline, document.body(view, reader.text), here, reader.id, slots)


page("sector", make)
