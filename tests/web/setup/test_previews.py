"""A preview while it is being made: nobody waits for it, how far it is, what fails, what is left of none."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kpi.html.page_context import PageContext
from kpi.html.setup.page import making
from kpi.model import Language
from kpi.services.setup.strategy_draft import StrategyTables
from kpi.text import Text
from kpi.web.setup import preview
from kpi.web.setup.preview import PreviewFailedError, Previews
from kpi.web.setup.preview_process import SITE

DAY = date(2026, 11, 28)
TABLES = StrategyTables(number=1, login="koval", files=(("село.xlsx", b"x"),), given={})
OTHERS = StrategyTables(number=1, login="koval", files=(("село.xlsx", b"y"),), given={})
#: ends as it is told to: well where nothing is said
CHILD = "import sys; sys.exit(sys.stdin.readline() or 0)"
Children = list[tuple[Path, "subprocess.Popen[bytes]"]]


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch) -> Children:
    """The children that have been begun, with their folders; each ends when it is told to."""
    begun: Children = []

    def begin(folder: Path, tables: StrategyTables, today: date) -> "subprocess.Popen[bytes]":
        with (folder / "errors.txt").open("wb") as errors:
            child = subprocess.Popen([sys.executable, "-c", CHILD], stdin=subprocess.PIPE, stderr=errors)
        begun.append((folder, child))
        return child

    monkeypatch.setattr(preview, "_begun", begin)
    monkeypatch.setattr(preview, "_PATIENCE", 0.05)
    return begun


def written(folder: Path, name: str) -> None:
    (folder / SITE).mkdir(exist_ok=True)
    (folder / SITE / name).write_text("<h1>…</h1>")


def ended(child: "subprocess.Popen[bytes]", said: bytes = b"") -> None:
    child.communicate(said)


def test_it_is_told_how_far_it_is_until_it_is_there(children: Children) -> None:
    previews = Previews()
    previews.begin(TABLES, DAY)
    previews.begin(TABLES, DAY)
    ((folder, child),) = children
    assert previews.pages_so_far(TABLES) == 0
    written(folder, "index.html")
    assert previews.pages_so_far(TABLES) == 1
    assert previews.page(TABLES, "") is None, "half a preview is shown"
    assert not previews.is_of(TABLES)
    ended(child)
    assert previews.pages_so_far(TABLES) is None
    assert not previews.is_of(TABLES), "nobody has looked at it"
    shown = previews.page(TABLES, "")
    assert shown is not None and shown.body == "<h1>…</h1>".encode()
    assert previews.is_of(TABLES)
    previews.drop()


def test_what_fails_is_told_once_and_can_be_begun_again(children: Children) -> None:
    previews = Previews()
    previews.begin(TABLES, DAY)
    ended(children[0][1], "таблиця зламалася".encode())
    with pytest.raises(PreviewFailedError, match="таблиця зламалася"):
        previews.pages_so_far(TABLES)
    assert previews.pages_so_far(TABLES) is None
    previews.begin(TABLES, DAY)
    assert len(children) == 2
    previews.drop()


def test_a_child_that_takes_too_long_is_ended(children: Children, monkeypatch: pytest.MonkeyPatch) -> None:
    previews = Previews()
    previews.begin(TABLES, DAY)
    monkeypatch.setattr(preview, "_LONGEST", 0.0)
    with pytest.raises(PreviewFailedError):
        previews.pages_so_far(TABLES)
    assert children[0][1].returncode is not None


@pytest.mark.parametrize("left", [lambda one: one.drop("koval"), lambda one: one.begin(OTHERS, DAY)])
def test_neither_a_child_nor_a_folder_stays_of_what_nobody_wants(
    children: Children, left: Callable[[Previews], None]
) -> None:
    previews = Previews()
    previews.begin(TABLES, DAY)
    folder, child = children[0]
    left(previews)
    assert child.returncode is not None
    assert not folder.exists()
    previews.drop()


@pytest.mark.parametrize(
    ("pages", "language", "words"),
    [
        (0, Language.UK, "сторінок ще немає"),
        (1, Language.UK, "Готова вже 1 сторінка."),
        (4, Language.UK, "Готові вже 4 сторінки."),
        (2011, Language.UK, "Готово вже 2 011 сторінок."),
        (1, Language.EN, "1 page is ready."),
    ],
)
def test_its_page_says_that_work_goes_on(pages: int, language: Language, words: str) -> None:
    page = PageContext(text=Text(language), address="/start")
    told = str(making(pages, page))
    assert words in told.replace("\u00a0", " ").replace("\u202f", " ")
