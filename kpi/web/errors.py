"""What an address is answered that does not exist, a method that is not taken, a page that breaks."""

import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from anyio.to_thread import run_sync
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Match

from kpi.cache import Cache
from kpi.html.page_context import PageContext
from kpi.model import Language
from kpi.services.published import surveys
from kpi.store import NotPublishedError, StoreError
from kpi.text import Text
from kpi.web import addresses
from kpi.web.addresses import Address
from kpi.web.assets import asset_url
from kpi.web.edition_paths import prefix_of
from kpi.web.pages import not_found as missing
from kpi.web.pages import status_pages
from kpi.web.pages.routes import HTML, answer_of
from kpi.web.protection.pasted_addresses import bare_path, onward
from kpi.web.protection.payload_too_large import too_large
from kpi.web.readiness import readiness
from kpi.web.responses import AbsentError, Answer, refused, respond
from kpi.web.store_health import store_health
from kpi.web.visitor import VARY, desk_text_of, text_of

log = logging.getLogger(__name__)
Handler = Callable[[Request, Exception], Response | Awaitable[Response]]
_missing: Cache[Answer] = Cache(2 * len(Language), each=len(Language))


async def not_found(request: Request, error: Exception) -> Response:
    """404: to the address of ours that stands before what sticks to its end, else a page that leads on.

    A file that does not exist is told in a line to whoever does not ask for a page.
    """
    path = request.scope["path"]
    if (whole := bare_path(path)) != path and _has_route(request, whole):
        return onward(prefix_of(request) + whole, request.url)
    text = text_of(request)
    if isinstance(error, AbsentError) and "text/html" not in request.headers.get("accept", ""):
        return refused(text, HTTPStatus.NOT_FOUND, error.detail)
    return respond(request, await run_sync(_not_found, text))


def _has_route(request: Request, path: str) -> bool:
    scope = {**request.scope, "path": path, "method": "GET"}
    return any(route.matches(scope)[0] is not Match.NONE for route in request.app.routes)


def _not_found(text: Text) -> Answer:
    """The page with the community's name, menu and search; a plainer one while there are no data."""
    page = PageContext(text=text, address="", asset=asset_url)
    if not readiness.loading:
        try:
            release = surveys.current().release
            page = replace(page, accent=surveys.colour())
            return _missing.get((release, text), lambda: _page(missing.page(page), text))
        except (surveys.UnavailableError, NotPublishedError):
            log.info("no data to draw the page of a missing address from")
    return _page(missing.plain_page(page), text)


def _page(body: bytes, text: Text) -> Answer:
    return Answer(body=body, media_type=HTML, language=text.language, status=HTTPStatus.NOT_FOUND, headers=VARY)


async def not_allowed(_request: Request, error: Exception) -> Response:
    """405 with the methods that are taken."""
    headers: Mapping[str, str] | None = error.headers if isinstance(error, HTTPException) else None
    return PlainTextResponse("", HTTPStatus.METHOD_NOT_ALLOWED, dict(headers or {}))


async def too_much(request: Request, _error: Exception) -> Response:
    """413: the body of the request passed its limit while it came."""
    return await too_large(request.scope, request.receive)


async def failed(request: Request, error: Exception) -> Response:
    """500: a sentence and a number for the reader; the log has the number and the cause."""
    number = secrets.token_hex(3)
    log.error("an answer failed, number %s", number, exc_info=error)
    text = text_of(request)
    address = addresses.parse(request.scope["path"]) or Address(addresses.HOME, addresses.language_parameter(text))
    page = PageContext(text=text, address=address.href, asset=asset_url)
    return respond(request, answer_of(status_pages.failed(page, number), text))


async def store_trouble(request: Request, error: Exception) -> Response:
    """503: what is wrong with the store, that nothing was kept, and what to do; health tells it from now on."""
    reason = error.reason if isinstance(error, StoreError) else "unreachable"
    if reason != "busy":
        store_health.note(reason)
    log.error("the store takes or gives nothing: %s", reason, exc_info=error)
    text = desk_text_of(request)
    page = PageContext(text=text, address=addresses.HOME, asset=asset_url)
    shown = status_pages.store_trouble(page, reason, sent=request.method == "POST")
    return await run_sync(respond, request, answer_of(shown, text))


HANDLERS: Mapping[Any, Handler] = {
    HTTPStatus.NOT_FOUND: not_found,
    HTTPStatus.METHOD_NOT_ALLOWED: not_allowed,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: too_much,
    StoreError: store_trouble,
    Exception: failed,
}
