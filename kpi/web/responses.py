"""Finished answers of public routes: told once, compressed once, and «nothing has changed» to whoever has them.

An answer's tag is a hash of what is sent, so it says nothing of what a release holds beside it.
"""

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from functools import cached_property
from http import HTTPStatus
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from kpi.model import Language
from kpi.text import Text
from kpi.web.assets import accepts_gzip

#: kept by whoever likes, asked for again each time; what went wrong is kept by nobody
PUBLIC, NOBODY = "no-cache", "no-store"
OK, FAILED, UNAVAILABLE = 200, 500, 503
#: what a compression would not make smaller
_PACKED_ALREADY = ("image/png", "application/zip", "application/vnd.openxmlformats", "font/woff2")
#: pages of other sites may show it and read it with these headers of it; nobody's cookies are asked for
READABLE = {"Access-Control-Allow-Origin": "*"}
FOREIGN = {
    **READABLE,
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Access-Control-Expose-Headers": (
        "Content-Disposition, Content-Language, ETag, Last-Modified, Link, Retry-After, X-Total-Count"
    ),
}
#: what scripts of other sites may send along when they read
_SENT = (
    "Accept, Accept-Language, Cache-Control, Content-Type, If-Modified-Since, If-None-Match, Pragma, Range, "
    "X-Requested-With"
)
READING = ("GET", "HEAD", "OPTIONS")
#: seconds after which somebody who came too early may ask again
PATIENCE = 30


class AbsentError(HTTPException):
    """There is nothing of what was asked for; `sentence` says it in the reader's language."""

    def __init__(self, sentence: str) -> None:
        super().__init__(HTTPStatus.NOT_FOUND, sentence)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What is sent. Other people share it, so it is never changed.

    media_type  with its charset
    modified    the day of the release that it was made from
    name        the name under which a browser saves it, "" where it is shown
    language    of its words, None where it has none
    foreign     whether pages of other sites may use it
    headers     more of them
    status      of HTTP; only what is well has a tag and a day
    """

    body: bytes
    media_type: str
    modified: date | None = None
    name: str = ""
    language: Language | None = None
    foreign: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)
    status: int = OK

    @property
    def weight(self) -> int:
        """Bytes that it takes where it is kept: plain, and compressed to about a quarter."""
        return len(self.body) * 5 // 4

    @cached_property
    def tag(self) -> str:
        """Weak: the compressed and the plain answer mean the same."""
        said = f"{self.media_type}\n{self.name}\n{sorted(self.headers.items())}\n".encode()
        return f'W/"{hashlib.sha256(said + self.body).hexdigest()[:24]}"'

    @cached_property
    def stands_since(self) -> datetime | None:
        """Last-Modified of what is made from a release, pages and files alike: midnight (UTC) after the release's day.

        It is told from then on, for another release of the same day may follow.
        """
        if self.modified is None or self.status != OK:
            return None
        return datetime(self.modified.year, self.modified.month, self.modified.day, tzinfo=UTC) + timedelta(days=1)

    @cached_property
    def said(self) -> tuple[tuple[bytes, bytes], ...]:
        """Its headers as they are sent, but those that depend on who asks and when; written once."""
        return _sent(_headers(self))

    @cached_property
    def dated(self) -> tuple[tuple[bytes, bytes], ...]:
        """Its Last-Modified as it is sent."""
        since = self.stands_since
        return _sent({"Last-Modified": format_datetime(since, usegmt=True)}) if since else ()

    @cached_property
    def packed(self) -> bytes | None:
        """The body compressed, None where that saves nothing."""
        if self.media_type.startswith(_PACKED_ALREADY):
            return None
        packed = gzip.compress(self.body, 6, mtime=0)
        return packed if len(packed) < len(self.body) else None


def preflight() -> Response:
    """What scripts of other sites may ask of what is public (CORS): reading."""
    headers = {
        **FOREIGN,
        "Allow": ", ".join(READING),
        "Access-Control-Allow-Methods": ", ".join(READING),
        "Access-Control-Allow-Headers": _SENT,
        "Access-Control-Max-Age": "86400",
    }
    return Response(status_code=204, headers=headers)


def respond(request: Request, answer: Answer) -> Response:
    """The answer to a GET or HEAD; 304 where the asker has it. Compresses, so it is called in a thread."""
    headers = list(answer.said)
    is_dated = answer.stands_since is not None and answer.stands_since <= datetime.now(UTC)
    if is_dated:
        headers += answer.dated
    if _has_it(request, answer, answer.stands_since if is_dated else None):
        return _Finished(b"", 304, headers)
    body = answer.body
    if accepts_gzip(request.headers.get("accept-encoding", "")) and answer.packed is not None:
        body = answer.packed
        headers.append((b"content-encoding", b"gzip"))
    headers.append((b"content-length", b"%d" % len(body)))
    headers += _sent({"Content-Type": answer.media_type})
    return _Finished(b"" if request.method == "HEAD" else body, answer.status, headers)


class _Finished(Response):
    """A response whose headers are written already: of what is kept they are the same for everybody."""

    def __init__(self, body: bytes, status: int, headers: list[tuple[bytes, bytes]]) -> None:
        self.body, self.status_code, self.raw_headers, self.background = body, status, headers, None


def _headers(answer: Answer) -> dict[str, str]:
    cached = PUBLIC if answer.status < FAILED else NOBODY
    headers = {"Cache-Control": cached, "Vary": "Accept-Encoding", **answer.headers}
    if answer.status == OK:
        headers["ETag"] = answer.tag
    if answer.status == UNAVAILABLE:
        headers["Retry-After"] = str(PATIENCE)
    if answer.language is not None:
        headers["Content-Language"] = answer.language.value
    if answer.foreign:
        headers |= FOREIGN
    if answer.name:
        headers["Content-Disposition"] = disposition(answer.name)
    return headers


def disposition(name: str, kind: str = "attachment") -> str:
    """`attachment` or `inline`, with a name that any letters may be in (RFC 6266)."""
    plain = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "._-") else "_" for sign in name)
    wide = "" if plain == name else f"; filename*=UTF-8''{quote(name, safe='')}"
    return f'{kind}; filename="{plain}"{wide}'


def _sent(headers: Mapping[str, str]) -> tuple[tuple[bytes, bytes], ...]:
    return tuple((name.lower().encode("latin-1"), said.encode("latin-1")) for name, said in headers.items())


def _has_it(request: Request, answer: Answer, modified: datetime | None) -> bool:
    """Whether the asker's copy is good. Tags go before dates (RFC 9110, 13.2.2)."""
    if answer.status != OK:
        return False
    given = request.headers.get("if-none-match")
    if given is not None:
        return given.strip() == "*" or answer.tag in tags_of(given)
    since = request.headers.get("if-modified-since")
    if since is None or modified is None:
        return False
    try:
        return parsedate_to_datetime(since) >= modified
    except (TypeError, ValueError):
        return False


def tags_of(header: str) -> set[str]:
    """The entity tags of If-None-Match, in the weak form in which they are compared."""
    given = (tag.strip() for tag in header.split(","))
    return {tag if tag.startswith("W/") else f"W/{tag}" for tag in given if tag}


def refused(text: Text, status: int, sentence: str) -> Response:
    """A sentence instead of an answer: 404 what does not exist, 503 what cannot be read now."""
    headers = {"Cache-Control": "no-store", "Content-Language": text.language.value, **READABLE}
    if status == UNAVAILABLE:
        headers["Retry-After"] = str(PATIENCE)
    return PlainTextResponse(sentence + "\n", status, headers)
