"""/start: how to begin, while nothing has been published yet; the home page for everybody afterwards."""

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from kpi.documents.start import body
from kpi.documents.switches import switches
from kpi.site import cache
from kpi.site.addresses import START
from kpi.site.asking import language_of
from kpi.store import NotPublishedError
from kpi.text import Text
from kpi.web.answers import refused
from kpi.web.assets import assets
from kpi.web.readiness import readiness
from kpi.web.whole import home_of, whole_page


def routes() -> list[Route]:
    return [Route(START, start, methods=["GET", "HEAD"])]


async def start(request: Request) -> Response:
    """GET /start."""
    return await run_sync(_answer, Text(language_of(request)))


def _answer(text: Text) -> Response:
    if readiness.loading:
        return refused(text, 503, text.say("answers.loading"))

    own = {"Cache-Control": "no-store", "Content-Language": text.language.value}
    try:
        cache.standing()
    except NotPublishedError:
        page = whole_page(assets(), text, text.say("start.title"), body(text), switches(START, text))
        return HTMLResponse(page, headers=own)
    except (cache.UnavailableError, OSError):
        return refused(text, 503, text.say("answers.unavailable"))
    return RedirectResponse(home_of(text), 302, own)
