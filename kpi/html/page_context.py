"""What a page must know while it is built: in which words, where it stands, of which release, for whom."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol
from urllib.parse import quote

from kpi.community import current
from kpi.html.links import address
from kpi.model import Language
from kpi.model.look.mark import ShownMark
from kpi.text import Text
from kpi.text.markup import Markup

#: addresses that have no releases: signing in, the desk, the site's own files
_WITHOUT_RELEASES = re.compile(
    r"/(?:login|logout|account|invitation|help|upload|admin|assets|api|feed|calendar|healthz|readyz)\b"
)
#: those of them that have no editions either
_WITHOUT_EDITIONS = re.compile(
    r"/(?:login|logout|account|invitation|help|upload|admin|assets|dashboard|healthz|readyz)\b"
)
#: an address that names its release itself
_OWN_RELEASE = re.compile(r"[?&]v=|^/download/\d{4}-\d\d-\d\d/")


class PageKind(StrEnum):
    """A page of the site, a sheet of paper, a chart inside another site."""

    PAGE = "page"
    SHEET = "sheet"
    EMBED = "embed"


class LinkMode(Protocol):
    """How an address of ours is written into a page."""

    @property
    def served(self) -> bool:
        """Whether a server answers what the page asks: forms, copies of other releases."""

    @property
    def mount(self) -> str:
        """What every address of the site begins with, "/hromada"; "" where it has a host of its own."""

    def href(self, address: str) -> str | None:
        """The address as it is linked; None where nothing can be reached by it."""


class ServedLinks:
    """The site of the community that is meant: every address is its own, below its prefix where it has one."""

    served = True

    @property
    def mount(self) -> str:
        return current().prefix

    def href(self, address: str) -> str:
        # «?lang=en» is another view of the page where the reader is
        return f"{self.mount}{address}" if address.startswith("/") else address


SERVED = ServedLinks()


def _asset(name: str) -> str:
    return f"/assets/{quote(name)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageContext:
    """Given to every builder of a page, which says its words and makes its links by it.

    address    path and query of the page as we link it, for the way to its other language; "" of no page of ours
    site       where the site is reached, for permanent links, "" unknown
    release    the past release asked for, which every link then keeps; None = the current one
    prefix     of the edition that the address names, "/2022-2026", which every link then keeps; "" where it names none
    link_mode  `SERVED`, or `kpi.web.saved_links` for pages that are files
    reader     name of whoever is signed in, "" for everybody else
    notice     what the page is not, said above its heading
    carrying   the form that must not be lost when the language changes: its id, and the address that shows the page
               again when it is sent there; None of most pages, where the other language is a link
    accent     the colour of the community, #RRGGBB; "" where its plan names none, and where no plan is known
    mark       its picture, for a page that nothing else tells whose it is; None likewise
    asset      name of a file of ours (`postup.css`) -> its address
    """

    text: Text
    address: str = "/"
    site: str = ""
    release: date | None = None
    prefix: str = ""
    link_mode: LinkMode = SERVED
    reader: str = ""
    notice: Markup | None = None
    carrying: tuple[str, str] | None = None
    kind: PageKind = PageKind.PAGE
    accent: str = ""
    mark: ShownMark | None = None
    asset: Callable[[str], str] = _asset

    @property
    def language(self) -> Language:
        return self.text.language

    @property
    def served(self) -> bool:
        return self.link_mode.served

    @property
    def host(self) -> str:
        """Where the site is reached, without edition and community: what an address of `href` is put behind."""
        return self.site.removesuffix(self.prefix).removesuffix(self.link_mode.mount)

    @property
    def on_paper(self) -> bool:
        """Nothing can be unfolded."""
        return self.kind is PageKind.SHEET

    def say(self, key: str, /, **values: object) -> str:
        return self.text.say(key, **values)

    def count(self, key: str, n: float, /, **values: object) -> str:
        return self.text.count(key, n, **values)

    def href(self, name: str, /, *, v: str | None = None, **parameters: str | None) -> str | None:
        """The address of a page by its name, in the page's language and release; None where nothing is reached.

        v  another release's day, "" for the current one
        """
        written = address(name, lang=self.text.lang, v=v, **parameters)
        return self._linked(written) if v is not None else self.at(written)

    def at(self, address: str) -> str | None:
        """An address of ours that a view tells, in the page's release; None where nothing is reached."""
        if self.release and not _WITHOUT_RELEASES.match(address) and not _OWN_RELEASE.search(address):
            path, mark, anchor = address.partition("#")
            address = f"{path}{'&' if '?' in path else '?'}v={self.release.isoformat()}{mark}{anchor}"
        return self._linked(address)

    def of_last_release(self) -> str | None:
        """This page of the edition's last release."""
        return self._linked(self.address)

    def _linked(self, address: str) -> str | None:
        placed = address if _WITHOUT_EDITIONS.match(address) else f"{self.prefix}{address}"
        if self.prefix and address.startswith("/dashboard"):
            # the dashboard has no prefixes: it is told which edition to show
            placed = f"{address}{'&' if '?' in address else '?'}edition={self.prefix[1:]}"
        return self.link_mode.href(placed)
