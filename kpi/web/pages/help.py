"""/help: the guide for those who submit data, in the reader's language; it needs neither data nor the store."""

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kpi import clock
from kpi.html.help import body
from kpi.html.page_context import PageContext
from kpi.html.page_frame import render_page
from kpi.services.published import releases, surveys
from kpi.store import NotPublishedError, StoreError
from kpi.text import Text
from kpi.views.common import page_frame
from kpi.views.common.page_frame import Crumb, Shell
from kpi.web.assets import asset_url
from kpi.web.pages.routes import HTML
from kpi.web.readiness import readiness
from kpi.web.responses import Answer, respond
from kpi.web.visitor import VARY, desk_text_of

PATH = "/help"


def routes() -> list[Route]:
    return [Route(PATH, show, methods=["GET", "HEAD"])]


async def show(request: Request) -> Response:
    """GET /help."""
    return respond(request, await run_sync(_answer, desk_text_of(request)))


def _answer(text: Text) -> Answer:
    page = PageContext(text=text, address=PATH, accent="" if readiness.loading else surveys.colour(), asset=asset_url)
    html = render_page(text.say("help.title"), body(page), page, shell=_shell(text))
    return Answer(body=html, media_type=HTML, language=text.language, headers=VARY)


def _shell(text: Text) -> Shell | None:
    """What stands around the page where there are data to name the community by."""
    if readiness.loading:
        return None
    try:
        survey = releases.survey()
    except (NotPublishedError, StoreError, surveys.UnavailableError):
        return None
    crumbs = (Crumb(text.say("shell.nav.upload"), "upload"), Crumb(text.say("help.link")))
    return page_frame.build(survey, text, "help", crumbs=crumbs, today=clock.today())
