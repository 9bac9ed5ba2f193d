"""The finished documents of the pages' addresses: what a browser is given first, and all that it needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from threading import Lock

from kpi.documents.html import el
from kpi.model import Language
from kpi.settings import site_address
from kpi.site import addresses, cache, shelf, waiting
from kpi.site.addresses import Address
from kpi.site.cache import Finished
from kpi.site.showing import show, version_of
from kpi.store import NotPublishedError
from kpi.text import Text
from kpi.web.frontdoor import FAILED, Document
from kpi.web.frontpage import FrontPage
from kpi.web.readiness import readiness

#: documents kept at most, and seconds that the first reader after a start waits for the data
_MOST = 2000
_PATIENCE = 10.0


@dataclass(frozen=True, slots=True)
class _Now:
    """What every kept document was made from."""

    release: str
    day: date


class Finishing:
    """Makes and keeps documents; `pages` are the frames by language."""

    def __init__(self, pages: Mapping[Language, FrontPage]) -> None:
        self._pages = pages
        self._configured = site_address()
        self._lock = Lock()
        self._now: _Now | None = None
        self._documents: dict[tuple[Address, str], Document] = {}
        self._missing: dict[Language, tuple[_Now, Document]] = {}

    def kept(self, path: str, query: str, site: str) -> Document | None:
        """The document where it was made from what stands now."""
        address = addresses.parse(f"{path}?{query}")
        if address is None or self._now is None or self._now != _now():
            return None
        return self._documents.get((address, self._configured or site))

    def make(self, path: str, query: str, site: str) -> Document:
        """The document; a 503 that says so while there are no data yet."""
        site = self._configured or site
        address = addresses.parse(f"{path}?{query}") or Address(addresses.HOME, ())
        text = Text(Language.asked(dict(address.parameters).get("lang")))
        readiness.start(cache.warm)
        if not readiness.wait(_PATIENCE):
            return self._document(address, waiting.loading(text, address), text)
        now = _now()
        document = self._document(address, show(address, text, site), text)
        if now is not None and document.status < FAILED:
            self._keep(now, (address, site), document)
        return document

    def _keep(self, now: _Now, key: tuple[Address, str], document: Document) -> None:
        with self._lock:
            if now != self._now or len(self._documents) >= _MOST:
                self._documents = {}
            self._documents[key] = document
            self._now = now

    def _document(self, address: Address, page: Finished, text: Text) -> Document:
        head = page.head or el("title", page.title)
        body = self._pages[text.language].filled(head, page.body, version_of(address, page))
        return Document.of(body, page.status, text.language, page.published)

    def missing(self, language: Language) -> Document | None:
        """The page of an address that does not exist; None while there are no data to draw its header from."""
        readiness.start(cache.warm)
        if not readiness.wait(_PATIENCE) or (now := _now()) is None:
            return None
        if self._missing.get(language, (None, None))[0] != now:
            from kpi.site import missing

            try:
                made = Document.of(missing.page(Text(language)), 404, language)
            except (cache.UnavailableError, NotPublishedError):
                return None
            self._missing[language] = now, made
        return self._missing[language][1]


def _now() -> _Now | None:
    """None where nothing can be read: then nothing is kept."""
    try:
        return _Now(shelf.current_release(), shelf.today())
    except (OSError, NotPublishedError):
        return None
