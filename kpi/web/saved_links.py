"""Links of the saved edition: to its pages and files, to the site where it is known, to nothing otherwise."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import relpath
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from kpi.model import EDITION_PATH, Language
from kpi.services.seals.saved import RELEASE
from kpi.web import addresses
from kpi.web.addresses import Address

#: a workbook of each indicator would be a seventh of the whole: its numbers are in its CSV, all of them in data.xlsx
_FILES = re.compile(r"^/(?:download/(?!site\.zip|indicator/[^?]+\.xlsx)[^?]+|chart/[^?]+\.svg|mark/[^?]+\.png)")
_RELEASE = re.compile(r"^/download/(\d{4}-\d\d-\d\d)/")
#: pages whose filters work without a server, by search.js
_FILTERED = frozenset({"indicators"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedEdition:
    """What the folder holds.

    pages  names of the files of all pages
    host   where the site is reached, "" unknown
    day    the release that is saved
    prefix  of the edition that is saved, "" of the one that addresses without one mean
    files  addresses of files of the site that pages have linked: the folder must have them all
    found  by the folder of a page and an address, what the address leads to from there: pages share most of their links
    """

    pages: frozenset[str]
    host: str
    day: str
    prefix: str = ""
    files: set[str] = field(default_factory=set)
    found: dict[tuple[str, str], str | None] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def site(self) -> str:
        """What permanent addresses begin with; "" where the site is not known."""
        return f"{self.host}{self.prefix}" if self.host else ""


@dataclass(frozen=True, slots=True)
class SavedLinks:
    """The links of one page (`PageContext.link_mode`); `file` is its own name."""

    edition: SavedEdition
    file: str

    @property
    def served(self) -> bool:
        return False

    @property
    def mount(self) -> str:
        return ""

    def href(self, address: str) -> str | None:
        """Of a file, of the site, or None."""
        key, found = (self._folder, address), self.edition.found
        if key not in found:
            found[key] = (
                self._page(address) or self._sealed(address) or self._download(address) or self._on_the_site(address)
            )
        return found[key]

    @property
    def _folder(self) -> str:
        return self.file.rpartition("/")[0] or "."

    def _on_the_site(self, address: str) -> str | None:
        # the way to another edition names that one
        base = self.edition.host if EDITION_PATH.match(address) else self.edition.site
        return f"{base}{address}" if base else None

    def asset(self, name: str) -> str:
        """Where a style sheet or a script of ours lies (`PageContext.asset`)."""
        return self._to(f"assets/{name}")

    def _to(self, file: str) -> str:
        return relpath(file, self._folder)

    def _page(self, asked: str) -> str | None:
        """The folder holds one release and one history: the ways to others lead to the site."""
        address = addresses.parse(asked)
        if address is None or (file := page_file(address)) not in self.edition.pages:
            return None
        given = dict(address.parameters)
        filters = {name: value for name, value in given.items() if name not in {"id", "lang", "v", "page"}}
        if given.get("v", self.edition.day) != self.edition.day or (filters and address.page not in _FILTERED):
            return None
        query = "&".join(f"{name}={quote(value)}" for name, value in filters.items())
        anchor = urlsplit(asked).fragment
        return self._to(file) + (f"?{query}" if query else "") + (f"#{anchor}" if anchor else "")

    def _sealed(self, asked: str) -> str | None:
        """The proof lies in the folder, of the log and of this release."""
        here = {"/log/checkpoint": "log/checkpoint", f"/log/release/{self.edition.day}.jsonl": RELEASE}
        if asked.startswith("/log/stamp/"):
            return self._to(asked.removeprefix("/"))
        return self._to(here[asked]) if asked in here else None

    def _download(self, asked: str) -> str | None:
        named = _RELEASE.match(asked)
        if not _FILES.match(asked) or (named and named[1] != self.edition.day):
            return None
        self.edition.files.add(asked)
        return quote(self._to(stored(asked)))


def page_file(address: Address) -> str:
    """The file of a page: its name, its code or number, its language where it is named; filters are no part of it."""
    given = dict(address.parameters)
    name = "index" if address.page == addresses.HOME else address.page
    if code := given.get("id", "") or given.get("page", ""):
        name += "-" + re.sub(r"[^\w.-]", lambda found: f"_{ord(found[0]):x}", code, flags=re.ASCII)
    lang = Language.named(given.get("lang"))
    return f"{lang}/{name}.html" if lang else f"{name}.html"


def stored(address: str) -> str:
    """The file of a download: its path, and its parameters in the name."""
    parts = urlsplit(address)
    path = Path(unquote(parts.path).lstrip("/"))
    told = "".join(f"-{value}" for name, value in parse_qsl(parts.query) if name != "v")
    return "files/" + path.with_name(path.stem + told + path.suffix).as_posix()
