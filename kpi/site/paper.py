"""/print/…: the sheets of a release."""

from typing import TYPE_CHECKING

from starlette.routing import Route

from kpi.model import Language
from kpi.site.asking import Asked, endpoint
from kpi.web.answers import Answer

if TYPE_CHECKING:
    from kpi.documents.print_page import Sheets

MEDIA_TYPE = "text/html; charset=utf-8"
#: style sheet and script of the sheets
_SCRIPT, _ICON, _STYLE = "print.js", "mark.svg", "postup.css"


def routes() -> list[Route]:
    """Overview, sector, goal, indicator on paper."""
    methods, query = ["GET", "HEAD"], ("grey",)
    makers = {
        "/print/overview": overview,
        "/print/sector/{code}": sector,
        "/print/goal/{code}": goal,
        "/print/indicator/{code}": indicator,
    }
    return [Route(path, endpoint(make, query=query), methods=methods) for path, make in makers.items()]


def overview(asked: Asked) -> Answer | None:
    from kpi.documents.print_overview import sheets
    from kpi.site.boards import board
    from kpi.views import overview as views

    return _answer(asked, sheets(views.build(asked.survey, asked.text, board=board(asked)), asked.text))


def sector(asked: Asked) -> Answer | None:
    from kpi.documents.print_sector import sheets
    from kpi.site.boards import board
    from kpi.views import sector as views

    view = views.build(asked.survey, asked["code"], asked.text, board=board(asked))
    return None if view is None else _answer(asked, sheets(view, asked.text))


def goal(asked: Asked) -> Answer | None:
    from kpi.documents.print_goal import sheets
    from kpi.site.boards import board
    from kpi.views import goal as views

    view = views.build(asked.survey, asked["code"], asked.text, board=board(asked))
    return None if view is None else _answer(asked, sheets(view, asked.text))


def indicator(asked: Asked) -> Answer | None:
    from kpi.documents.print_indicator import sheets
    from kpi.site.boards import board
    from kpi.views import indicator as views

    view = views.build(asked.survey, asked["code"], asked.text, board=board(asked), site=asked.site)
    return None if view is None else _answer(asked, sheets(view, asked.text), documented=view.documented)


def _answer(asked: Asked, printed: "Sheets", *, documented: bool = False) -> Answer:
    from kpi.documents.print_page import Paper, document
    from kpi.documents.whole import Served
    from kpi.views.imprint import imprint
    from kpi.web.assets import assets

    files = assets()
    served = Served((files.url(_STYLE),), (files.url(_SCRIPT),), files.url(_ICON))
    about = imprint(asked.survey, asked.text).beside(documented)
    paper = Paper(about, asked.text, served, asked.site, grey=asked["grey"] == "1")
    body = document(printed, paper)
    return Answer(body, MEDIA_TYPE, asked.released, language=Language(asked.text.language))
