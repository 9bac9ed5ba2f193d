"""/start: how to begin, while nothing has been published yet; the home page for everybody afterwards."""

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from kpi.html.page_context import PageContext
from kpi.html.page_frame import render_page
from kpi.html.pages.start import body
from kpi.services.published import surveys
from kpi.store import NotPublishedError
from kpi.text import Text
from kpi.web.addresses import START
from kpi.web.assets import asset_url
from kpi.web.protection.private_pages import home_of
from kpi.web.readiness import readiness
from kpi.web.responses import refused
from kpi.web.visitor import VARY, text_of


def routes() -> list[Route]:
    return [Route(START, start, methods=["GET", "HEAD"])]


async def start(request: Request) -> Response:
    """GET /start."""
    return await run_sync(_answer, text_of(request))


def _answer(text: Text) -> Response:
    if readiness.loading:
        return refused(text, 503, text.say("answers.loading"))
    own = {"Cache-Control": "no-store", "Content-Language": text.language.value, **VARY}
    try:
        surveys.current()
    except NotPublishedError:
        page = PageContext(text=text, address=START, asset=asset_url)
        return HTMLResponse(render_page(text.say("start.title"), body(text), page), headers=own)
    except (surveys.UnavailableError, OSError):
        return refused(text, 503, text.say("answers.unavailable"))
    return RedirectResponse(home_of(text), 302, own)
