"""/print/…: the sheets of a release."""

from starlette.routing import Route

from kpi.documents import print_goal, print_indicator, print_overview, print_sector
from kpi.documents.print_page import Paper, Sheets, document
from kpi.documents.whole import Served
from kpi.model import Language
from kpi.site.asking import Asked, endpoint
from kpi.views import goal as goal_view
from kpi.views import indicator as indicator_view
from kpi.views import overview as overview_view
from kpi.views import sector as sector_view
from kpi.views.imprint import imprint
from kpi.web.answers import Answer
from kpi.web.assets import assets

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
    view = overview_view.build(asked.survey, asked.text, board=asked.board)
    return _answer(asked, print_overview.sheets(view, asked.text))


def sector(asked: Asked) -> Answer | None:
    view = sector_view.build(asked.survey, asked["code"], asked.text, board=asked.board)
    return None if view is None else _answer(asked, print_sector.sheets(view, asked.text))


def goal(asked: Asked) -> Answer | None:
    view = goal_view.build(asked.survey, asked["code"], asked.text, board=asked.board)
    return None if view is None else _answer(asked, print_goal.sheets(view, asked.text))


def indicator(asked: Asked) -> Answer | None:
    view = indicator_view.build(asked.survey, asked["code"], asked.text, board=asked.board, site=asked.site)
    if view is None:
        return None
    return _answer(asked, print_indicator.sheets(view, asked.text), documented=view.documented)


def _answer(asked: Asked, printed: Sheets, *, documented: bool = False) -> Answer:

    files = assets()
    served = Served((files.url(_STYLE),), (files.url(_SCRIPT),), files.url(_ICON))
    about = imprint(asked.survey, asked.text).beside(documented)
    paper = Paper(about, asked.text, served, asked.site, grey=asked["grey"] == "1")
    body = document(printed, paper)
    return Answer(body, MEDIA_TYPE, asked.released, language=Language(asked.text.language))
