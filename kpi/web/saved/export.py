"""The public site of one release as files: opened from a disk, a stick or any web host, without a server and scripts.

The pages are those of the site (`kpi.web.pages.render`); the files they name are asked of the site itself. A page is
called `indicator-1.1.1.html`, that in another language than the strategy's lies in `en/`, `pl/`. What only a server
can do leads to the site where its address is known, and is not drawn otherwise (`kpi.web.saved_links`).
"""

import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kpi.html.accent_files import accent_files
from kpi.html.page_context import PageContext
from kpi.model import edition_prefix
from kpi.services.published import releases
from kpi.settings import PACKAGE
from kpi.text import Text
from kpi.web.addresses import Address, every_page
from kpi.web.pages.page_shell import notice
from kpi.web.pages.render import show
from kpi.web.release_boards import succession_pages
from kpi.web.saved.shared_work import shared
from kpi.web.saved_links import SavedEdition, SavedLinks, page_file, stored
from kpi.web.seals.saved_proof import write_proof

#: addresses of files -> what the site answers, None where it answers that there is none
Fetch = Callable[[str, Iterable[str]], Mapping[str, bytes | None]]

_ASSETS = tuple(PACKAGE / folder for folder in ("charts/static", "html/static", "web/saved/static"))
_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class ExportSummary:
    """What was written: counts, and the bytes of all files."""

    pages: int
    files: int
    size: int


class IncompleteError(Exception):
    """The site does not answer files that its own pages link."""


def export(
    folder: Path, fetch: Fetch, *, host: str = "", version: date | None = None, edition: str | None = None
) -> ExportSummary:
    """Write the public site of a release into an empty or new folder; FileExistsError where something lies there.

    host     where the site is reached, "" unknown
    version  the day the release was published, None = the last one
    edition  of the strategy; None = the one that the day means, the one in force without a day
    Errors of `kpi.services.published.releases.survey`; `IncompleteError` where a linked file is missing.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(folder)
    survey = releases.survey(version, edition)
    strategy = survey.dataset.strategy
    texts = [Text(language, strategy.language, strategy.said_languages) for language in strategy.languages]
    beside = succession_pages(releases.key_of(version, edition), strategy.language)
    pages = {
        page_file(address): (address, text) for text in texts for address in every_page(survey, text, succession=beside)
    }
    day = version or releases.all_releases(edition)[-1].published
    saved = SavedEdition(pages=frozenset(pages), host=host, day=day.isoformat(), prefix=edition_prefix(edition))
    whole = {name: (replace(address, edition=edition), text) for name, (address, text) in pages.items()}
    # what is drawn for a page serves its other languages and its files: they are written by the same process
    together = sorted(whole.items(), key=lambda named: (named[1][0].page, _code(named[1][0])))
    with shared(len(pages)) as share:
        linked = share(_write, together, folder, fetch, saved, version)
    files = frozenset[str]().union(*linked)
    for source in _ASSETS:
        shutil.copytree(source, folder / "assets", dirs_exist_ok=True)
    for name, content in accent_files(strategy.colour).items():
        _put(folder / "assets" / name, content)
    write_proof(folder, day, strategy.edition)
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return ExportSummary(len(pages), len(files), size)


def _write(
    pages: Sequence[tuple[str, tuple[Address, Text]]],
    folder: Path,
    fetch: Fetch,
    saved: SavedEdition,
    version: date | None,
) -> frozenset[str]:
    """Write some of the pages and the files that they link; the addresses of these."""
    own = replace(saved, files=set())
    for name, body in _pages(dict(pages), own, version):
        _put(folder / name, body)
    for address, content in fetch(saved.prefix, sorted(own.files)).items():
        if content is None:
            raise IncompleteError(address)
        _put(folder / stored(address), content)
    return frozenset(own.files)


def _code(address: Address) -> str:
    return dict(address.parameters).get("id", "")


def _pages(
    pages: Mapping[str, tuple[Address, Text]], saved: SavedEdition, version: date | None
) -> Iterator[tuple[str, bytes]]:
    """Every page, which says above its heading that it was saved."""
    shown = (("v", version.isoformat()),) if version else ()
    for name, (address, text) in pages.items():
        links = SavedLinks(saved, name)
        page = PageContext(text=text, site=saved.site, link_mode=links, asset=links.asset)
        words = text.say("web.saved", day=text.date(date.fromisoformat(saved.day)))
        whole = replace(address, parameters=(*address.parameters, *shown))
        yield name, show(whole, notice(page, words)).html


def packed(folder: Path, archive: Path) -> None:
    """The folder as a zip: the same files give the same bytes."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as written:
        for file in sorted(file for file in folder.rglob("*") if file.is_file()):
            entry = zipfile.ZipInfo(file.relative_to(folder).as_posix(), _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(entry, file.read_bytes())


def _put(file: Path, body: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(body)
