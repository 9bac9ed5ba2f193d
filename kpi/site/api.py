"""/api/v1/…: one route for all, for the table of endpoints says what there is (kpi.opendata.api.endpoints).

Read-only, for everybody, from any site, without cookies. Answers all methods itself: what it cannot do it says in its
own form.
"""

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from kpi.opendata.api import BASE
from kpi.opendata.api.problem import MEDIA_TYPE, problem
from kpi.site.asking import language_of
from kpi.text import Text
from kpi.web.answers import FOREIGN, PATIENCE, preflight
from kpi.web.answers import READING as METHODS
from kpi.web.pasted import bare_path, onward
from kpi.web.readiness import readiness


def routes() -> list[Route]:
    """Everything below /api/."""
    return [Route("/api/{rest:rest}", _Api())]


class _Api:
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        if request.method == "OPTIONS":
            response = preflight()
        elif request.method in METHODS and scope["path"] in (BASE, f"{BASE}/"):
            response = RedirectResponse(f"{BASE}/openapi.json", 302, headers=FOREIGN)
        elif request.method in METHODS and bare_path(scope["path"]) not in (scope["path"], "/api"):
            response = onward(bare_path(scope["path"]), request.url)
            response.headers.update(FOREIGN)
        elif request.method not in METHODS:
            response = refused(Text(language_of(request)), 405, "method")
            response.headers["Allow"] = ", ".join(METHODS)
        else:
            response = await run_sync(_answer, request)
        await response(scope, receive, send)


def _answer(request: Request) -> Response:
    if readiness.started and not readiness.wait(0):
        return refused(Text(language_of(request)), 503, "loading")
    from kpi.site.api_answers import answer

    return answer(request)


def refused(text: Text, status: int, key: str, **values: object) -> Response:
    """A problem in words."""
    headers = {"Cache-Control": "no-store", "Content-Language": text.language.value, **FOREIGN}
    if status == 503:
        headers["Retry-After"] = str(PATIENCE)
    return Response(problem(text, status, key, **values), status, headers, MEDIA_TYPE)
