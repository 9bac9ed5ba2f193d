"""GET /calendar.ics[?department=…][&lang=en]: the deadlines of what is public, for calendars that subscribe to them."""

import gzip
import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kpi.model import Language
from kpi.text import Text
from kpi.web.assets import accepts_gzip

if TYPE_CHECKING:
    from kpi.measure.dataset import Dataset

PATH = "/calendar.ics"
MEDIA_TYPE = "text/calendar; charset=utf-8"
#: a calendar asks again after this long and is told that nothing has changed
CACHED = "public, max-age=900"
_LONGEST = 200


class NoDataError(Exception):
    """There is nothing to make a calendar from yet, or the store does not answer."""


@dataclass(frozen=True, slots=True)
class _Made:
    """A finished calendar. The tag is weak: the compressed and the plain answer mean the same."""

    body: bytes
    packed: bytes
    tag: str


class Calendar:
    """Answers from the public dataset that stands now; what was made from it is kept until there is another.

    dataset  gives the public dataset, the same object for the same release; `NoDataError` where there is none
    feed     makes the calendar of (dataset, words, department, the site's address); None for an unknown department
    """

    def __init__(
        self, dataset: "Callable[[], Dataset]", feed: "Callable[[Dataset, Text, str, str], bytes | None]"
    ) -> None:
        self._dataset, self._feed = dataset, feed
        self._from: Dataset | None = None
        self._made: dict[tuple[Language, str, str], _Made] = {}

    async def answer(self, request: Request) -> Response:
        department = request.query_params.get("department", "")[:_LONGEST]
        language = Language.EN if request.query_params.get("lang") == Language.EN else Language.UK
        try:
            # making takes some milliseconds: other readers need not wait for it
            made = await run_in_threadpool(self._find, department, language)
        except NoDataError:
            return Response(status_code=503, headers={"Cache-Control": "no-store", "Retry-After": "30"})
        if made is None:
            return Response(status_code=404, headers={"Cache-Control": "no-store"})
        headers = {"Cache-Control": CACHED, "ETag": made.tag, "Vary": "Accept-Encoding"}
        headers["Content-Language"] = language.value
        if made.tag in _tags(request.headers.get("if-none-match", "")):
            return Response(status_code=304, headers=headers)
        body = made.body
        if accepts_gzip(request.headers.get("accept-encoding", "")):
            body, headers["Content-Encoding"] = made.packed, "gzip"
        headers["Content-Disposition"] = 'inline; filename="calendar.ics"'
        return Response(body, headers=headers, media_type=MEDIA_TYPE)

    def _find(self, department: str, language: Language) -> _Made | None:
        """The calendar of a department ("" = of all); None where nothing public is that department's."""
        dataset = self._dataset()
        if dataset is not self._from:
            self._from, self._made = dataset, {}
        site = os.environ.get("POSTUP_ADDRESS", "").rstrip("/")
        made = self._made.get((language, department, site))
        if made is None:
            body = self._feed(dataset, Text(language), department, site)
            if body is None:
                return None
            tag = f'W/"{hashlib.sha256(body).hexdigest()[:24]}"'
            self._made[language, department, site] = made = _Made(body, gzip.compress(body, 9, mtime=0), tag)
        return made

    def route(self) -> Route:
        return Route(PATH, self.answer, methods=["GET", "HEAD"])


def _tags(header: str) -> set[str]:
    """The entity tags of If-None-Match, in the weak form in which they are compared."""
    given = (tag.strip() for tag in header.split(","))
    return {tag if tag.startswith("W/") else f"W/{tag}" for tag in given if tag}
