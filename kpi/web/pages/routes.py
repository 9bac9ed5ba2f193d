"""The addresses of the public pages: each is answered with its document, made once for a release and a day."""

from collections.abc import Hashable
from dataclasses import replace
from datetime import date
from functools import partial

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from kpi import clock
from kpi.access.cookies import SESSION
from kpi.cache import Cache
from kpi.html.page_context import PageContext
from kpi.html.preference_links import in_language
from kpi.html.rendered_page import RenderedPage
from kpi.model import edition_prefix
from kpi.services.published import current_release, surveys
from kpi.services.published.surveys import CurrentRelease
from kpi.store import NotPublishedError, StoreError
from kpi.text import Text
from kpi.web import addresses, cookies
from kpi.web.addresses import Address
from kpi.web.assets import asset_url
from kpi.web.edition_paths import edition_of, prefix_of, site_of
from kpi.web.pages import status_pages
from kpi.web.pages.render import show
from kpi.web.readiness import readiness
from kpi.web.responses import FAILED, Answer, respond
from kpi.web.visitor import VARY, signed_of, text_of

#: documents kept, and seconds that the first reader after a start waits for the data before the page says so
_MOST, _PATIENCE = 2000, 1.5
#: bytes that they may take: an address can be written in more ways than there is memory
_HEAVIEST = 64 << 20
HTML = "text/html; charset=utf-8"
#: a page of one reader: kept by his browser alone, which asks each time
_OWN = "private, no-cache"


_documents: Cache[Answer] = Cache(_MOST, weigh=lambda kept: kept.weight, heaviest=_HEAVIEST)
#: which document was meant by what was sent: addresses and headers are read once, not with every request
_meant: Cache[Hashable] = Cache(_MOST)
#: letters that were sent, of those that are remembered
_LONGEST = 1000
#: what a document depends on beside its address; how it is packed is another matter
_DEPENDS = frozenset(VARY["Vary"].lower().encode("ascii").split(b", ")) - {b"accept-encoding"}


def routes() -> list[Route]:
    """One route for each page."""
    return [Route(path, page, methods=["GET", "HEAD"]) for path in addresses.paths()]


async def page(request: Request) -> Response:
    """GET of a public page."""
    sent = _sent(request)
    meant = None if sent is None else _meant.find(sent)
    found = None if meant is None else _documents.find(meant)
    return respond(request, found) if found is not None else await _page(request, sent)


async def _page(request: Request, sent: Hashable) -> Response:
    """The same of what was not asked before in these words. `sent` as `_sent` gives it."""
    path, edition = request.scope["path"], edition_of(request)
    query = request.scope["query_string"].partition(b"#")[0].decode("utf-8", "replace")
    address = addresses.at(path, query, edition) or Address(path.removeprefix("/") or addresses.HOME, (), edition)
    site, text = site_of(request), text_of(request)
    if text.lang and text.asked(dict(address.parameters).get("lang")) is None:
        onward = prefix_of(request) + in_language(address.href, text)
        return RedirectResponse(onward, 302, {"Cache-Control": "no-cache", **VARY})
    if cookies.read(request.scope, SESSION):
        # who is signed in may be so no more a moment later: asked each time
        sent = None
        if reader := await _reader(request):
            return respond(request, await run_sync(partial(_make_for, address, site, reader, text)))
    key = _key(address, site, text)
    found = None if key is None else _documents.find(key)
    if found is None:
        found = await run_sync(partial(_make, address, site, text))
    elif sent is not None:
        _meant.put(sent, key)
    return respond(request, found)


def _sent(request: Request) -> Hashable:
    """All that a document is chosen by, as it was sent; None of what is too long, and while it cannot be said at once.

    Of several spellings of one address each is remembered; the document is kept once.
    """
    now = None if readiness.loading else _now()
    if now is None:
        return None
    scope = request.scope
    headers = tuple([field for field in scope["headers"] if field[0] in _DEPENDS])
    if len(scope["query_string"]) + sum([len(value) for _, value in headers]) > _LONGEST:
        return None
    return now, site_of(request), scope["path"], scope["query_string"], edition_of(request), headers


def _key(address: Address, site: str, text: Text) -> Hashable:
    """The key of a document of what stands now, None where that cannot be said at once."""
    now = _now()
    return None if now is None else (*now, address, site, text)


def _now() -> tuple[CurrentRelease, date] | None:
    """What is shown now: no more than a look at a file."""
    try:
        return CurrentRelease(current_release.release_id_at_once()), clock.today()
    except (OSError, NotPublishedError):
        return None


def _make(address: Address, site: str, text: Text) -> Answer:
    """The document, kept; a 503 that says so while there are no data. Runs in a thread."""
    page = PageContext(text=text, site=site, prefix=edition_prefix(address.edition), asset=asset_url)
    if not readiness.wait(_PATIENCE):
        return answer_of(status_pages.loading(replace(page, address=address.href)), text)
    try:
        key = (surveys.current(), clock.today(), address, site, text)
    except (surveys.UnavailableError, NotPublishedError):
        return answer_of(show(address, page), text)
    return _documents.get(key, lambda: answer_of(show(address, page), text))


async def _reader(request: Request) -> str:
    """The name of whoever is signed in, "" for everybody else."""
    try:
        signed = await signed_of(request)
    except StoreError:
        return ""
    return signed.account.name if signed else ""


def _make_for(address: Address, site: str, reader: str, text: Text) -> Answer:
    """The document with the reader's name in its header: of one reader, made anew each time."""
    page = PageContext(text=text, site=site, prefix=edition_prefix(address.edition), asset=asset_url, reader=reader)
    shown = (
        show(address, page) if readiness.wait(_PATIENCE) else status_pages.loading(replace(page, address=address.href))
    )
    answer = answer_of(shown, text)
    return replace(answer, headers={**answer.headers, "Cache-Control": _OWN}) if answer.status < FAILED else answer


def answer_of(page: RenderedPage, text: Text) -> Answer:
    """A page as it is sent; what went wrong is kept by nobody."""
    # which links a browser fetches ahead: a header, for the content policy lets no rules stand in the page
    headers = {"Speculation-Rules": f'"{asset_url("speculation-rules.json")}"'}
    return Answer(
        body=page.html,
        media_type=HTML,
        modified=page.published,
        language=text.language,
        status=page.status,
        headers=headers | VARY | ({"Location": page.moved} if page.moved else {}),
    )
