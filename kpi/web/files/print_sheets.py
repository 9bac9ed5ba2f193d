"""/print/…: the sheets of a release."""

from starlette.routing import Route

from kpi.html.page_context import PageContext, PageKind
from kpi.html.print import actions as print_actions
from kpi.html.print import decisions as print_decisions
from kpi.html.print import goal as print_goal
from kpi.html.print import health as print_health
from kpi.html.print import indicator as print_indicator
from kpi.html.print import overview as print_overview
from kpi.html.print import sector as print_sector
from kpi.html.print.sheets import GREY, RUNNING_HEAD, Sheets, render_sheets, running_head
from kpi.services.published import releases
from kpi.views.actions.page import build as build_actions
from kpi.views.beside.number import beside_the_number
from kpi.views.health import department as department_view
from kpi.views.health import departments as departments_view
from kpi.views.health import plan_health as plan_health_view
from kpi.views.oversight import page as decisions_view
from kpi.views.public import overview as overview_view
from kpi.views.public import sector as sector_view
from kpi.views.public.attribution import imprint
from kpi.web.pages.beside import told
from kpi.web.pages.council.last_session import last_session
from kpi.web.release_routes import ReleaseRequest, endpoint
from kpi.web.responses import Answer

HTML, CSS = "text/html; charset=utf-8", "text/css; charset=utf-8"


def routes() -> list[Route]:
    """Overview, sector, goal, indicator, departments, plan health on paper; the style sheet of their running head."""
    makers = {
        f"/{RUNNING_HEAD}": head,
        "/print/overview": overview,
        "/print/decisions": decisions,
        "/print/actions": actions,
        "/print/sector/{code}": sector,
        "/print/goal/{code}": goal,
        "/print/indicator/{code}": indicator,
        "/print/departments": departments,
        "/print/department/{code}": department,
        "/print/plan-health": plan_health,
    }
    return [Route(path, endpoint(make, query=(GREY,)), methods=["GET", "HEAD"]) for path, make in makers.items()]


def head(asked: ReleaseRequest) -> Answer:
    page = _page(asked)
    style = running_head(imprint(asked.survey, asked.text), page).encode()
    return Answer(body=style, media_type=CSS, modified=asked.released, language=page.language)


def overview(asked: ReleaseRequest) -> Answer | None:
    edition = releases.key_of(asked.version, asked.edition).edition
    session = last_session(asked.survey, asked.text, asked.released, asked.released, edition)
    view = overview_view.build(asked.survey, asked.text, board=asked.board, session=session)
    return _answer(asked, print_overview.sheets(view, _page(asked)))


def decisions(asked: ReleaseRequest) -> Answer | None:
    view = decisions_view.build(asked.board, whole=True)
    illustrative = asked.survey.dataset.strategy.illustrative
    return _answer(asked, print_decisions.sheets(view, _page(asked), illustrative=illustrative))


def actions(asked: ReleaseRequest) -> Answer | None:
    view = build_actions(asked.board, whole=True)
    return None if view is None else _answer(asked, print_actions.sheets(view, _page(asked)))


def sector(asked: ReleaseRequest) -> Answer | None:
    view = sector_view.build(asked.survey, asked["code"], asked.text, board=asked.board)
    return None if view is None else _answer(asked, print_sector.sheets(view, _page(asked)))


def goal(asked: ReleaseRequest) -> Answer | None:
    view = asked.goal(asked["code"])
    return None if view is None else _answer(asked, print_goal.sheets(view, _page(asked)))


def indicator(asked: ReleaseRequest) -> Answer | None:
    view = asked.indicator(asked["code"])
    if view is None:
        return None
    key = releases.key_of(asked.version, asked.edition)
    beside = beside_the_number(asked.survey, asked["code"], asked.text, told(key))
    return _answer(asked, print_indicator.sheets(view, _page(asked), beside), documented=view.documented)


def departments(asked: ReleaseRequest) -> Answer | None:
    return _answer(asked, print_health.departments(departments_view.build(asked.board), _page(asked)))


def department(asked: ReleaseRequest) -> Answer | None:
    view = department_view.build(asked.board, asked["code"])
    return None if view is None else _answer(asked, print_health.department(view, _page(asked)))


def plan_health(asked: ReleaseRequest) -> Answer | None:
    return _answer(asked, print_health.plan_health(plan_health_view.build(asked.board), _page(asked)))


def _page(asked: ReleaseRequest) -> PageContext:
    """A sheet is of one release for ever, and leads on within it."""
    return asked.page_context(PageKind.SHEET)


def _answer(asked: ReleaseRequest, printed: Sheets, *, documented: bool = False) -> Answer:
    about = imprint(asked.survey, asked.text).beside(documented)
    page = _page(asked)
    body = render_sheets(printed, about, page, grey=asked[GREY] == "1")
    return Answer(body=body, media_type=HTML, modified=asked.released, language=page.language)
