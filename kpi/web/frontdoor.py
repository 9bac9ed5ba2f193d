"""The page that a browser is given first: Streamlit's index.html with our language, title, styles, fonts and mark."""

import gzip
import html
import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from kpi.model import Language
from kpi.text import Text
from kpi.web.assets import Assets, accepts_gzip
from kpi.web.whole import home_of, whole_page

#: paths that are not pages and are answered by routes or by Streamlit
_NOT_PAGES = ("/_stcore/", "/media/", "/component/", "/static/", "/assets/", "/healthz")
_REMOVED = (
    r"<!--.*?-->\s*",
    r'<link rel="shortcut icon"[^>]*/>\s*',
    r'<link\s+rel="preload"[^>]*SourceSans[^>]*/>\s*',
    r'<link rel="service-desc"[^>]*/>\s*',
    r"<noscript>.*?</noscript>\s*",
)
#: Streamlit's browser settings. The server's address: otherwise it is tried under /indicator/ first, with two errors in
#: the console. No dialogs: they are English and lock the page; page.js tells of a lost connection. No other origin may
#: speak to the app (by default Streamlit's own hosts may).
_START = """window.prerenderReady = false;
      window.__streamlit = {
        BACKEND_BASE_URL: location.origin + "/",
        HOST_CONFIG: {allowedOrigins: [location.origin], useExternalAuthToken: false, blockErrorDialogs: true}
      }"""


@dataclass(frozen=True)
class FrontPage:
    """The finished bytes in one language."""

    text: str
    body: bytes
    packed: bytes


def front_page(index: Path, assets: Assets, text: Text) -> FrontPage:
    """Rewrite Streamlit's index.html; ValueError where it no longer looks as this version's does."""
    page = index.read_text(encoding="utf-8")
    for pattern in _REMOVED:
        page, found = re.subn(pattern, "", page, flags=re.DOTALL)
        if not found:
            raise ValueError(f"index.html of this Streamlit has no {pattern}")
    for old, new in (
        ('<html lang="en">', f'<html lang="{text.language.value}">'),
        ("<title>Streamlit</title>", _head(assets, text)),
        ("window.prerenderReady = false", _START),
        ('<div id="root"></div>', _body(text)),
    ):
        if page.count(old) != 1:
            raise ValueError(f"index.html of this Streamlit has no {old}")
        page = page.replace(old, new)
    body = page.encode()
    return FrontPage(page, body, gzip.compress(body, 9, mtime=0))


def _head(assets: Assets, text: Text) -> str:
    say = {key: html.escape(text.say(f"web.{key}")) for key in ("title", "description")}
    fonts = "".join(
        f'<link rel="preload" href="{assets.url(name)}" as="font" type="font/woff2" crossorigin>\n    '
        for name in assets.names(".woff2")
    )
    styles = "".join(f'<link rel="stylesheet" href="{assets.url(name)}">\n    ' for name in assets.names(".css"))
    return f"""<title>{say["title"]}</title>
    <meta name="description" content="{say["description"]}">
    <meta name="color-scheme" content="light dark">
    <meta name="theme-color" content="#FFFFFF" media="(prefers-color-scheme: light)">
    <meta name="theme-color" content="#0F171E" media="(prefers-color-scheme: dark)">
    <link rel="icon" type="image/svg+xml" href="{assets.url("mark.svg")}">
    <script src="{assets.url("theme.js")}"></script>
    {fonts}{styles}"""


def _body(text: Text) -> str:
    say = {key: html.escape(text.say(f"web.{key}")) for key in ("opening", "noscript")}
    return f"""<noscript><p class="postup-noscript">{say["noscript"]}</p></noscript>
    <div id="root"><p class="postup-opening" role="status">{say["opening"]}</p></div>"""


class FrontDoor:
    """Gives the front page for the pages' addresses, in the language of `lang=`; other addresses are a 404.

    paths   of the pages
    routes  of our own that answer by themselves, to the letter
    """

    def __init__(
        self,
        app: ASGIApp,
        pages: dict[Language, FrontPage],
        missing: dict[Language, bytes],
        paths: Collection[str],
        routes: Collection[str],
    ) -> None:
        self.app = app
        self._routes = frozenset(routes)
        self._pages = pages
        self._missing = missing
        self._paths = frozenset(paths)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in self._routes or scope["path"].startswith(_NOT_PAGES):
            await self.app(scope, receive, send)
            return
        asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [""])[-1]
        language = Language.EN if asked == Language.EN.value else Language.UK
        headers = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding", "Content-Language": language.value}
        if scope["method"] not in {"GET", "HEAD"}:
            response = Response(status_code=405, headers={"Allow": "GET, HEAD"})
        elif scope["path"] not in self._paths:
            response = Response(self._missing[language], 404, headers, "text/html; charset=utf-8")
        else:
            page, body = self._pages[language], self._pages[language].body
            if accepts_gzip(Headers(scope=scope).get("accept-encoding", "")):
                body, headers["Content-Encoding"] = page.packed, "gzip"
            response = Response(body, 200, headers, "text/html; charset=utf-8")
        await response(scope, receive, send)


def missing_page(assets: Assets, text: Text, switches: str = "") -> bytes:
    """The whole page for an address that does not exist. `switches`: finished markup for its header."""
    say = {key: html.escape(text.say(f"web.missing.{key}")) for key in ("title", "words", "home")}
    onward = f'<p><a class="p-link" href="{home_of(text)}">{say["home"]}</a></p>'
    main = f'<h1 class="p-h1">{say["title"]}</h1>\n<p class="p-lede">{say["words"]}</p>{onward}'
    return whole_page(assets, text, text.say("web.missing.title"), main, switches).encode()
