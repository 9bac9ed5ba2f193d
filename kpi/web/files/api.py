"""/api/v1/…: one route for all, for the table of endpoints says what there is (kpi.opendata.api.endpoints).

Read-only, for everybody, from any site, without cookies. Answers all methods itself: what it cannot do it says in its
own form.
"""

import json
import logging
from datetime import date
from functools import partial
from typing import Any

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route, compile_path
from starlette.types import Receive, Scope, Send

from kpi.opendata.api import BASE
from kpi.opendata.api.endpoints import ENDPOINTS, Context, Endpoint, NothingError
from kpi.opendata.api.openapi import JSON, openapi
from kpi.opendata.api.parameters import EVERY, LANG, ParameterError, read
from kpi.opendata.api.problem import MEDIA_TYPE, problem
from kpi.opendata.api.responses import Body, body
from kpi.opendata.successions import across_editions
from kpi.opendata.tables import ReleaseTables
from kpi.services.published import editions, releases, surveys
from kpi.services.published.beside import public_answers, public_peers
from kpi.services.published.successions import EditionStep, step_into, step_out_of
from kpi.store import NotPublishedError, UnknownReleaseError
from kpi.text import Text
from kpi.views.changes.comparison_plain import plain
from kpi.web import release_comparison
from kpi.web.edition_paths import edition_of, prefix_of, site_of
from kpi.web.protection.origin import host_of
from kpi.web.protection.pasted_addresses import bare_path, onward
from kpi.web.readiness import readiness
from kpi.web.release_files import release_of
from kpi.web.release_routes import survey_of
from kpi.web.responses import FOREIGN, PATIENCE, Answer, preflight, respond
from kpi.web.responses import READING as METHODS
from kpi.web.visitor import file_text_of

log = logging.getLogger(__name__)
_PATHS = tuple((compile_path(f"{BASE}{endpoint.path}")[0], endpoint) for endpoint in ENDPOINTS)


def routes() -> list[Route]:
    """Everything below /api/."""
    return [Route("/api/{rest:rest}", _Api())]


class _Api:
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        if request.method == "OPTIONS":
            response = preflight()
        elif request.method in METHODS and scope["path"] in (BASE, f"{BASE}/"):
            response = RedirectResponse(f"{prefix_of(request)}{BASE}/openapi.json", 302, headers=FOREIGN)
        elif request.method in METHODS and bare_path(scope["path"]) not in (scope["path"], "/api"):
            response = onward(prefix_of(request) + bare_path(scope["path"]), request.url)
            response.headers.update(FOREIGN)
        elif request.method not in METHODS:
            response = refused(file_text_of(request), 405, "method")
            response.headers["Allow"] = ", ".join(METHODS)
        elif readiness.loading:
            response = refused(file_text_of(request), 503, "loading")
        else:
            response = await run_sync(_answer, request)
        await response(scope, receive, send)


def refused(text: Text, status: int, key: str, **values: object) -> Response:
    """A problem in words."""
    headers = {"Cache-Control": "no-store", "Content-Language": text.language.value, **FOREIGN}
    if status == 503:
        headers["Retry-After"] = str(PATIENCE)
    return Response(problem(text, status, key, **values), status, headers, MEDIA_TYPE)


def _answer(request: Request) -> Response:
    """The answer to a GET or HEAD of a path of the API. Runs in a thread."""
    text = file_text_of(request)
    try:
        return respond(request, _found(request, text))
    except ParameterError as error:
        return refused(text, 400, error.problem, **{"parameter": error.parameter, **error.values})
    except NothingError as error:
        return refused(text, 404, error.sentence, **error.values)
    except UnknownReleaseError:
        return refused(text, 404, "no_release", parameter="v")
    except NotPublishedError:
        return refused(text, 503, "unpublished")
    except (surveys.UnavailableError, OSError) as error:
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
    asked, edition = given["v"], edition_of(request)
    if given["lang"] and text.asked(given["lang"]) is None:
        raise ParameterError(LANG.name, "code", codes=", ".join(text.languages))
    version, _ = survey_of(asked.isoformat() if asked else "", edition)
    listed = releases.every_release() if edition is None else releases.all_releases(edition)
    compared = partial(_compared, edition)
    return Context(
        release=release_of(version, edition),
        releases=listed,
        compare=compared,
        text=text,
        site=site_of(request),
        host=host_of(request),
        strategies=_strategies,
        answers=lambda: public_answers(releases.key_of(version, edition)),
        peers=lambda: public_peers(releases.key_of(version, edition)),
    )


def _strategies() -> list[tuple[ReleaseTables, bool]]:
    """The last release of each edition, and whether the edition is in force."""
    release = surveys.current().release
    present = editions.in_front(release)
    return [(release_of(None, one.edition), one.edition == present) for one in editions.editions(release)]


def _compared(edition: str | None, old: date | None, new: date | None) -> dict[str, Any] | None:
    known = release_comparison.days(None, edition)
    crossing = _crossing(edition, known, [day for day in (old, new) if day])
    if crossing is not None:
        return across_editions(*map(surveys.survey_of, (crossing.old, crossing.new)))
    pair = release_comparison.pair_of(old.isoformat() if old else "", new.isoformat() if new else "", known)
    if pair.old is None or pair.new is None:
        return None
    return plain(release_comparison.comparison(pair.old, pair.new, edition))


def _crossing(edition: str | None, known: tuple[date, ...], asked: list[date]) -> EditionStep | None:
    """The two releases where one is of the edition before, or of the one after."""
    key = releases.key_of(None, edition)
    step, after = step_into(key), step_out_of(key)
    if step is not None:
        former = release_comparison.former_days(step, None, known)
        if (found := release_comparison.across(step, former, known, asked)) is not None:
            return found
    return None if after is None else release_comparison.onward(after, known, asked)


def _sent(context: Context, made: Body) -> Answer:
    return Answer(
        body=made.content,
        media_type=made.media_type,
        modified=context.release.version,
        name=made.name,
        language=context.text.language,
        foreign=True,
        headers=made.headers,
    )
