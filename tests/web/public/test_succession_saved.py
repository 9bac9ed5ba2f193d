"""The static edition of a site of two editions: what became of the goals is in it, and no link is dead."""

import os
import re
import subprocess
import sys
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest

from kpi.store import open_store
from tests import two_editions as two

SITE = "https://strategy.example.org"


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> str:
    name = str(tmp_path_factory.mktemp("saved") / "own.sqlite")
    two.publish_both(open_store(name))
    two.publish_first_values(open_store(name))
    return name


def exported(where: str, folder: Path, edition: str, address: str) -> Path:
    """The folder that the command writes; `address` "" where the site is not known."""
    environment = {**os.environ, "POSTUP_STORE": where, "POSTUP_ADDRESS": address}
    command = (sys.executable, "-m", "kpi", "export", "--site", str(folder), "--edition", edition)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return folder


def links(page: Path) -> list[str]:
    return [unescape(link) for link in re.findall(r'href="([^"]*)"', page.read_text(encoding="utf-8"))]


def dead(folder: Path) -> list[tuple[str, str]]:
    found = []
    for page in folder.rglob("*.html"):
        for link in links(page):
            path = unquote(link.partition("#")[0].partition("?")[0])
            if not link.startswith(("#", "mailto:", "https://")) and not (page.parent / path).is_file():
                found.append((page.name, link))
    return found


@pytest.mark.parametrize("edition", [two.OLD, two.NEW])
def test_the_page_is_in_both_and_leads_to_the_other_edition_on_the_site(
    where: str, tmp_path: Path, edition: str
) -> None:
    folder = exported(where, tmp_path / "site", edition, SITE)
    assert dead(folder) == []
    there = links(folder / "succession.html")
    old, new = "goal-1.2.html", "goal-1.1.html"
    if edition == two.OLD:
        assert old in there
        assert f"{SITE}/{two.NEW}/goal?id=1.1" in there
        assert f"{SITE}/{two.NEW}/indicator?id=1.1.1" in links(folder / "indicator-1.2.1.html")
    else:
        assert new in there
        assert f"{SITE}/{two.OLD}/goal?id=1.2" in there
        assert f"{SITE}/{two.OLD}/indicator?id=1.2.1" in links(folder / "indicator-1.1.1.html")
    assert "succession.html" in links(folder / "index.html")
    assert (folder / "en/succession.html").is_file()


def test_without_an_address_the_other_edition_is_words_alone(where: str, tmp_path: Path) -> None:
    folder = exported(where, tmp_path / "site", two.NEW, "")
    assert dead(folder) == []
    told = (folder / "succession.html").read_text(encoding="utf-8")
    assert "Лікарні" in told
    assert two.OLD not in "".join(links(folder / "succession.html"))
