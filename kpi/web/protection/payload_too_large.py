"""A workbook that is too large is answered by a page with a sentence, not by a broken connection."""

from http import HTTPStatus

from anyio import move_on_after
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope

from kpi.access.cookies import SESSION
from kpi.cache import Cache
from kpi.html.links import link
from kpi.html.page_context import PageContext
from kpi.html.page_frame import render_page, sentence
from kpi.text import Text
from kpi.web import cookies
from kpi.web.assets import asset_url
from kpi.web.protection.private_pages import private
from kpi.web.visitor import desk_text_of, session_tag

#: pages of the desk that take a workbook, or explanations for every row of one; they ask who is there themselves
LARGE = frozenset(
    {"/upload", "/upload/draft", "/upload/files", "/upload/report", "/upload/judge", "/upload/autosave"}
    | {"/start", "/start/tables"}
)
#: a browser shows an answer only when it has sent all that it wanted; so much is read and thrown away, for so long
MOST_BYTES, MOST_SECONDS = 64 << 20, 60.0
#: the page in some languages, with either way back
_MOST_PAGES = 16


#: of each community: its links are its own
_pages: Cache[bytes] = Cache(_MOST_PAGES, each=_MOST_PAGES)


def _page(text: Text, back_to: str) -> bytes:
    """The page in one language, with the way back to the upload."""
    page = PageContext(text=text, address="/upload", asset=asset_url)
    title = page.say("web.large.title")
    back = link(page.say("web.large.back"), page.href(back_to), class_="p-link")
    return render_page(title, sentence(title, page.say("web.large.words"), page, back, role="alert"), page)


async def too_large(scope: Scope, receive: Receive) -> Response:
    """The answer to whoever may send workbooks, once the rest of the request has come or too much of it has.

    Of whom nobody knows, nothing more is read.
    """
    if scope["path"] not in LARGE or not await session_tag(cookies.read(scope, SESSION)):
        return PlainTextResponse("", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    await _drained(receive)
    text = desk_text_of(Request(scope))
    back_to = "start" if scope["path"].startswith("/start") else "upload"
    return private(
        _pages.get((text, back_to), lambda: _page(text, back_to)),
        413,
        {"Content-Language": text.language.value, "Connection": "close"},
    )


async def _drained(receive: Receive) -> None:
    left = MOST_BYTES
    with move_on_after(MOST_SECONDS):
        while left > 0:
            message = await receive()
            left -= len(message.get("body", b""))
            if message["type"] != "http.request" or not message.get("more_body", False):
                return
