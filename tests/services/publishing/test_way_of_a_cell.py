"""The way of one cell, walked by the calls that carry it: from a sent file to the transaction (docs/map.md)."""

import re
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import FrameType

import pytest

from kpi.services.publishing import drafts
from kpi.services.publishing.submission import confirm
from kpi.store import Store
from kpi.web.desk import uploads
from kpi.web.desk.rejected_uploads import RejectedUploads
from tests.books import AUGUST
from tests.services.publishing.flow import HEAD, started, valued

ROOT = Path(__file__).parents[3]
KPI = str(ROOT / "kpi") + "/"
#: a value that no other cell has
CELL = 50.37
#: of an upload and of its publication together
MOST_STAYS = 12


def floors() -> dict[str, int]:
    """How high each room lies in the order of imports; the lowest is 0."""
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    layers = reversed(contract["contracts"][0]["layers"])
    return {room.strip().removeprefix("kpi."): n for n, names in enumerate(layers) for room in re.split(r"[|:]", names)}


def carries(value: object, depth: int = 0) -> bool:
    """Whether an argument holds the cell: the file's bytes, a value read from them, a row made of it."""
    if isinstance(value, float | bytes):
        return value in (CELL, _CONTENT)
    if depth > 4:
        return False
    if isinstance(value, dict):
        return any(carries(one, depth + 1) for one in value.values())
    if isinstance(value, list | tuple):
        return any(carries(one, depth + 1) for one in value)
    if is_dataclass(value) and type(value).__module__.startswith("kpi."):
        return any(carries(getattr(value, one.name, None), depth + 1) for one in fields(value))
    return False


_CONTENT = valued(CELL)


class Walk:
    """The modules that the calls lead through, each with the one that called it."""

    def __init__(self) -> None:
        self.steps: list[tuple[str, str, str]] = []

    def rooms(self) -> list[str]:
        """The rooms in the order of the visits, up to the rows of the transaction."""
        found: list[str] = []
        for _, module, name in self.steps:
            room = module.split("/")[0].removesuffix(".py")
            if not found or found[-1] != room:
                found.append(room)
            if (module, name) == ("store/write.py", "append"):
                break
        return found

    @contextmanager
    def walking(self) -> Iterator[None]:
        def called(frame: FrameType, event: str, _: object) -> None:
            code = frame.f_code
            if event != "call" or not code.co_filename.startswith(KPI):
                return
            count = code.co_argcount + code.co_kwonlyargcount
            if any(carries(frame.f_locals.get(name)) for name in code.co_varnames[:count]):
                self.steps.append((_caller(frame), code.co_filename.removeprefix(KPI), code.co_name))

        before = sys.getprofile()
        sys.setprofile(called)
        try:
            yield
        finally:
            sys.setprofile(before)


def _caller(frame: FrameType) -> str:
    back = frame.f_back
    while back is not None and not back.f_code.co_filename.startswith(KPI):
        back = back.f_back
    return "" if back is None else back.f_code.co_filename.removeprefix(KPI)


class _Asked:
    """What `sending.checked_file` takes of a request."""

    account, today = HEAD, AUGUST

    def __init__(self, store: Store) -> None:
        self.store = store
        self.page, self.number = "", 0

    def to(self, page: str, number: int = 0) -> None:
        self.page, self.number = page, number


@pytest.fixture
def walks(store: Store) -> tuple[Walk, Walk]:
    """An upload to its draft, and the draft to the transaction."""
    started(store)
    asked, sent, published = _Asked(store), Walk(), Walk()
    with sent.walking():
        # the walk is of an upload alone, without a request around it
        uploads.checked_file(asked, RejectedUploads(), "1.2.xlsx", _CONTENT)  # type: ignore[arg-type]
    assert asked.page == "upload/draft"
    number = asked.number
    needs = drafts.preview_draft(HEAD, number, today=AUGUST, store=store).needs
    drafts.explain(HEAD, number, {need.key: "за актом" for need in needs}, today=AUGUST, store=store)
    with published.walking():
        assert confirm(HEAD, number, today=AUGUST, store=store).receipt is not None
    return sent, published


def test_the_way_is_short_and_leads_down_alone(walks: tuple[Walk, Walk]) -> None:
    sent, published = walks
    way = [*sent.rooms()[: sent.rooms().index("store") + 1], "web", *published.rooms()]
    assert way == [
        *("web", "services", "workbook", "services", "store"),
        *("web", "services", "workbook", "store", "measure", "store"),
    ]
    assert len(way) <= MOST_STAYS
    floor = floors()
    climbs = {
        (caller, module)
        for walk in walks
        for caller, module, _ in walk.steps
        if caller and floor[_room(module)] > floor[_room(caller)]
    }
    assert climbs == set(), "a call into a room above"


def _room(module: str) -> str:
    return module.split("/", maxsplit=1)[0].removesuffix(".py")
