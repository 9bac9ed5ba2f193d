"""A term of its own for each frequency: deadlines, what is overdue, and the due list agree on it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Unpack

import pytest

from kpi.measure import measure
from kpi.measure.books import dataset_from_books
from kpi.measure.dataset import Dataset
from kpi.measure.deadlines import deadlines, due_reports, last_asked
from kpi.measure.rhythm import rhythm
from kpi.model import Frequency, GoalBook
from tests.books import indicator, observation, plan
from tests.fiscal_years import CALENDAR
from tests.model_fields import StrategyFields

OWN = {1: 10, 3: 20, 6: 30, 12: 90}
FIELDS = {1: "month", 3: "quarter", 6: "half_year", 12: "year"}
CODES = {1: "1.2.1", 3: "1.2.2", 6: "1.2.3", 12: "1.2.4"}


def dataset(**strategy: Unpack[StrategyFields]) -> Dataset:
    frequencies = {frequency.months: frequency for frequency in Frequency}
    book = GoalBook(
        goal="1.2",
        indicators=tuple(indicator(CODES[months], frequency=frequencies[months]) for months in (1, 3, 6, 12)),
        observations=(observation("1.2.1", "2024-01", 1.0),),
    )
    return dataset_from_books([(book, None)], plan(**strategy))


def own_terms() -> Dataset:
    return dataset(
        deadline_days_month=OWN[1],
        deadline_days_quarter=OWN[3],
        deadline_days_half_year=OWN[6],
        deadline_days_year=OWN[12],
    )


def test_without_terms_of_their_own_all_have_the_one() -> None:
    each = dataset(deadline_days_month=17, deadline_days_quarter=17, deadline_days_half_year=17, deadline_days_year=17)
    assert deadlines(dataset(deadline_days=17)).equals(deadlines(each))


@pytest.mark.parametrize("months", sorted(OWN))
def test_the_deadline_is_the_term_of_the_frequency(months: int) -> None:
    found = deadlines(own_terms())
    own = found[found["code"] == CODES[months]]
    assert len(own)
    assert all(own["span_months"] == months)
    for end, deadline in zip(own["end"], own["deadline"], strict=True):
        assert deadline.date() == CALENDAR.last_day(int(end)) + timedelta(days=OWN[months])


@pytest.mark.parametrize("months", sorted(OWN))
def test_a_value_is_overdue_the_day_after_its_own_term(months: int) -> None:
    whole = own_terms()
    end = CALENDAR.period(2024, 12).end
    at = CALENDAR.last_day(end) + timedelta(days=OWN[months])
    for day, due_end in ((at, end - months), (at + timedelta(days=1), end)):
        found = measure(whole, day, day).indicators.set_index("code")
        assert found.loc[CODES[months], "due_end"] == due_end, day


def test_without_a_term_reports_are_awaited_and_never_late() -> None:
    whole = dataset(deadline_days=None)
    assert not whole.strategy.has_terms
    assert deadlines(whole)["deadline"].isna().all()
    after = CALENDAR.last_day(CALENDAR.period(2027, 12).end)
    found = measure(whole, after, after).indicators
    assert found["due_end"].isna().all()
    assert not found["overdue"].any()
    asked, told = (due_reports(one, date(2026, 8, 3)) for one in (whole, dataset(deadline_days=15)))
    assert set(asked["code"]) == set(CODES.values()) == set(told["code"])
    assert rhythm(whole, after).deadline is None


def test_a_term_of_one_frequency_leaves_the_others_without() -> None:
    whole = dataset(deadline_days=None, deadline_days_year=90)
    assert whole.strategy.has_terms
    found = deadlines(whole)
    assert set(found.loc[found["deadline"].notna(), "code"]) == {CODES[12]}
    day = date(2026, 8, 3)
    late = measure(whole, day, day).indicators.set_index("code")["overdue"]
    assert late[late].index.tolist() == [CODES[12]]
    period = CALENDAR.period(2025, 12)
    assert whole.strategy.due_day(period) == period.end_date + timedelta(days=90)
    assert whole.strategy.due_day(CALENDAR.period(2025, 1)) is None


def test_what_is_asked_last_is_the_last_term_or_the_last_end() -> None:
    end = CALENDAR.last_day(CALENDAR.period(2026, 12).end)
    assert last_asked(dataset(deadline_days=15)) == end + timedelta(days=15)
    assert last_asked(dataset(deadline_days=None)) == end
    assert last_asked(dataset(deadline_days=None, deadline_days_month=10)) == end + timedelta(days=10)
    whole = dataset(deadline_days=None)
    assert last_asked(replace(whole, indicators=whole.indicators.iloc[:0])) is None
