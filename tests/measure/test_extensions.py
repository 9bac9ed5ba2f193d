"""A longer term: the deadline of one report, and what is overdue meanwhile."""

from dataclasses import replace
from datetime import date

import pandas as pd

from kpi.measure import measure
from kpi.measure.dataset import EXTENSIONS, Dataset, frame
from kpi.measure.deadlines import Extension, deadlines, extensions
from kpi.model import Frequency
from tests.fiscal_years import CALENDAR
from tests.measure.test_clock import one, strategy

GIVEN = one(frequency=Frequency.HALF_YEAR, target_year=2024, targets=((2024, 100.0),))
HALF = CALENDAR.parse("2022-H1")
LATER = date(2022, 12, 15)


def extended(deadline: date, code: str = "1.1.1", published: date = date(2022, 7, 20)) -> Dataset:
    row = {
        "code": code,
        "end": HALF.end,
        "span_months": HALF.span_months,
        "deadline": pd.Timestamp(deadline),
        "reason": "хвороба",
        "published": pd.Timestamp(published),
    }
    given = strategy([GIVEN])
    return replace(given, extensions=frame([{name: row[name] for name in EXTENSIONS}], EXTENSIONS))


def day_of(given: Dataset) -> date:
    due = deadlines(given)
    found: pd.Timestamp = due.loc[due["end"] == HALF.end, "deadline"].iloc[0]
    return found.date()


def test_a_term_is_longer_never_shorter() -> None:
    plain = day_of(strategy([GIVEN]))
    assert day_of(extended(LATER)) == LATER > plain
    assert day_of(extended(date(2022, 7, 1))) == plain
    assert extensions(extended(LATER)) == {("1.1.1", HALF.end): Extension(LATER, "хвороба")}
    assert extensions(strategy([GIVEN])) == {}


def test_nothing_is_overdue_until_the_new_day_has_passed() -> None:
    def overdue(given: Dataset, day: date) -> bool:
        return bool(measure(given, day, day).indicators["overdue"].iloc[0])

    before, after = date(2022, 11, 1), date(2022, 12, 20)
    assert overdue(strategy([GIVEN]), before)
    assert not overdue(extended(LATER), before)
    assert overdue(extended(LATER), after)
    assert overdue(extended(LATER, published=date(2022, 11, 20)), before), "nobody had granted it by then"
    assert overdue(extended(LATER, code="9.9.9"), before), "another indicator's term"
