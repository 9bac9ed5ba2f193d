"""Answers of the API: which release, which endpoint, what it gives. Runs in a thread (kpi.site.api)."""

import json
import logging
from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import compile_path

from kpi.opendata.api import BASE
from kpi.opendata.api.answers import Body, body
from kpi.opendata.api.endpoints import ENDPOINTS, Context, Endpoint, NothingError
from kpi.opendata.api.openapi import JSON, openapi
from kpi.opendata.api.parameters import EVERY, RefusedError, read
from kpi.site import cache, changing, published
from kpi.site.answering import survey_of
from kpi.site.api import refused
from kpi.site.asking import language_of
from kpi.site.handed import release_of
from kpi.store import NotPublishedError, UnknownReleaseError
from kpi.text import Text
from kpi.views.comparison_plain import plain
from kpi.web.answers import Answer, respond
from kpi.web.origin import site_of

log = logging.getLogger(__name__)
_PATHS = tuple((compile_path(f"{BASE}{endpoint.path}")[0], endpoint) for endpoint in ENDPOINTS)


def answer(request: Request) -> Response:
    """The answer to a GET or HEAD of a path of the API."""
    text = Text(language_of(request))
    try:
        return respond(request, _found(request, text))
    except RefusedError as error:
        return refused(text, 400, error.problem, **{"parameter": error.parameter, **error.values})
    except NothingError as error:
        return refused(text, 404, error.sentence, **error.values)
    except UnknownReleaseError:
        return refused(text, 404, "no_release", parameter="v")
    except NotPublishedError:
        return refused(text, 503, "unpublished")
    except (cache.UnavailableError, OSError) as error:
        log.error("the API cannot answer", exc_info=error)
        return refused(text, 503, "unavailable")


def _found(request: Request, text: Text) -> Answer:
    path, query = request.url.path, request.query_params.multi_items()
    if path == f"{BASE}/openapi.json":
        context = _context(read(EVERY, query), text, request)
        told = json.dumps(openapi(context.release, text, context.site), ensure_ascii=False).encode()
        return _sent(context, Body(told, f"{JSON}; charset=utf-8"))
    endpoint, of_path = _endpoint(path)
    # a name of the path cannot be given in the query too
    given = read(endpoint.known, [*of_path.items(), *query])
    context = _context(given, text, request)
    return _sent(context, body(endpoint, context, given, path, dict(query)))


def _endpoint(path: str) -> tuple[Endpoint, dict[str, str]]:
    for pattern, endpoint in _PATHS:
        if found := pattern.match(path):
            return endpoint, found.groupdict()
    raise NothingError("no_path")


def _context(given: dict[str, Any], text: Text, request: Request) -> Context:
    asked = given["v"]
    version, _ = survey_of(asked.isoformat() if asked else "")
    return Context(release_of(version), published.releases(), _compared, text, site_of(request))


def _compared(old: date | None, new: date | None) -> dict[str, Any] | None:
    known = changing.days()
    asked = changing.asked(old.isoformat() if old else "", new.isoformat() if new else "", known)
    if asked.old is None or asked.new is None:
        return None
    return plain(changing.comparison(asked.old, asked.new))


def _sent(context: Context, made: Body) -> Answer:
    return Answer(
        made.content,
        made.media_type,
        context.release.version,
        made.name,
        context.text.language,
        foreign=True,
        headers=made.headers,
    )
