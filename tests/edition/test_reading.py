"""The shipped workbooks and their templates through the reader: nothing lost, nothing to complain about."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from kpi.model import Observation, Period, Severity
from kpi.workbook import Reading, read_file, read_paths
from kpi.workbook.writer.due import due_rows
from kpi.workbook.writer.template import write_template
from tests.fiscal_years import CALENDAR
from tools.edition import RELEASES, books, plan
from tools.edition.sources import FIRST

UNTIL = CALENDAR.parse("2026-Q4")
#: what the edition's plan itself is remarked on: yearly targets that go back before they go on, documented values
#: before the baseline, one of them up to a month that ends no quarter; one value waits for its scale to be confirmed
EXPECTED_REMARKS = {
    *("milestone_order", "observation_before_baseline", "period_finer", "scale_suspect"),
    # no invented number leads to a project of the register: «DREAM-UA-ілюстр.-0101»
    "project_number_form",
}
GOALS = [book.goal for book in books()]


def without_cells(value: object) -> object:
    """A value of the model as plain data, without the cells it was read from."""
    if is_dataclass(value):
        return {f.name: without_cells(getattr(value, f.name)) for f in fields(value) if f.name != "cell"}
    return [without_cells(item) for item in value] if isinstance(value, tuple) else value


def read(folder: Path) -> dict[str, Reading]:
    return {reading.file: reading for reading in read_paths([folder])}


@pytest.fixture(scope="module")
def shipped() -> dict[str, Reading]:
    return read(FIRST.folder)


def test_check_is_clean(shipped: dict[str, Reading]) -> None:
    problems = [p for reading in shipped.values() for p in reading.problems]
    assert len(shipped) == 19
    assert all(reading.accepted for reading in shipped.values())
    assert not [p for p in problems if p.severity is Severity.ERROR]
    counts = Counter(p.code for p in problems)
    assert counts.keys() == EXPECTED_REMARKS
    assert counts.total() <= 22


def test_what_is_read_is_what_was_written(shipped: dict[str, Reading]) -> None:
    assert without_cells(shipped["plan.xlsx"].plan) == without_cells(plan())
    for book in books():
        assert without_cells(shipped[f"{book.goal}.xlsx"].goal_book) == without_cells(book), book.goal


@pytest.mark.parametrize("day", RELEASES[:-1], ids=str)
def test_earlier_releases_are_read_too(day: object) -> None:
    found = read(FIRST.folder / "history" / str(day))
    assert [reading for reading in found.values() if not reading.accepted] == []
    assert {r.goal_book.goal for r in found.values() if r.goal_book} == set(GOALS)


def test_every_value_knows_its_cell(shipped: dict[str, Reading]) -> None:
    for reading in shipped.values():
        if reading.goal_book:
            assert all(o.cell and o.cell.sheet == "Спостереження" for o in reading.goal_book.observations)


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Reading]]:
    folder = tmp_path_factory.mktemp("templates")
    for book in books():
        write_template(book, folder / f"{book.goal}.xlsx", CALENDAR, period=UNTIL, years=FIRST.years)
    yield {goal: read_file(folder / f"{goal}.xlsx", goal=goal) for goal in GOALS}


@pytest.mark.parametrize("goal", GOALS)
def test_template_reads_back_without_a_problem(goal: str, templates: dict[str, Reading]) -> None:
    reading, book = templates[goal], next(b for b in books() if b.goal == goal)
    assert reading.accepted
    assert {p.code for p in reading.problems} <= EXPECTED_REMARKS | {"not_filled"}
    assert reading.goal_book is not None
    # what is asked for is not stated before somebody fills it in
    assert reading.goal_book.observations == ()
    asked = [p.values["n"] for p in reading.problems if p.code == "not_filled"]
    assert sum(map(int, asked)) == len(due_rows(book, UNTIL))


@pytest.mark.parametrize("goal", GOALS)
def test_template_repeats_what_is_known(goal: str, templates: dict[str, Reading]) -> None:
    found, book = templates[goal].goal_book, next(b for b in books() if b.goal == goal)
    assert found is not None
    for part in ("indicators", "suspensions", "target_changes", "actions"):
        assert without_cells(getattr(found, part)) == without_cells(getattr(book, part))


def key(row: Observation) -> tuple[str, Period, str]:
    return row.code, row.period, row.breakdown
