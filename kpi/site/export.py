"""The public site of one release as files: opened from a disk, a stick or any web host, without a server and scripts.

The pages are those of the site (`kpi.site.showing`); the files they name are asked of the site itself. A page is called
`indicator-1.1.1.html`, the English one lies in `en/`. What only a server can do leads to the site where its address is
known, and is not drawn otherwise.
"""

import html
import json
import re
import shutil
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from posixpath import relpath
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from kpi.documents.html import el
from kpi.measure.results import Survey
from kpi.model import Language
from kpi.site import addresses, published
from kpi.site.addresses import Address
from kpi.site.cache import Finished
from kpi.site.crawling import every_page
from kpi.site.showing import show
from kpi.site.unserved import without_controls
from kpi.site.waiting import with_notice
from kpi.text import Text
from kpi.views.board import board
from kpi.views.histories import PARAMETER

#: addresses of files -> what the site answers, None where it answers that there is none
Fetch = Callable[[Iterable[str]], Mapping[str, bytes | None]]

_HERE = Path(__file__).parent
_STYLES = _HERE.parent / "figures/static"
_OWN = (_HERE.parent / "ui/static/mark.svg", _HERE.parent / "ui/static/theme.js", _HERE / "static/search.js")
#: a workbook of each indicator would be a seventh of the whole: its numbers are in its CSV, all of them in data.xlsx
_FILES = re.compile(r"^/(?:download/(?!site\.zip|indicator/[^?]+\.xlsx)[^?]+|chart/[^?]+\.svg)")
_ADDRESS = re.compile(r'(href|src|srcset|action)="(/[^"]*)"')
_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: counts, and the bytes of all files."""

    pages: int
    files: int
    size: int


def export(folder: Path, fetch: Fetch, *, site: str = "", version: date | None = None) -> Exported:
    """Write the public site of a release into an empty or new folder; FileExistsError where something lies there.

    site     where the site is reached, "" unknown
    version  the day the release was published, None = the current one
    Errors of `kpi.site.published.survey`.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(folder)
    survey = published.survey(version)
    pages = {page_file(address): page for address, page in _pages(survey, site, version)}
    day = (version or published.releases()[-1].published).isoformat()
    named = {name for page in pages.values() for name in _named(page.body) if _FILES.match(name)}
    wanted = sorted(name for name in named if _release(name) in {"", day})
    files = {name: body for name, body in fetch(wanted).items() if body is not None}
    linked = Links(frozenset(pages), frozenset(files), site, day)
    for name, page in pages.items():
        _write(folder / name, _document(name, page, linked, survey).encode())
    for name, body in files.items():
        _write(folder / stored(name), body)
    shutil.copytree(_STYLES, folder / "assets")
    for source in _OWN:
        shutil.copyfile(source, folder / "assets" / source.name)
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return Exported(len(pages), len(files), size)


def packed(folder: Path, archive: Path) -> None:
    """The folder as a zip: the same files give the same bytes."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as written:
        for file in sorted(file for file in folder.rglob("*") if file.is_file()):
            entry = zipfile.ZipInfo(file.relative_to(folder).as_posix(), _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(entry, file.read_bytes())


def page_file(address: Address) -> str:
    """The file of a page: its name, its code, its language; filters are no part of it."""
    given = dict(address.parameters)
    name = "index" if address.page == addresses.HOME else address.page
    if code := given.get("id", ""):
        name += "-" + re.sub(r"[^\w.-]", lambda found: f"_{ord(found[0]):x}", code, flags=re.ASCII)
    return f"en/{name}.html" if Language.asked(given.get("lang")) is Language.EN else f"{name}.html"


def stored(address: str) -> str:
    """The file of a download: its path, and its parameters in the name."""
    parts = urlsplit(address)
    path = Path(unquote(parts.path).lstrip("/"))
    told = "".join(f"-{value}" for name, value in parse_qsl(parts.query) if name != "v")
    return "files/" + path.with_name(path.stem + told + path.suffix).as_posix()


def _pages(survey: Survey, site: str, version: date | None) -> Iterable[tuple[Address, Finished]]:
    shown = (("v", version.isoformat()),) if version else ()
    for language in Language:
        text = Text(language)
        for address in every_page(survey, text):
            finished = show(Address(address.page, (*address.parameters, *shown)), text, site)
            day = text.date(finished.published) if finished.published else ""
            yield address, with_notice(finished, text.say("web.saved", day=day))


def _release(address: str) -> str:
    """The release that a file's address names by itself, "" where it names none."""
    found = re.match(r"/download/(\d{4}-\d\d-\d\d)/", address)
    return found[1] if found else ""


def _named(body: str) -> list[str]:
    return [html.unescape(match[2]) for match in _ADDRESS.finditer(body)]


@dataclass(frozen=True, slots=True)
class Links:
    """Which pages and files there are, of the release of which day, and where the rest is."""

    pages: frozenset[str]
    files: frozenset[str]
    site: str
    day: str = ""

    def within(self, page: str, markup: str) -> str:
        """The markup of a page with every address of the site as that of a file, of the site, or no link."""

        def changed(match: re.Match[str]) -> str:
            to = self._to(page, html.unescape(match[2]))
            return f'{match[1]}="{html.escape(to)}"' if to else ""

        return without_controls(_ADDRESS.sub(changed, markup))

    def _to(self, page: str, asked: str) -> str:
        address = addresses.parse(asked)
        here = page.rpartition("/")[0]
        # the folder holds one history and one release: the ways to others lead to the site
        given = {} if address is None else dict(address.parameters)
        written = PARAMETER not in given and given.get("v", self.day) == self.day
        if address is not None and written and (file := page_file(address)) in self.pages:
            filters = "&".join(f"{n}={quote(v)}" for n, v in address.parameters if n not in {"id", "lang", "v"})
            anchor = urlsplit(asked).fragment
            return relpath(file, here or ".") + (f"?{filters}" if filters else "") + (f"#{anchor}" if anchor else "")
        if asked in self.files:
            return quote(relpath(stored(asked), here or "."))
        return f"{self.site}{asked}" if self.site else ""


def _document(name: str, page: Finished, linked: Links, survey: Survey) -> str:
    """A whole file. The list of indicators carries what its search looks at."""
    up = "../" if "/" in name else ""
    lang = Language.EN if up else Language.UK
    script = ""
    if Path(name).name == "indicators.html":
        script = _searched(survey) + f'<script src="{up}assets/search.js" defer></script>'
    head = "\n".join(
        (
            '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            linked.within(name, page.head or el("title", page.title)),
            f'<link rel="icon" type="image/svg+xml" href="{up}assets/mark.svg">',
            f'<script src="{up}assets/theme.js"></script>',
            f'<link rel="stylesheet" href="{up}assets/postup.css">{script}',
        )
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}"><head>{head}</head>\n'
        f"<body>{linked.within(name, page.body)}</body></html>\n"
    )


def _searched(survey: Survey) -> str:
    return f'<script type="application/json" id="postup-rows">{searched_rows(survey)}</script>'


def searched_rows(survey: Survey) -> str:
    """JSON that may stand in a script element: file of an indicator -> what search.js looks at."""
    made = board(survey, Text(Language.UK))
    entries = made.search_index.entries()
    rows = {
        page_file(Address("indicator", (("id", row.code),))): {
            "sector": getattr(made.sector_of(row), "code", ""),
            "department": row.department.code,
            "status": str(row.status),
            "code": row.code,
            "words": " ".join(sorted(entries[row.code].told)),
        }
        for row in made.rows
    }
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _write(file: Path, body: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(body)
