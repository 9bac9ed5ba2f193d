"""A move told as what it is: a correction as a correction, a plan that grew as a plan that grew, data that appeared."""

from dataclasses import replace
from datetime import date
from typing import Unpack

import pytest

from kpi.access import public_slice
from kpi.measure import survey
from kpi.measure.books import dataset_from_books
from kpi.measure.results import Survey
from kpi.model import GoalBook, Language, Observation, Provenance, Status, TargetChange, Visibility
from kpi.text import Text
from kpi.views.changes.comparison import compare
from kpi.views.changes.comparison_text import ComparisonText, MoveRow
from kpi.views.changes.since_quarter import QuarterChange, changes
from kpi.views.common.board import board
from kpi.views.common.change_direction import StatusChangeKind, turn
from tests.books import AUGUST, MAY, indicator, observation
from tests.books import plan as whole_plan
from tests.model_fields import GoalBookFields
from tests.views.one import plain

UK = Text(Language.UK)
PLAN = replace(whole_plan(), successions=())
CODE = "1.2.1"


def released(*books: tuple[GoalBook, date]) -> Survey:
    return survey(public_slice(dataset_from_books(list(books), PLAN), max(day for _, day in books)))


def book(*told: Observation, visibility: Visibility = Visibility.PUBLIC, **content: Unpack[GoalBookFields]) -> GoalBook:
    """One quarterly indicator that rises from 40 in 2021 to 80 in 2026, and another that says nothing."""
    indicators = (indicator(CODE, visibility=visibility), indicator("1.2.2"))
    return replace(GoalBook(goal="1.2", indicators=indicators, observations=told), **content)


def sums(period: str, value: float, part: float) -> list[Observation]:
    parts = ("жінки", "чоловіки", "діти")
    return [observation(CODE, period, value), *(observation(CODE, period, part, breakdown=p) for p in parts)]


def on_changes(first: GoalBook, second: GoalBook) -> MoveRow:
    """The move of the indicator between two releases, as the page «Зміни» says it."""
    both = released((first, MAY)), released((first, MAY), (second, AUGUST))
    between = ComparisonText(compare(*both), board(both[0], UK), board(both[1], UK))
    (move,) = (move for move in between.comparison.moves if move.code == CODE)
    return between.move(move)


def on_overview(first: GoalBook, second: GoalBook) -> QuarterChange:
    found = changes(board(released((first, MAY), (second, AUGUST)), UK))
    (change,) = (change for group in found for change in group.changes if change.row.code == CODE and change.old)
    return change


def told(first: GoalBook, second: GoalBook) -> list[tuple[str, list[str]]]:
    """Values and notes by both pages."""
    row, change = on_changes(first, second), on_overview(first, second)
    words = [(row.values, row.notes), (change.words.partition("; ")[2], change.notes)]
    return [(plain(values), [plain(note) for note in notes]) for values, notes in words]


PERIODS = "I кв. 2026 → II кв. 2026"
PLANNED = "план 72 % → 75 %"


def test_a_value_is_compared_with_the_corrected_one_and_the_correction_is_named() -> None:
    first = book(observation(CODE, "2026-Q1", 75.0))
    second = book(observation(CODE, "2026-Q1", 57.0, comment="двічі враховано"), observation(CODE, "2026-Q2", 58.0))
    correction = "значення за I кв. 2026 виправлено: 75 % → 57 %"
    assert told(first, second) == [("57 % → 58 %", [PERIODS, PLANNED, correction])] * 2
    assert on_changes(first, second).kind is StatusChangeKind.WORSE


def test_the_correction_of_the_very_value_is_no_fall() -> None:
    row = on_changes(book(observation(CODE, "2026-Q1", 75.0)), book(observation(CODE, "2026-Q1", 50.0)))
    assert plain(row.values) == "50 %"
    assert [plain(note) for note in row.notes] == ["значення за I кв. 2026 виправлено: 75 % → 50 %"]


def test_worse_though_the_value_rose_says_that_the_plan_grew() -> None:
    first, second = (book(observation(CODE, *one)) for one in (("2026-Q1", 72.0), ("2026-Q2", 72.5)))
    assert told(first, second) == [("72,0 % → 72,5 %", [PERIODS, "план 72,5 % → 75,0 %"])] * 2
    assert on_changes(first, second).new is Status.AT_RISK


def test_a_target_that_was_raised_stands_in_the_line() -> None:
    first = book(observation(CODE, "2026-Q1", 75.0))
    change = TargetChange(
        code=CODE, year=2026, old_value=80.0, new_value=100.0, decided=date(2026, 5, 20), act="рішення № 3"
    )
    second = book(observation(CODE, "2026-Q2", 76.0), target_changes=(change,))
    for values, notes in told(first, second):
        assert values == "75 % → 76 %"
        assert "ціль змінено: 80 % → 100 %" in notes


def test_two_periods_of_a_sum_stand_side_by_side_on_both_pages_and_two_versions_on_none() -> None:
    first = book(*sums("2026-Q1", 78.0, 26.0), visibility=Visibility.AGGREGATE)
    second = book(*sums("2026-Q2", 60.0, 20.0), visibility=Visibility.AGGREGATE)
    assert [values for values, _ in told(first, second)] == ["78 % → 60 %"] * 2
    revised = replace(second, observations=(*sums("2026-Q1", 57.0, 19.0), *sums("2026-Q2", 60.0, 20.0)))
    row = on_changes(first, revised)
    assert plain(row.values) == "57 % → 60 %"
    assert not any("78" in words for words in (row.values, *row.notes))


@pytest.mark.parametrize("new", [Status.ACHIEVED, Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK, Status.NOT_DUE])
def test_data_that_appear_make_nothing_better_or_worse(new: Status) -> None:
    assert turn(Status.NO_DATA, new) is StatusChangeKind.APPEARED
    assert turn(Status.SUSPENDED, new) is StatusChangeKind.RESUMED
    assert turn(new, Status.NO_DATA) is StatusChangeKind.MISSING
    assert turn(new, Status.SUSPENDED) is StatusChangeKind.SUSPENDED


def test_data_that_appear_have_a_group_of_their_own_on_the_overview() -> None:
    first, second = book(), book(observation(CODE, "2026-Q2", 76.0))
    (group,) = (
        g for g in changes(board(released((first, MAY), (second, AUGUST)), UK)) if g.kind is StatusChangeKind.APPEARED
    )
    assert (group.title, [change.row.code for change in group.changes]) == ("З’явилися дані для оцінки", [CODE])


def test_a_moved_value_says_whether_it_is_documented_where_a_strategy_mixes() -> None:
    real = observation(CODE, "2026-Q2", 50.0, provenance=Provenance.DOCUMENTED)
    first = book(observation(CODE, "2026-Q1", 75.0, provenance=Provenance.ILLUSTRATIVE))
    assert on_changes(first, book(real)).notes[-1] == "документоване"
    assert "ілюстративне" not in on_changes(first, book(observation(CODE, "2026-Q2", 50.0))).notes
