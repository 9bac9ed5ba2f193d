"""/log/…: the log as static files (https://c2sp.org/tlog-tiles), key, time stamps, what a release says in public."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import date

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kpi.services.seals import content, tiles
from kpi.services.seals.keys import verifier
from kpi.services.seals.time_stamps import stamps
from kpi.services.seals.time_stamps.authority import certificates
from kpi.services.seals.witnesses import sightings, witness_folder
from kpi.store import NotPublishedError, UnknownReleaseError, read_public
from kpi.web.release_routes import ReleaseRequest, route
from kpi.web.responses import READING, AbsentError, Answer, preflight, refused, respond
from kpi.web.seals.served_log import served_log
from kpi.web.visitor import file_text_of

log = logging.getLogger(__name__)
_TEXT, _BYTES, _LINES = "text/plain; charset=utf-8", "application/octet-stream", "application/jsonl; charset=utf-8"
_STAMPED, _CERTIFICATES = "application/timestamp-reply", "application/x-pem-file"
#: a checkpoint is another one after each release, and after a witness has signed
_FRESH = {"Cache-Control": "no-cache"}
_Make = Callable[[Request], Answer | None]


def routes() -> list[Route]:
    return [
        *(Route(path, _endpoint(make), methods=READING) for path, make in _MADE.items()),
        route("/log/release/{day}.jsonl", release),
    ]


def release(asked: ReleaseRequest) -> Answer | None:
    """What a release says in public, as it is sealed."""
    try:
        day = date.fromisoformat(asked["day"])
        told = read_public(day, edition=asked.edition)
    except (ValueError, UnknownReleaseError):
        return None
    if day.isoformat() != asked["day"]:
        return None
    body = content.written(content.lines_of(told))
    return Answer(body=body, media_type=_LINES, modified=day, foreign=True)


def _endpoint(make: _Make) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        return await run_sync(_answer, request, make)

    return answer


def _answer(request: Request, make: _Make) -> Response:
    if request.method == "OPTIONS":
        return preflight()
    text = file_text_of(request)
    try:
        found = make(request)
    except NotPublishedError:
        return refused(text, 503, text.say("answers.unpublished"))
    except OSError as error:
        log.error("the log of releases cannot be read", exc_info=error)
        return refused(text, 503, text.say("answers.unavailable"))
    if found is None:
        raise AbsentError(text.say("answers.absent"))
    return respond(request, found)


def _checkpoint(_request: Request) -> Answer | None:
    """The head of the log with the signatures of all witnesses that have seen it."""
    body = served_log().seen_by(sightings(witness_folder())).read(tiles.CHECKPOINT)
    return None if body is None else Answer(body=body, media_type=_TEXT, foreign=True, headers=_FRESH)


def _key(_request: Request) -> Answer | None:
    """The community's public key in one line."""
    found = verifier()
    return None if found is None else Answer(body=f"{found}\n".encode(), media_type=_TEXT, foreign=True)


def _tile(request: Request) -> Answer | None:
    """Hashes of the tree, or entries."""
    body = served_log().read(f"tile/{request.path_params['path']}")
    return None if body is None else Answer(body=body, media_type=_BYTES, foreign=True)


def _stamps(_request: Request) -> Answer | None:
    """SHA-256 of each checkpoint that was stamped (RFC 3161)."""
    body = served_log().read(stamps.INDEX)
    return None if body is None else Answer(body=body, media_type=_TEXT, foreign=True, headers=_FRESH)


def _stamp(request: Request) -> Answer | None:
    """<hash>.note, .tsr: such a checkpoint, and what the authority answered over its text."""
    name = request.path_params["name"]
    body = served_log().read(f"stamp/{name}")
    kind = _STAMPED if name.endswith(".tsr") else _TEXT
    return None if body is None else Answer(body=body, media_type=kind, foreign=True)


def _authority(_request: Request) -> Answer | None:
    """The certificates by which the site believes the authority."""
    found = certificates() if served_log().stamps else None
    return None if found is None else Answer(body=found, media_type=_CERTIFICATES, foreign=True, headers=_FRESH)


_MADE: Mapping[str, _Make] = {
    "/log/checkpoint": _checkpoint,
    "/log/key": _key,
    "/log/tile/{path:rest}": _tile,
    "/log/stamps": _stamps,
    "/log/stamp/{name}": _stamp,
    "/log/authority": _authority,
}
