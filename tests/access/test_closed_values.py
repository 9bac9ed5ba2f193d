"""What is closed leaves no former value, no part, no difference and no sentence that quotes it."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from kpi.access import apply_current_restrictions, closed_today, public_slice, tells_nothing_closed
from kpi.measure.books import dataset_from_books
from kpi.measure.dataset import Dataset
from kpi.model import GapReason, GoalBook, Indicator, Observation, Visibility
from tests.access.test_slice import late
from tests.books import MAY, NOVEMBER, indicator, observation, plan

SUM = indicator("1.2.1", visibility=Visibility.AGGREGATE, ground="мала кількість")
OPEN = indicator("1.2.1")
CLOSED = observation("1.2.1", "2025", gap=GapReason.RESTRICTED)


def slices(one: Indicator, first: tuple[Observation, ...], second: tuple[Observation, ...]) -> list[Dataset]:
    """What is shown of two releases, as the snapshot cuts them."""
    books = [
        (GoalBook(goal="1.2", indicators=(one,), observations=rows), day)
        for rows, day in ((first, MAY), (second, NOVEMBER))
    ]
    wholes = [dataset_from_books(books[:1], plan()), dataset_from_books(books, plan())]
    today = closed_today(wholes[1], NOVEMBER)
    days = (MAY, NOVEMBER)
    return [public_slice(apply_current_restrictions(w, today), day) for w, day in zip(wholes, days, strict=True)]


def values(cut: Dataset) -> list[float]:
    return sorted(cut.observations["value"].dropna().tolist())


def with_parts(period: str, total: float, count: int = 3) -> tuple[Observation, ...]:
    return (
        observation("1.2.1", period, total),
        *(observation("1.2.1", period, total / count, breakdown=f"частина {n}") for n in range(count)),
    )


def test_a_restricted_value_leaves_no_former_one_in_any_release() -> None:
    before, after = slices(OPEN, (observation("1.2.1", "2025", 7.0, comment="сім"),), (CLOSED,))
    assert values(before) == values(after) == []
    assert set(before.observations["comment"]) == {""}
    assert set(before.observations["gap"]) == {"restricted"}
    assert len(after.observations) == 1


def test_the_parts_of_a_restricted_total_are_restricted() -> None:
    _, after = slices(OPEN, (), (CLOSED, *with_parts("2025", 9.0)[1:]))
    assert values(after) == []


def test_a_former_total_does_not_tell_a_restricted_part() -> None:
    """Whichever release had the total, and whichever the other parts."""
    total, first, second, third = with_parts("2025", 9.0)
    hidden = replace(first, value=None, gap=GapReason.RESTRICTED)
    before, after = slices(OPEN, (total, hidden), (hidden, second, third))
    assert values(before) == values(after) == [9.0]
    before, after = slices(OPEN, (first, second, third), (total, hidden))
    assert values(before) == []
    assert values(after) == [9.0]


def test_an_earlier_sum_is_shown_only_unchanged() -> None:
    mended = (observation("1.2.1", "2025", 12.0), *with_parts("2025", 9.0)[1:])
    before, after = slices(SUM, (*with_parts("2024", 6.0), *with_parts("2025", 9.0)), mended)
    assert values(before) == [6.0]
    assert values(after) == [6.0, 12.0]


@pytest.mark.parametrize(
    ("quarters", "shown"),
    [((), [90.0]), ((1, 2, 3), [10.0, 20.0, 30.0]), ((1, 2, 3, 4), [10.0, 20.0, 30.0, 40.0, 90.0])],
)
def test_a_year_less_three_quarters_is_not_the_fourth(quarters: tuple[int, ...], shown: list[float]) -> None:
    rows = [row for n in quarters for row in with_parts(f"2025-Q{n}", 10.0 * n)]
    _, after = slices(SUM, (), (*rows, *with_parts("2025", 90.0)))
    assert values(after) == shown


def test_a_quarter_of_too_few_parts_hides_its_year() -> None:
    rows = [row for n in (1, 2, 3) for row in with_parts(f"2025-Q{n}", 10.0 * n)]
    _, after = slices(SUM, (), (*rows, *with_parts("2025-Q4", 40.0, 1), *with_parts("2025", 100.0)))
    assert values(after) == [10.0, 20.0, 30.0]


def test_a_corrective_action_of_a_restricted_period_is_not_told() -> None:
    book = GoalBook(goal="1.2", indicators=(OPEN,), observations=(CLOSED,), corrective_actions=(late("1.2.1", "2025"),))
    assert public_slice(dataset_from_books([(book, MAY)], plan()), NOVEMBER).corrective_actions.empty


def test_what_quotes_a_closed_number_is_not_told() -> None:
    _, after = slices(OPEN, (observation("1.2.1", "2025", 7.0), observation("1.2.1", "2024", 6.0)), (CLOSED,))
    released = MAY.isoformat()
    assert tells_nothing_closed(after, "1.2.1", "2024", released)
    assert tells_nothing_closed(after, "1.2.1", "", released)
    assert not tells_nothing_closed(after, "1.2.1", "2025", released)
    assert not tells_nothing_closed(after, "1.2.9", "", released)
    assert tells_nothing_closed(after, "1.2.1", "торік", released), "no period: no value that could be closed"
    mended = (*with_parts("2025", 9.0), *with_parts("2024", 6.0)), (observation("1.2.1", "2025", 12.0),)
    _, after = slices(SUM, *mended)
    assert tells_nothing_closed(after, "1.2.1", "2024", released)
    assert not tells_nothing_closed(after, "1.2.1", "2025", released)
    assert tells_nothing_closed(after, "1.2.1", "2025", NOVEMBER.isoformat())


def test_what_is_open_today_stays_as_it_was() -> None:
    first, second = (observation("1.2.1", "2025", 7.0),), (observation("1.2.1", "2025", 8.0),)
    before, after = slices(OPEN, first, second)
    assert (values(before), values(after)) == ([7.0], [7.0, 8.0])
    assert pd.Timestamp(date(2026, 5, 14)) == before.observations["published"].iloc[0]
