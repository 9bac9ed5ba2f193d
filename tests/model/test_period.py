"""Periods and month indexes (METHOD 2)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.model import Period, code_sort_key, month_index, parent_code
from tests.fiscal_years import CALENDAR

PERIODS = st.builds(
    lambda year, span, number: CALENDAR.period(year, span, 1 + number % (12 // span)),
    st.integers(1900, 2200),
    st.sampled_from((1, 3, 6, 12)),
    st.integers(0, 11),
)


@given(PERIODS)
def test_code_and_end_are_round_trips(period: Period) -> None:
    assert CALENDAR.parse(period.code) == period
    assert CALENDAR.ending(period.end, period.span_months) == period


def test_a_year_and_its_fourth_quarter_end_together() -> None:
    assert (
        CALENDAR.parse("2024").end == CALENDAR.parse("2024-Q4").end == CALENDAR.parse("2024-12").end == 12 * 2024 + 12
    )
    assert CALENDAR.parse("2024-Q1").end == month_index(2024, 3)
    assert CALENDAR.parse("2024-02").end_date == date(2024, 2, 29)


@pytest.mark.parametrize("code", ["", "24", "2024-Q5", "2024-13", "2024-H3", "2024 ", "2024-1", "2024-Q0"])
def test_other_texts_are_no_periods(code: str) -> None:
    with pytest.raises(ValueError, match="no such period"):
        CALENDAR.parse(code)


def test_a_month_is_complete_on_its_last_day() -> None:
    assert CALENDAR.completed(date(2026, 9, 30)) == month_index(2026, 9)
    assert CALENDAR.completed(date(2026, 9, 29)) == month_index(2026, 8)
    assert CALENDAR.reached(date(2026, 9, 1)) == month_index(2026, 9)
    assert CALENDAR.last_day(month_index(2026, 2)) == date(2026, 2, 28)


def test_codes_sort_as_people_count() -> None:
    codes = ["1.10", "1.2", "10.1", "2.1", "А.1", "1.1.2"]
    assert sorted(codes, key=code_sort_key) == ["1.1.2", "1.2", "1.10", "2.1", "10.1", "А.1"]
    assert (parent_code("1.1.3"), parent_code("1")) == ("1.1", None)
