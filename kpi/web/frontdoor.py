"""The addresses of the pages: each is answered with its finished document, any other with a 404 that leads on."""

import gzip
import hashlib
import html
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol, Self
from urllib.parse import parse_qs

from anyio.to_thread import run_sync
from starlette.datastructures import URL, Headers
from starlette.responses import Response
from starlette.routing import compile_path
from starlette.types import ASGIApp, Receive, Scope, Send

from kpi.model import Language
from kpi.text import Text
from kpi.web.answers import last_modified, preflight, tags_of
from kpi.web.assets import Assets, accepts_gzip
from kpi.web.pasted import bare_path, onward
from kpi.web.whole import home_of, whole_page

#: paths that are not pages and are answered by routes or by Streamlit
_NOT_PAGES = ("/_stcore/", "/media/", "/component/", "/static/", "/assets/", "/healthz")
#: what scripts of other sites may read
_SHARED = ("/download/", "/chart/", "/share/", "/embed/", "/oembed", "/feed.atom", "/calendar.ics")
_OK, FAILED = 200, 500


@dataclass(frozen=True, slots=True)
class Document:
    """A finished document as it is sent. `headers` are those of the answer beside its encoding."""

    status: int
    body: bytes
    packed: bytes
    headers: Mapping[str, str]

    @classmethod
    def of(cls, body: bytes, status: int, language: Language, published: date | None = None) -> Self:
        """Packed once, with its ETag; `published` is the release's day. Nobody keeps what went wrong."""
        headers = {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Language": language.value,
            "Vary": "Accept-Encoding",
            "Cache-Control": "no-cache" if status < FAILED else "no-store",
        }
        if status == _OK:
            headers["ETag"] = f'W/"{hashlib.sha256(body).hexdigest()[:20]}"'
        if modified := last_modified(published):
            headers["Last-Modified"] = modified
        if status >= FAILED:
            headers["Retry-After"] = "5"
        return cls(status, body, gzip.compress(body, 9, mtime=0), headers)


class Documents(Protocol):
    """Whoever makes the documents of the pages' addresses. `site` is how this reader reached the site."""

    def kept(self, path: str, query: str, site: str) -> Document | None:
        """The document if it is there already: asked in the event loop."""

    def make(self, path: str, query: str, site: str) -> Document:
        """Make it: asked in a thread."""

    def missing(self, language: Language) -> Document | None:
        """The page of an address that does not exist, None while there are no data: asked in a thread."""


class FrontDoor:
    """Gives the documents of the pages' addresses, in the language of `lang=`.

    paths   of the pages
    routes  of our own that answer by themselves; a "{name}" in them is any one part
    """

    def __init__(
        self,
        app: ASGIApp,
        documents: Documents,
        missing: Mapping[Language, bytes],
        paths: Collection[str],
        routes: Collection[str],
    ) -> None:
        self.app = app
        self._routes = frozenset(route for route in routes if "{" not in route)
        # to the letter: below its own paths Streamlit would answer anything else with its bare page
        self._patterns = tuple(compile_path(route)[0] for route in routes if "{" in route)
        self._documents = documents
        self._missing = {language: Document.of(body, 404, language) for language, body in missing.items()}
        self._paths = frozenset(paths)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "OPTIONS" and scope["path"].startswith(_SHARED):
            await preflight()(scope, receive, send)
        elif scope["type"] != "http" or self._apart(scope["path"]):
            await self.app(_plainly(scope), receive, send)
        elif scope["method"] not in {"GET", "HEAD"}:
            await Response(status_code=405, headers={"Allow": "GET, HEAD"})(scope, receive, send)
        elif (whole := self._pasted(scope["path"])) is not None:
            await onward(whole, URL(scope=scope))(scope, receive, send)
        else:
            headers = Headers(scope=scope)
            document = await self._document(scope, headers)
            await _answer(document, headers, scope["method"])(scope, receive, send)

    def _apart(self, path: str) -> bool:
        """Whether a route answers, or Streamlit."""
        if path in self._routes or path.startswith(_NOT_PAGES):
            return True
        return path not in self._paths and any(pattern.match(path) for pattern in self._patterns)

    def _pasted(self, path: str) -> str | None:
        """The address of ours that stands before what sticks to the end of this one; None where there is none."""
        whole = bare_path(path)
        return whole if whole != path and (whole in self._paths or self._apart(whole)) else None

    async def _document(self, scope: Scope, headers: Headers) -> Document:
        path, query = scope["path"], scope.get("query_string", b"").decode("latin-1")
        if path not in self._paths:
            language = Language.asked(parse_qs(query).get("lang", [""])[-1])
            return await run_sync(self._documents.missing, language) or self._missing[language]
        site = f"{scope['scheme']}://{headers.get('host', '')}"
        kept = self._documents.kept(path, query, site)
        return kept if kept is not None else await run_sync(self._documents.make, path, query, site)


def _plainly(scope: Scope) -> Scope:
    """The request, without the word «gzip» where gzip is refused: Streamlit's own layer looks for the word alone."""
    if scope["type"] != "http":
        return scope
    asked = Headers(scope=scope).get("accept-encoding", "")
    if "gzip" not in asked or accepts_gzip(asked):
        return scope
    others = [(name, value) for name, value in scope["headers"] if name.lower() != b"accept-encoding"]
    return {**scope, "headers": [*others, (b"accept-encoding", b"identity")]}


def _answer(document: Document, asked: Headers, method: str) -> Response:
    headers = dict(document.headers)
    tag = headers.get("ETag")
    if tag and tag in tags_of(asked.get("if-none-match", "")):
        return Response(status_code=304, headers=headers)
    body = document.body
    if accepts_gzip(asked.get("accept-encoding", "")):
        body, headers["Content-Encoding"] = document.packed, "gzip"
    if method == "HEAD":
        return Response(b"", document.status, headers | {"Content-Length": str(len(body))})
    return Response(body, document.status, headers)


def missing_page(assets: Assets, text: Text, switches: str = "") -> bytes:
    """The whole page for an address that does not exist. `switches`: finished markup for its header."""
    say = {key: html.escape(text.say(f"web.missing.{key}")) for key in ("title", "words", "home")}
    onward = f'<p><a class="p-link" href="{home_of(text)}">{say["home"]}</a></p>'
    main = f'<h1 class="p-h1">{say["title"]}</h1>\n<p class="p-lede">{say["words"]}</p>{onward}'
    return whole_page(assets, text, text.say("web.missing.title"), main, switches).encode()
