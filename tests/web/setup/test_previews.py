"""A preview while it is being made: nobody waits for it, how far it is, what fails, what is left of none."""

import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from queue import Queue

import pytest

from kpi.html.page_context import PageContext
from kpi.html.setup.page import making
from kpi.model import Language, Problem, Severity
from kpi.services.publishing.release_writer import RefusedError
from kpi.services.setup import strategy_draft
from kpi.services.setup.first_release import UnansweredError
from kpi.services.setup.strategy_draft import StrategyTables
from kpi.store import open_store
from kpi.text import Text
from kpi.web.desk.sent_form import Form
from kpi.web.setup import preview
from kpi.web.setup.handlers import preview_page, previewed
from kpi.web.setup.preview import PreviewFailedError, Previews
from kpi.web.setup.preview_child import PreviewChild
from kpi.web.setup.preview_process import SITE
from kpi.web.setup.request import SetupRequest
from kpi.web.setup.routes import Handler
from tests.shipped import NAME
from tests.web.conftest import PEOPLE

DAY = date(2026, 11, 28)
TABLES = StrategyTables(number=1, login="koval", files=(("село.xlsx", b"x"),), given={})
OTHERS = StrategyTables(number=1, login="koval", files=(("село.xlsx", b"y"),), given={})
#: ends as it is told to: well where nothing is said
CHILD = "import sys; sys.exit(sys.stdin.readline() or 0)"
REFUSED = RefusedError({"goals/1.xlsx": [Problem(code="file_too_heavy", severity=Severity.ERROR)]})


@dataclass
class Writing:
    """The writing of workbooks, which a test holds and lets fail.

    begun, ended  the keys of the tables of which it has
    """

    fails: Exception | None = None
    let_go: threading.Event = field(default_factory=threading.Event)
    begun: "Queue[str]" = field(default_factory=Queue)
    ended: "Queue[str]" = field(default_factory=Queue)

    @contextmanager
    def written(self, tables: StrategyTables, today: date) -> Iterator[Path]:
        self.begun.put(tables.key)
        assert self.let_go.wait(60)
        try:
            if self.fails is not None:
                raise self.fails
            yield Path(tables.key)
        finally:
            self.ended.put(tables.key)


@dataclass
class Children:
    """The children that have been begun, by the key of their tables; each ends when it is told to."""

    keys: list[str] = field(default_factory=list)
    begun: "Queue[tuple[Path, subprocess.Popen[bytes]]]" = field(default_factory=Queue)

    def begin(self, strategy: Path, today: date) -> PreviewChild:
        folder = tempfile.TemporaryDirectory()
        with (Path(folder.name) / "errors.txt").open("wb") as errors:
            child = subprocess.Popen([sys.executable, "-c", CHILD], stdin=subprocess.PIPE, stderr=errors)
        self.keys.append(strategy.name)
        self.begun.put((Path(folder.name), child))
        return PreviewChild(folder, child)

    def next(self) -> "tuple[Path, subprocess.Popen[bytes]]":
        return self.begun.get(timeout=60)


@pytest.fixture
def writing(monkeypatch: pytest.MonkeyPatch) -> Iterator[Writing]:
    """Workbooks that are held until the test lets them go."""
    made = Writing()
    monkeypatch.setattr(preview, "ready_draft", lambda tables, today: tables)
    monkeypatch.setattr(preview, "written", made.written)
    monkeypatch.setattr(preview, "_PATIENCE", 0.05)
    yield made
    made.let_go.set()


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch, writing: Writing) -> Children:
    """Children of workbooks that nothing holds."""
    begun = Children()
    monkeypatch.setattr(preview, "begin_child", begun.begin)
    writing.let_go.set()
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
    folder, child = children.next()
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
    assert children.keys == [TABLES.key]
    previews.drop()


def test_what_fails_is_told_once_and_can_be_begun_again(children: Children) -> None:
    previews = Previews()
    previews.begin(TABLES, DAY)
    ended(children.next()[1], "таблиця зламалася".encode())
    with pytest.raises(PreviewFailedError, match="таблиця зламалася"):
        previews.pages_so_far(TABLES)
    assert previews.pages_so_far(TABLES) is None
    previews.begin(TABLES, DAY)
    children.next()
    previews.drop()


def test_a_child_that_takes_too_long_is_ended(children: Children, monkeypatch: pytest.MonkeyPatch) -> None:
    previews = Previews()
    previews.begin(TABLES, DAY)
    _, child = children.next()
    monkeypatch.setattr(preview, "_LONGEST", 0.0)
    with pytest.raises(PreviewFailedError):
        previews.pages_so_far(TABLES)
    assert child.returncode is not None


#: how somebody stops wanting a preview
UNWANTED = pytest.mark.parametrize("left", [lambda one: one.drop("koval"), lambda one: one.begin(OTHERS, DAY)])


