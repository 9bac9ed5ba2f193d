"""The site as files: every page, no dead link, nothing that needs a server."""

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest

from kpi.measure.health.departments import departments_named
from kpi.model import Level
from kpi.services.published import releases
from kpi.web import addresses
from kpi.web.saved.export import packed
from kpi.web.saved_links import SavedEdition, SavedLinks, page_file, stored

#: the pages of 77 public indicators in two languages, of goals, departments and every decision: 22.6 MB in 584 files
#: when decisions, departments, actions and the quality of the plan got pages (20 before); a page takes about 40-150 kB
LARGEST_MB = 25


@dataclass(frozen=True)
class Asked:
    """The command, run on the shipped store."""

    store: str

    def __call__(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "POSTUP_STORE": self.store}
        command = (sys.executable, "-m", "kpi", "export", *arguments)
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def ask(shipped: str) -> Asked:
    return Asked(shipped)


@pytest.fixture(scope="module")
def folder(ask: Asked, tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("export") / "site"
    done = ask("--site", str(where), "--zip", str(where.parent / "site.zip"))
    assert (done.returncode, done.stderr) == (0, "")
    return where


def test_every_page_of_the_release_is_there_in_both_languages(folder: Path) -> None:
    data = releases.survey().dataset
    single = set(addresses.PAGES) - {
        "sector",
        "goal",
        "indicator",
        "department",
        addresses.SUCCESSION,
        addresses.REPORT,
    }
    goals = (data.nodes["level"] == Level.OPERATIONAL_GOAL).sum()
    sectors = (data.nodes["level"] == Level.SECTOR).sum()
    departments = len(departments_named(data))
    expected = len(single) + sectors + goals + departments + len(data.indicators) + len(data.decisions)
    assert len(list(folder.glob("*.html"))) == len(list(folder.glob("en/*.html"))) == expected


def _links(page: Path) -> Iterable[str]:
    for link in re.findall(r'(?:href|src|action)="([^"]*)"', page.read_text(encoding="utf-8")):
        yield unescape(link)


def test_no_link_is_dead_and_none_asks_a_server(folder: Path) -> None:
    dead, seen = [], 0
    for page in folder.rglob("*.html"):
        for link in _links(page):
            if link.startswith(("#", "mailto:", "https://")):
                continue
            seen += 1
            path = unquote(link.partition("#")[0].partition("?")[0])
            if link.startswith(("/", "http:")) or not (page.parent / path).is_file():
                dead.append((page.name, link))
    assert dead == []
    assert seen > 5000


def test_anchors_lead_somewhere(folder: Path) -> None:
    for page in folder.glob("*.html"):
        written = page.read_text(encoding="utf-8")
        for anchor in re.findall(r'href="#([^"]+)"', written):
            assert f'id="{unescape(anchor)}"' in written, (page.name, anchor)


def test_it_is_small(folder: Path) -> None:
    assert sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) <= LARGEST_MB * 1e6


def links(file: str, pages: set[str], site: str = "", day: str = "2026-11-14") -> SavedLinks:
    return SavedLinks(SavedEdition(pages=frozenset(pages), host=site, day=day), file)


def test_where_the_site_is_known_what_needs_a_server_leads_there() -> None:
    pages = {"en/indicator-1.1.html"}
    known = links("en/index.html", pages, "https://site.example.org")
    assert known.href("/login?next=%2Fupload") == "https://site.example.org/login?next=%2Fupload"
    assert known.href("/indicator?id=1.1&lang=en#data") == "indicator-1.1.html#data"
    alone = links("index.html", pages)
    assert alone.href("/login?next=%2Fupload") is None
    assert alone.href("/indicator?id=1.1&lang=en") == "en/indicator-1.1.html"


