"""Addresses of an edition: everything public also stands below its name, /2022-2026/indicator?id=1.2.1.

The prefix is taken off before the routes are looked through; what answers asks `edition_of` and writes its own links
through `prefix_of`. An address without it means the edition in force (`kpi.services.published.editions`).
"""

import re

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from kpi.model import EDITION_PATH, Strategy, edition_prefix
from kpi.services.published import current_release, editions
from kpi.store import NotPublishedError
from kpi.web.protection.origin import host_of
from kpi.web.readiness import readiness

_EDITION, _PREFIX = "postup.edition", "postup.prefix"
#: what stands beside the editions: signing in, the desk, the site's own files
_WITHOUT = re.compile(
    r"/(?:login|logout|account|invitation|help|upload|admin|assets|healthz|readyz|dashboard|start|_stcore|robots\.txt)\b"
)


class EditionPaths:
    """Takes the edition off the path of a request and puts it beside it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and (found := EDITION_PATH.fullmatch(scope["path"])) and not readiness.loading:
            scope = _without_edition(scope, found[1], found[2] or "/")
        await self._app(scope, receive, send)


def _without_edition(scope: Scope, segment: str, rest: str) -> Scope:
    """The scope as the routes know it; the same where the segment names no edition."""
    edition = None if _WITHOUT.match(rest) else _addressed(segment)
    if edition is None:
        return scope
    raw = scope.get("raw_path", b"").partition(b"?")[0]
    return {
        **scope,
        "path": rest,
        "raw_path": b"/" + raw.removeprefix(b"/").partition(b"/")[2],
        _EDITION: edition.edition,
        _PREFIX: edition_prefix(edition.edition),
    }


def _addressed(segment: str) -> Strategy | None:
    try:
        return editions.addressed(current_release.release_id(), segment)
    except (OSError, NotPublishedError):
        return None


def edition_of(request: Request) -> str | None:
    """The edition that the address names; None where it names none."""
    named: str | None = request.scope.get(_EDITION)
    return named


def prefix_of(request: Request) -> str:
    """What stood before the path that the routes see."""
    stood: str = request.scope.get(_PREFIX, "")
    return stood


def site_of(request: Request) -> str:
    """Where the site is reached, with the edition where the address names one: what permanent links begin with."""
    return f"{host_of(request)}{prefix_of(request)}"


def split_prefix(path: str) -> tuple[str | None, str]:
    """The edition that a path (unquoted) names, None for none, and the path without it."""
    found = EDITION_PATH.fullmatch(path)
    if found is None:
        return None, path
    edition = _addressed(found[1])
    return (edition.edition, found[2] or "/") if edition is not None else (None, path)
