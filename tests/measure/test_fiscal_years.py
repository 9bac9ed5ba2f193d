"""Years that do not begin in January: both engines, the worked examples of July and October, days and terms."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kpi.measure import measure, survey
from kpi.measure.books import dataset_from_books
from kpi.measure.clock import default_times
from kpi.measure.dataset import Dataset
from kpi.measure.deadlines import deadlines
from kpi.measure.rhythm import rhythm
from kpi.model import (
    Direction,
    FiscalYear,
    Frequency,
    GoalBook,
    Indicator,
    Kind,
    Observation,
    OperationalGoal,
    Plan,
    SeriesBreak,
    Strategy,
    Suspension,
)
from tests.fiscal_years import JULY, OCTOBER
from tests.measure import naive
from tests.measure.naive import month_of
from tests.measure.plans import community, disagreements

MONTHS = range(1, 13)
RELEASED = date(2026, 8, 1)
ROADS = Indicator(
    code="1.1.1",
    name="Roads resurfaced",
    unit="miles",
    direction=Direction.INCREASE,
    department="Public Works",
    targets=((2024, 60.0), (2026, 80.0)),
    target_year=2026,
    baseline_year=2022,
    baseline_value=40.0,
)


def plan(fiscal: FiscalYear) -> Plan:
    strategy = Strategy(
        title="Plan",
        community="City",
        edition="2023-2027",
        first_year=2023,
        last_year=2027,
        baseline_year=2022,
        illustrative=False,
        deadline_days=15,
        first_month=fiscal.first_month,
    )
    return Plan(strategy=strategy, operational_goals=(OperationalGoal(code="1.1", strategic_goal="", name="Goal"),))


def dataset(
    fiscal: FiscalYear,
    given: Indicator,
    values: dict[str, float],
    suspensions: tuple[Suspension, ...] = (),
    published: date | None = RELEASED,
) -> Dataset:
    rows = [Observation(code=given.code, period=fiscal.parse(code), value=value) for code, value in values.items()]
    book = GoalBook(goal="1.1", indicators=(given,), observations=tuple(rows), suspensions=suspensions)
    return dataset_from_books([(book, published)], plan(fiscal))


@pytest.mark.parametrize("first_month", MONTHS)
def test_both_engines_agree_whichever_month_years_begin_with(first_month: int) -> None:
    fiscal = FiscalYear(first_month)
    found = [words for seed in range(first_month, 120, 12) for words in disagreements(community(seed, fiscal))]
    assert found == []


def test_another_first_month_in_one_engine_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(naive, "month_of", lambda day, _: month_of(day, 1))
    assert any(True for seed in range(20) for _ in disagreements(community(seed, JULY)))


@pytest.mark.parametrize("first_month", MONTHS)
def test_an_index_and_a_day_lead_to_each_other(first_month: int) -> None:
    fiscal, day = FiscalYear(first_month), date(2023, 12, 28)
    while day < date(2026, 3, 3):
        index = fiscal.reached(day)
        assert index == month_of(day, first_month)
        assert fiscal.first_day(index) <= day <= fiscal.last_day(index)
        assert fiscal.completed(day) == (index if fiscal.last_day(index) == day else index - 1)
        day += timedelta(days=1)
    assert fiscal.year_begins(2026) == fiscal.year_ends(2025) + timedelta(days=1)
    assert fiscal.year_ends(2026).year == 2026


def test_a_year_that_begins_in_july_ends_in_june() -> None:
    year = JULY.parse("FY2026")
    assert (year.start_date, year.end_date) == (date(2025, 7, 1), date(2026, 6, 30))
    assert [str(JULY.period(2026, 3, n).start_date) for n in (1, 2, 3, 4)] == [
        *("2025-07-01", "2025-10-01", "2026-01-01", "2026-04-01"),
    ]
    assert str(JULY.period(2026, 6, 2).start_date) == "2026-01-01"
    assert JULY.parse("2025-09") == JULY.period(2026, 1, 3)
    assert JULY.parse("2025-09").code == "2025-09"
    for code in ("FY2026", "FY2026-H2", "FY2026-Q4", "2026-01"):
        assert JULY.parse(code).code == code


def test_the_first_quarter_of_a_year_that_begins_in_october() -> None:
    first = OCTOBER.period(2026, 3, 1)
    assert (first.start_date, first.end_date) == (date(2025, 10, 1), date(2025, 12, 31))


def test_a_year_is_judged_from_the_day_after_its_end() -> None:
    given = dataset(JULY, ROADS, {"FY2024": 60.0, "FY2026": 79.0})
    before = measure(given, date(2026, 6, 29), RELEASED).indicators.iloc[0]
    after = measure(given, date(2026, 6, 30), RELEASED).indicators.iloc[0]
    assert (before["value"], before["planned_value"]) == (60.0, 60.0)
    # halfway between 40 in 2022 and 60 in 2024 stands 50: at the end of June 2023
    assert (after["value"], after["planned_value"], after["status"]) == (79.0, 80.0, "at_risk")


def test_expected_progress_rises_with_the_strategys_own_months() -> None:
    quarterly = replace(ROADS, frequency=Frequency.QUARTER, targets=((2026, 80.0),))
    given = dataset(JULY, quarterly, {"FY2026-Q1": 70.0})
    row = measure(given, date(2025, 9, 30), RELEASED).indicators.iloc[0]
    # 39 of 48 months from July 2022 to June 2026
    assert row["planned_value"] == pytest.approx(40 + 40 * 39 / 48)


def test_the_day_shown_is_the_end_of_the_strategys_own_quarter() -> None:
    quarterly = replace(ROADS, frequency=Frequency.QUARTER)
    given = dataset(OCTOBER, quarterly, {"FY2026-Q3": 70.0})
    assert default_times(given) == (date(2026, 6, 30), RELEASED)
    found = survey(given)
    assert [str(moment.as_of) for moment in found.moments][:2] == ["2022-12-31", "2023-03-31"]


def test_terms_count_from_the_ends_of_the_strategys_own_periods() -> None:
    due = deadlines(dataset(JULY, ROADS, {"FY2026": 79.0}))
    assert [str(day.date()) for day in due["deadline"]] == ["2023-07-15", "2024-07-15", "2025-07-15", "2026-07-15"]


def test_nothing_is_late_before_the_term_of_the_strategys_own_year() -> None:
    told = rhythm(dataset(JULY, replace(ROADS, targets=((2027, 90.0),), target_year=2027), {"FY2026": 79.0}), RELEASED)
    assert told.deadline == date(2027, 7, 15)
    given = dataset(JULY, ROADS, {"FY2025": 70.0}, published=None)
    assert not measure(given, date(2026, 6, 30), date(2026, 7, 14)).indicators["overdue"].iloc[0]
    assert measure(given, date(2026, 6, 30), date(2026, 7, 16)).indicators["overdue"].iloc[0]


def test_a_flow_is_summed_over_the_strategys_own_year() -> None:
    flow = replace(ROADS, kind=Kind.FLOW, frequency=Frequency.QUARTER, targets=((2026, 80.0),))
    given = dataset(OCTOBER, flow, {"FY2026-Q1": 10.0, "FY2026-Q2": 20.0, "FY2026-Q3": 13.2})
    year = survey(given).year_so_far.iloc[-1]
    assert (year["value_so_far"], year["share_of_year"]) == (pytest.approx(43.2), 0.75)
    assert year["share_of_plan"] == pytest.approx(0.54)


def test_a_suspension_by_days_meets_the_strategys_own_periods() -> None:
    stopped = Suspension(code="1.1.1", since=date(2025, 7, 1), until=date(2026, 6, 30), reason="War", act="1")
    given = dataset(JULY, ROADS, {"FY2025": 70.0}, (stopped,))
    assert [str(day.date()) for day in deadlines(given)["deadline"]] == ["2023-07-15", "2024-07-15", "2025-07-15"]
    assert measure(given, date(2025, 6, 30), RELEASED).indicators["status"].iloc[0] != "suspended"
    assert measure(given, date(2026, 6, 30), RELEASED).indicators["status"].iloc[0] == "suspended"


def test_a_break_begins_with_its_month() -> None:
    broken = replace(ROADS, series_break=SeriesBreak(date(2025, 7, 1), "Another method"))
    given = dataset(JULY, broken, {"FY2026": 79.0})
    assert JULY.last_day(int(given.indicators["break_end"].iloc[0])) == date(2025, 6, 30)


def test_strategies_whose_years_are_the_calendars_read_codes_as_before() -> None:
    with pytest.raises(ValueError, match="no such period"):
        FiscalYear(1).parse("FY2026")
    with pytest.raises(ValueError, match="no such month"):
        FiscalYear(13)
