"""Tables of foreign shape: every case of tables/*.txt is a planner's table and the whole strategy that comes of it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kpi.model import Severity
from kpi.services.publishing.loading.strategy_folder import is_taken, put_folder
from kpi.workbook import read_paths
from kpi.workbook.init.writing import write_blank, write_strategy
from tests.workbook.init.strategies import DAY, Case, cases, draft_of, is_unsaid, lines_of

CASES = list(cases())


@pytest.mark.parametrize("case", CASES, ids=[case.title for case in CASES])
def test_the_strategy_of_a_table(case: Case) -> None:
    assert list(lines_of(draft_of(case))) == case.expected


@pytest.mark.parametrize("case", CASES, ids=[case.title for case in CASES])
def test_what_is_written_can_be_loaded_and_says_the_same(case: Case, tmp_path: Path) -> None:
    draft = draft_of(case)
    written, refused = put_folder(lambda folder: write_strategy(draft, folder), tmp_path / "strategy", DAY)
    assert refused == {}
    assert written == ["plan.xlsx", *(f"goals/{book.goal}.xlsx" for book in draft.books)]
    readings = read_paths([tmp_path / "strategy"])
    assert [p for one in readings for p in one.problems if p.severity is Severity.ERROR] == []
    books = {one.goal_book.goal: one.goal_book for one in readings if one.goal_book}
    for book in draft.books:
        read = books[book.goal]
        assert [(o.code, o.period, o.value, o.gap) for o in read.observations] == [
            (o.code, o.period, o.value, o.gap) for o in book.observations
        ]
        assert [(i.code, i.name, i.targets, i.direction, i.baseline_value) for i in read.indicators] == [
            (i.code, i.name, i.targets, i.direction, i.baseline_value) for i in book.indicators
        ]
        # every value names the cell of the planner's own table
        assert all("!" in o.source for o in read.observations if not is_unsaid(o))


def test_tasks_of_a_table_are_written_with_their_indicators(tmp_path: Path) -> None:
    case = next(case for case in CASES if "tasks below them" in case.title)
    draft = draft_of(case)
    put_folder(lambda folder: write_strategy(draft, folder), tmp_path / "strategy", DAY)
    books = [one.goal_book for one in read_paths([tmp_path / "strategy"]) if one.goal_book]
    assert {(book.goal, one.code): one.task for book in books for one in book.indicators} == {
        ("1.1", "1.1.1.1"): "1.1.1 Оновити класи",
        ("1.1", "1.1.2.1"): "1.1.2 Навчити вчителів",
        ("1.1", "1.1.2.2"): "1.1.2 Навчити вчителів",
        ("2.1", "2.1.1.1"): "2.1.1 Котельні",
    }


def test_the_numbers_of_the_balance_are_those_of_the_books() -> None:
    for case in CASES:
        draft = draft_of(case)
        values = [o for book in draft.books for o in book.observations if o.value is not None]
        indicators = [one for book in draft.books for one in book.indicators]
        assert draft.balance.values == len(values)
        assert draft.balance.indicators == len(indicators)
        assert draft.balance.targets == sum(len(one.targets) for one in indicators)
        rows = {place for place, _ in draft.balance.dropped if place.rpartition("!")[2].isdigit()}
        assert draft.balance.rows >= len(indicators) + len(rows)


@pytest.mark.parametrize("case", CASES, ids=[case.title for case in CASES])
def test_what_is_proposed_is_an_answer_that_changes_nothing_and_is_not_asked_again(case: Case) -> None:
    draft = draft_of(case)
    given: dict[str, Any] = dict(case.answers)
    for question in draft.questions:
        kind, _, key = question.id.partition("/")
        given[kind] = {**given.get(kind, {}), key: question.proposed}
    answered = draft_of(replace(case, answers=given))
    assert (answered.books, answered.plan) == (draft.books, draft.plan)
    assert answered.questions == ()


def test_what_could_not_be_loaded_is_told_by_file_and_nothing_is_put_there(tmp_path: Path) -> None:
    folder = tmp_path / "strategy"
    written, refused = put_folder(lambda made: write_blank(made, (2025, 2026), 1), folder, DAY)
    assert written == []
    assert refused.keys() == {"plan.xlsx", "goals/1.1.xlsx"}
    assert {p.severity for problems in refused.values() for p in problems} == {Severity.ERROR}
    assert not folder.exists()


@pytest.mark.parametrize(("name", "taken"), [("plan.xlsx", True), ("goals/1.1.xlsx", True), ("goals/note.txt", False)])
def test_a_folder_with_a_workbook_of_a_strategy_is_taken(tmp_path: Path, name: str, taken: bool) -> None:
    (tmp_path / "goals").mkdir()
    assert not is_taken(tmp_path)
    (tmp_path / name).write_bytes(b"")
    assert is_taken(tmp_path) is taken
