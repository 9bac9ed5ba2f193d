"""Tables of foreign shape: every case of tables/*.txt is a planner's table and the whole strategy that comes of it."""

from pathlib import Path

import pytest

from kpi.model import Severity
from kpi.services.publishing.loading.strategy_folder import put_folder
from kpi.workbook import read_paths
from kpi.workbook.init.writing import write_strategy
from tests.workbook.init.strategies import DAY, Case, cases, draft_of, lines_of

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
        assert all("!" in o.source for o in read.observations)


def test_the_numbers_of_the_balance_are_those_of_the_books() -> None:
    for case in CASES:
        draft = draft_of(case)
        values = [o for book in draft.books for o in book.observations if o.value is not None]
        indicators = [one for book in draft.books for one in book.indicators]
        assert draft.balance.values == len(values)
        assert draft.balance.indicators == len(indicators)
        assert draft.balance.targets == sum(len(one.targets) for one in indicators)
        assert draft.balance.rows >= len(indicators) + len(draft.balance.dropped)