@UNWANTED
def test_neither_a_child_nor_a_folder_stays_of_what_nobody_wants(
    children: Children, left: Callable[[Previews], None]
) -> None:
    previews = Previews()
    previews.begin(TABLES, DAY)
    folder, child = children.next()
    left(previews)
    assert child.returncode is not None
    assert not folder.exists()
    previews.drop()


def test_nobody_waits_for_workbooks_that_are_being_written(children: Children, writing: Writing) -> None:
    writing.let_go.clear()
    previews = Previews()
    previews.begin(TABLES, DAY)
    assert previews.pages_so_far(TABLES) == 0
    assert previews.page(TABLES, "") is None
    assert not children.keys
    writing.let_go.set()
    ended(children.next()[1])
    assert previews.pages_so_far(TABLES) is None
    previews.drop()


def test_two_presses_at_once_make_one_preview(
    children: Children, writing: Writing, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = threading.Barrier(2, timeout=60)

    def read(tables: StrategyTables, today: date) -> StrategyTables:
        both.wait()
        return tables

    monkeypatch.setattr(preview, "ready_draft", read)
    previews = Previews()
    with ThreadPoolExecutor(2) as presses:
        for press in [presses.submit(previews.begin, TABLES, DAY) for _ in range(2)]:
            press.result(60)
    _, child = children.next()
    assert previews.pages_so_far(TABLES) == 0
    assert child.poll() is None, "the second press has ended the first"
    assert writing.begun.qsize() == 1, "the work is done twice"
    previews.drop()


def test_an_open_question_is_refused_before_anything_is_written(
    writing: Writing, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unanswered(tables: StrategyTables, today: date) -> StrategyTables:
        raise UnansweredError

    monkeypatch.setattr(preview, "ready_draft", unanswered)
    previews = Previews()
    with pytest.raises(UnansweredError):
        previews.begin(TABLES, DAY)
    assert previews.pages_so_far(TABLES) is None
    assert writing.begun.empty()


#: what becomes of workbooks, and how it is told
FAILURES = pytest.mark.parametrize(
    ("fails", "told"), [(REFUSED, RefusedError), (OSError("диск заповнено"), PreviewFailedError)]
)


@FAILURES
def test_workbooks_that_fail_at_once_are_told_of_at_once(
    writing: Writing, monkeypatch: pytest.MonkeyPatch, fails: Exception, told: type[Exception]
) -> None:
    monkeypatch.setattr(preview, "_PATIENCE", 60.0)
    writing.let_go.set()
    previews, writing.fails = Previews(), fails
    with pytest.raises(told):
        previews.begin(TABLES, DAY)
    assert previews.pages_so_far(TABLES) is None


@FAILURES
def test_workbooks_that_fail_later_are_told_of_once_by_the_page_that_waits(
    children: Children, writing: Writing, monkeypatch: pytest.MonkeyPatch, fails: Exception, told: type[Exception]
) -> None:
    writing.let_go.clear()
    previews, writing.fails = Previews(), fails
    previews.begin(TABLES, DAY)
    assert previews.pages_so_far(TABLES) == 0
    monkeypatch.setattr(preview, "_PATIENCE", 60.0)
    writing.let_go.set()
    with pytest.raises(told):
        previews.pages_so_far(TABLES)
    assert previews.pages_so_far(TABLES) is None
    writing.fails = None
    previews.begin(TABLES, DAY)
    assert children.keys == [TABLES.key]
    previews.drop()


@UNWANTED
def test_no_child_is_begun_for_workbooks_that_nobody_wants_any_more(
    children: Children, writing: Writing, left: Callable[[Previews], None]
) -> None:
    writing.let_go.clear()
    previews = Previews()
    previews.begin(TABLES, DAY)
    writing.begun.get(timeout=60)
    left(previews)
    writing.let_go.set()
    while writing.ended.get(timeout=60) != TABLES.key:
        pass
    assert previews.pages_so_far(TABLES) is None
    assert TABLES.key not in children.keys
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


@pytest.mark.parametrize("handler", [previewed, preview_page])
@pytest.mark.parametrize(
    ("fails", "told"),
    [(REFUSED, (422, "goals/1.xlsx")), (PreviewFailedError("диск заповнено"), (303, "/start?said=preview_failed"))],
)
def test_a_failure_reaches_the_person_by_the_press_and_by_the_page_that_waits(
    handler: Handler, fails: Exception, told: tuple[int, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Failing(Previews):
        def begin(self, tables: StrategyTables, today: date) -> None:
            raise fails

        def pages_so_far(self, tables: StrategyTables) -> int | None:
            raise fails

    monkeypatch.setattr(strategy_draft, "strategy_tables", lambda account, *, store: TABLES)
    asked = SetupRequest(
        store=open_store(str(tmp_path / NAME)),
        account=PEOPLE["administrator"],
        token="t",
        text=Text(Language.UK),
        today=DAY,
        query={},
        previews=Failing(),
        name="",
        form=Form({"key": TABLES.key}),
    )
    answer = handler(asked)
    status, words = told
    assert answer.status_code == status
    assert words in bytes(answer.body).decode() + answer.headers.get("location", "")