def test_files_that_pages_link_are_asked_for() -> None:
    alone = links("en/index.html", set())
    assert alone.href("/download/indicator/1.1.csv") == "../files/download/indicator/1.1.csv"
    assert alone.href("/chart/1.1.svg?lang=en") == "../files/chart/1.1-en.svg"
    server = ("/download/indicator/1.1.xlsx", "/download/site.zip", "/chart/1.1.png", "/download/2001-01-01/data.zip")
    assert [alone.href(address) for address in server] == [None] * 4
    assert alone.edition.files == {"/download/indicator/1.1.csv", "/chart/1.1.svg?lang=en"}
    assert alone.asset("fonts/inter-latin.woff2") == "../assets/fonts/inter-latin.woff2"


def test_what_pages_of_a_folder_share_is_no_other_folders_and_no_other_parts() -> None:
    """What was found once is given again; below another folder it leads another way; another part lists its own."""
    here = links("index.html", {"goal-1.1.html"})
    below = SavedLinks(here.edition, "en/index.html")
    part = SavedLinks(replace(here.edition, files=set()), "index.html")
    chart = "/chart/1.1.svg"
    for _ in range(2):
        assert [one.href("/goal?id=1.1") for one in (here, below)] == ["goal-1.1.html", "../goal-1.1.html"]
        assert [one.href(chart) for one in (here, part)] == ["files/chart/1.1.svg"] * 2
    assert here.edition.files == part.edition.files == {chart}


def test_what_only_the_site_can_do_is_not_drawn(folder: Path) -> None:
    """No link without an address, no control that works only where a server answers, no entry to what is not there."""
    for page in folder.rglob("*.html"):
        written = page.read_text(encoding="utf-8")
        assert re.findall(r"<a\b(?![^>]*\shref=)[^>]*>", written) == [], page.name
        # scripts show what only they can do
        assert not re.findall(r"<button[^>]*data-copy(?![^>]*hidden)[^>]*>", written), page.name
        assert not re.findall(r"<form(?![^>]*hidden)[^>]*>", written), page.name
        assert re.findall(r"<(?:li|p)>\s*</(?:li|p)>", written) == [], page.name
        for words in ("Увійти", "Sign in", "Подання даних", "Версія для друку", ">PNG<", ">Друк<"):
            assert f"{words}</a>" not in written, (page.name, words)
    assert "files/download/indicator/" in (folder / "indicator-1.1.1.html").read_text(encoding="utf-8")


def test_another_release_or_choice_is_not_in_the_folder() -> None:
    alone = links("index.html", {"data.html", "changes.html", "indicators.html"})
    assert alone.href("/data?v=2026-08-14") is None
    assert alone.href("/data?v=2026-11-14") == "data.html"
    assert alone.href("/changes?from=2026-08-14") is None
    assert alone.href("/indicators?status=off_track") == "indicators.html?status=off_track"


@pytest.mark.parametrize(
    ("asked", "file"),
    [
        ("/", "index.html"),
        ("/indicators?status=off_track&lang=en", "en/indicators.html"),
        ("/indicator?id=1.1.1", "indicator-1.1.1.html"),
        ("/indicator?id=../x", "indicator-.._2fx.html"),
    ],
)
def test_names_of_pages(asked: str, file: str) -> None:
    address = addresses.parse(asked)
    assert address is not None
    assert page_file(address) == file


def test_names_of_files() -> None:
    assert stored("/download/indicator/1.1.csv?lang=en&v=2026-01-01") == "files/download/indicator/1.1-en.csv"


def test_the_archive_holds_the_same_files(folder: Path, tmp_path: Path) -> None:
    packed(folder, tmp_path / "again.zip")
    assert (folder.parent / "site.zip").read_bytes() == (tmp_path / "again.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "again.zip") as archive:
        assert archive.testzip() is None
        assert "index.html" in archive.namelist()


def test_what_cannot_be_written_is_told(ask: Asked, folder: Path, tmp_path: Path) -> None:
    assert ask().returncode == 2
    refused = ask("--site", str(folder))
    assert refused.returncode == 1
    assert "порожню або нову" in refused.stderr
    assert ask("--site", str(tmp_path / "x"), "--release", "2001-01-01").returncode == 1
