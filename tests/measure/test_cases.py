"""The cases that must come out right (METHOD 3) and what was decided where the method is silent (decision 0002)."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from kpi.measure import measure
from kpi.measure.books import dataset_from_books, plan_of
from kpi.model import Direction, Frequency, GapReason, Kind, Observation, Suspension, TargetChange
from tests.fiscal_years import CALENDAR
from tests.measure.one import (
    DELIVERABLE,
    MONTHLY,
    PLAIN,
    QUARTERLY,
    RANGE,
    book,
    dataset,
    flags,
    period,
    result,
    values,
)

YEAR_END = date(2024, 12, 31)


def test_target_zero_is_nothing_special() -> None:
    given = replace(PLAIN, direction=Direction.DECREASE, targets=((2026, 0.0),))
    row = result(given, YEAR_END, ("2024", 20.0))
    assert (row["progress"], row["expected"]) == (0.6, 0.6)
    assert row["status"] == "on_track"


def test_missing_years_are_never_interpolated() -> None:
    row = result(PLAIN, date(2024, 6, 30), ("2022", 60.0), ("2024", 90.0))
    assert period(row) == "2022"  # 2024 has not ended


def test_a_period_counts_once_it_has_ended() -> None:
    given = replace(PLAIN, **QUARTERLY)
    rows = (("2024-Q1", 60.0), ("2024-Q2", 70.0))
    assert period(result(given, date(2024, 6, 29), *rows)) == "2024-Q1"
    assert period(result(given, date(2024, 6, 30), *rows)) == "2024-Q2"


def test_a_missing_baseline_is_no_data_with_its_reason() -> None:
    given = replace(PLAIN, baseline_year=None, baseline_value=None)
    row = result(given, YEAR_END, ("2024", 60.0))
    assert (row["status"], row["reason"], row["value"]) == ("no_data", "no_baseline", 60.0)
    assert np.isnan(row["progress"])


def test_a_missing_target_is_no_data_with_its_reason() -> None:
    row = result(replace(PLAIN, targets=((2025, 90.0),)), YEAR_END, ("2024", 60.0))
    assert (row["status"], row["reason"]) == ("no_data", "no_target")


@pytest.mark.parametrize(
    ("frequency", "period_code", "stale_from", "old_from"),
    [
        # the first months in which a value is older than 18 / 9 / 5 / 3 months, and older than twice that
        (Frequency.YEAR, "2022", date(2024, 7, 1), date(2026, 1, 1)),
        (Frequency.HALF_YEAR, "2023-H1", date(2024, 4, 1), date(2025, 1, 1)),
        (Frequency.QUARTER, "2023-Q1", date(2023, 9, 1), date(2024, 2, 1)),
        (Frequency.MONTH, "2023-01", date(2023, 5, 1), date(2023, 8, 1)),
    ],
)
def test_age(frequency: Frequency, period_code: str, stale_from: date, old_from: date) -> None:
    given = replace(PLAIN, frequency=frequency)
    before, row = (result(given, day, (period_code, 60.0)) for day in (_day_before(stale_from), stale_from))
    assert "stale" not in flags(before)
    assert "stale" in flags(row)
    assert row["status"] != "no_data"
    old = result(given, old_from, (period_code, 60.0))
    assert (old["status"], old["reason"]) == ("no_data", "too_old")
    assert np.isnan(old[["progress", "expected", "pace"]].astype(float)).all()
    assert result(given, _day_before(old_from), (period_code, 60.0))["status"] != "no_data"


def _day_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)


def test_flows_and_running_totals_are_judged_by_the_year_whatever_their_frequency() -> None:
    given = replace(PLAIN, kind=Kind.FLOW, **QUARTERLY)
    rows = [(f"2022-Q{n}", 15.0) for n in range(1, 5)]
    assert "stale" not in flags(result(given, date(2024, 6, 30), *rows))


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ([(f"2023-{n:02d}", 5.0) for n in range(1, 13)], 60.0),
        ([(f"2023-Q{n}", 15.0) for n in range(1, 5)], 60.0),
        ([("2023-H1", 25.0), ("2023-H2", 35.0)], 60.0),
        ([("2023-H1", 25.0), ("2023-Q3", 15.0), ("2023-Q4", 20.0)], 60.0),
        ([("2023", 61.0), ("2023-H1", 25.0), ("2023-H2", 35.0)], 61.0),
        ([("2023-H1", 25.0), ("2023-Q1", 5.0), ("2023-Q2", 5.0), ("2023-H2", 35.0)], 60.0),
    ],
)
def test_a_flow_counts_when_its_year_is_complete(rows: list[tuple[str, float]], wanted: float) -> None:
    row = result(replace(PLAIN, kind=Kind.FLOW, **MONTHLY), date(2024, 3, 31), *rows)
    assert (row["value"], period(row)) == (wanted, "2023")


def test_a_partial_year_of_a_flow_is_no_value() -> None:
    rows = [("2022", 55.0), *((f"2023-Q{n}", 15.0) for n in range(1, 4)), ("2024-Q4", 1.0)]
    row = result(replace(PLAIN, kind=Kind.FLOW, **QUARTERLY), YEAR_END, *rows)
    assert (row["value"], period(row)) == (55.0, "2022")


def test_a_running_total_of_the_year_counts_in_december_only() -> None:
    given = replace(PLAIN, kind=Kind.YTD, **QUARTERLY)
    row = result(given, date(2024, 9, 30), ("2023-Q4", 65.0), ("2024-Q3", 500.0))
    assert (row["value"], period(row)) == (65.0, "2023")


def test_increments_are_summed_since_the_baseline() -> None:
    given = replace(PLAIN, kind=Kind.INCREMENT)
    row = result(given, YEAR_END, ("2021", 1000.0), ("2022", 5.0), ("2023", 10.0), ("2024", 15.0))
    assert (row["value"], row["progress"]) == (80.0, 0.6)
    assert flags(row) == set()


def test_a_missing_increment_makes_a_lower_bound() -> None:
    row = result(replace(PLAIN, kind=Kind.INCREMENT), YEAR_END, ("2022", 5.0), ("2024", 15.0))
    assert (row["value"], flags(row)) == (70.0, {"incomplete"})


def test_parts_of_a_period_are_not_added_to_it() -> None:
    rows = [("2022", 20.0), *((f"2022-Q{n}", 5.0) for n in range(1, 5)), ("2023-Q1", 2.0)]
    row = result(replace(PLAIN, kind=Kind.INCREMENT, **QUARTERLY), date(2023, 3, 31), *rows)
    assert (row["value"], flags(row)) == (72.0, set())


def test_a_running_sum_never_falls() -> None:
    row = result(replace(PLAIN, kind=Kind.INCREMENT), YEAR_END, ("2022", 5.0), ("2023", -1.0), ("2024", 15.0))
    assert (row["status"], row["reason"]) == ("no_data", "negative_increment")


def test_a_level_takes_the_latest_period_and_of_two_the_own_frequency() -> None:
    given = replace(PLAIN, **QUARTERLY)
    row = result(given, YEAR_END, ("2024", 1.0), ("2024-Q4", 60.0), ("2024-12", 2.0))
    assert (row["value"], period(row)) == (60.0, "2024-Q4")


def test_a_deliverable_is_not_due_before_its_first_date() -> None:
    given = replace(PLAIN, **DELIVERABLE)
    row = result(given, date(2023, 12, 31), ("2023", 0.0))
    assert (row["status"], row["progress"], row["expected"]) == ("not_due", 0.0, 0.0)
    assert np.isnan(row["pace"])
    due = result(given, YEAR_END, ("2024", 0.0))
    assert (due["status"], due["expected"]) == ("off_track", 0.5)
    assert result(given, date(2023, 12, 31))["reason"] == "no_observation"


def test_a_percent_entered_as_a_share_waits_for_a_person() -> None:
    row = result(replace(PLAIN, unit="%", targets=((2026, 70.0),)), YEAR_END, ("2024", 0.6))
    assert (row["status"], row["reason"]) == ("no_data", "scale_suspect")
    assert row["progress"] == pytest.approx(-2.47)  # shown: it is what gave the scale away
    assert np.isnan(row["expected"])


def test_the_target_date_decides() -> None:
    day = date(2027, 3, 31)
    for value, status, flag in (
        (100.0, "achieved", set()),
        (85.0, "at_risk", {"partly"}),
        (60.0, "off_track", {"missed"}),
    ):
        row = result(PLAIN, day, ("2026", value))
        assert (row["status"], flags(row)) == (status, flag)
    assert result(PLAIN, day, ("2026", 45.0))["status"] == "moving_away"
    # an old report is compared with the plan at its own date
    assert result(PLAIN, day, ("2025", 90.0))["status"] == "on_track"


def test_late_is_told_by_the_first_time_the_target_was_met() -> None:
    day = date(2028, 3, 31)
    assert flags(result(PLAIN, day, ("2026", 90.0), ("2027", 100.0))) == {"late"}
    assert flags(result(PLAIN, day, ("2026", 100.0), ("2027", 100.0))) == set()


def test_hold() -> None:
    given = replace(PLAIN, targets=((2026, 50.0),))
    assert result(given, YEAR_END, ("2024", 50.0))["status"] == "on_track"
    assert result(given, YEAR_END, ("2024", 55.0))["status"] == "on_track"
    assert result(replace(given, direction=Direction.DECREASE), YEAR_END, ("2024", 55.0))["status"] == "moving_away"
    inside = replace(RANGE, baseline_value=15.0)
    assert result(inside, YEAR_END, ("2024", 20.0))["status"] == "on_track"
    assert result(inside, YEAR_END, ("2024", 20.5))["status"] == "moving_away"


def test_a_range_has_a_planned_value_on_the_side_of_the_baseline() -> None:
    row = result(RANGE, YEAR_END, ("2024", 30.0))
    assert (row["progress"], row["expected"]) == (0.5, pytest.approx(0.6))
    assert row["planned_value"] == pytest.approx(28.0)
    assert np.isnan(row["target_value"])


def test_a_revised_target_keeps_its_old_value_for_earlier_days() -> None:
    change = TargetChange(
        code="1.1.1", year=2026, old_value=100.0, new_value=75.0, decided=date(2024, 6, 1), act="Рішення 7"
    )
    given = dataset_from_books([(book(PLAIN, values(("2023", 60.0)), changes=[change]), None)])
    before, after = (measure(given, day).indicators.iloc[0] for day in (date(2024, 5, 31), date(2024, 6, 1)))
    assert (before["target_value"], before["progress"], flags(before)) == (100.0, 0.2, set())
    assert (after["target_value"], after["first_target_value"], after["progress"]) == (75.0, 100.0, 0.4)
    assert flags(after) == {"target_revised"}


def test_the_last_published_value_counts_and_a_removed_one_vanishes() -> None:
    books = [(book(PLAIN, values(("2023", v))), day) for v, day in ((60.0, date(2024, 2, 1)), (65.0, date(2024, 5, 1)))]
    given = dataset_from_books(books)
    assert measure(given, date(2024, 4, 30)).indicators["value"].tolist() == [60.0]
    assert measure(given, date(2024, 5, 1)).indicators["value"].tolist() == [65.0]
    gone = given.observations.iloc[[-1]].assign(seq=9, removed=True, published=pd.Timestamp("2024-06-01"))
    later = replace(given, observations=pd.concat([given.observations, gone]))
    assert measure(later, date(2024, 6, 1)).indicators["reason"].tolist() == ["no_observation"]
    assert measure(later, date(2024, 5, 31)).indicators["value"].tolist() == [65.0]


@pytest.mark.parametrize("code", ["1.1.1", "1.1", "1"])
def test_a_suspension_of_a_goal_suspends_what_is_below(code: str) -> None:
    stopped = Suspension(
        code=code, since=date(2024, 3, 1), reason="Бойові дії", act="Рішення 1", until=date(2024, 6, 30)
    )
    given = dataset_from_books([(book(PLAIN, values(("2023", 60.0)), [stopped]), None)])
    found = {
        day: measure(given, day) for day in (date(2024, 2, 29), date(2024, 3, 1), date(2024, 6, 30), date(2024, 7, 1))
    }
    statuses = [m.indicators["status"].item() for m in found.values()]
    assert [status == "suspended" for status in statuses] == [False, True, True, False]
    inside = found[date(2024, 3, 1)]
    assert inside.nodes["status"].tolist() == ["suspended"] * 3
    assert inside.nodes[["active", "suspended", "n_suspended"]].to_numpy().tolist() == [[0, 1, 1]] * 3
    assert np.isnan(inside.indicators["value"].item())


def test_a_breakdown_never_enters_progress() -> None:
    rows = [*values(("2024", 60.0)), *values(("2024", 900.0), breakdown="жінки")]
    row = measure(dataset_from_books([(book(PLAIN, rows), None)]), YEAR_END).indicators.iloc[0]
    assert row["value"] == 60.0


def test_a_gap_is_never_a_zero_and_says_the_period_was_reported() -> None:
    gap = Observation(code="1.1.1", period=CALENDAR.parse("2024"), value=None, gap=GapReason.NOT_COLLECTED)
    for rows, overdue in (([*values(("2023", 60.0)), gap], False), (values(("2023", 60.0)), True)):
        plan = plan_of([told := book(PLAIN, rows)])
        plan = replace(plan, strategy=replace(plan.strategy, deadline_days=15))
        row = measure(dataset_from_books([(told, None)], plan), date(2025, 1, 16)).indicators.iloc[0]
        assert (period(row), bool(row["overdue"])) == ("2023", overdue)
    row = measure(dataset(PLAIN, ("2023", 60.0)), date(2025, 1, 15)).indicators.iloc[0]
    assert not row["overdue"]  # the deadline is the fifteenth


def test_the_comment_of_the_judged_value_is_kept() -> None:
    rows = [*values(("2023", 60.0), comment="Раніше"), *values(("2024", 70.0), comment="Зросло")]
    row = measure(dataset_from_books([(book(PLAIN, rows), None)]), YEAR_END).indicators.iloc[0]
    assert row["comment"] == "Зросло"


def test_nothing_at_all_can_be_measured() -> None:
    empty = dataset_from_books([])
    found = measure(empty, YEAR_END)
    assert len(found.indicators) == len(found.nodes) == 0


def test_the_guard_against_judging_too_early_ends_at_ten_percent() -> None:
    given = replace(PLAIN, **MONTHLY)
    for month, expected, status in (("2022-06", 0.1, "off_track"), ("2022-05", 5 / 60, "at_risk")):
        row = result(given, date(2022, 6, 30), (month, 50.5))
        assert (row["expected"], row["status"]) == (pytest.approx(expected), status)


@pytest.mark.parametrize(("factor", "suspect"), [(49.0, False), (51.0, True), (199.0, True), (201.0, False)])
def test_a_scale_is_suspect_from_fifty_to_two_hundred_times(factor: float, suspect: bool) -> None:
    given = replace(PLAIN, baseline_value=50.0, targets=((2026, 60.0),))
    planned = 56.0
    for value in (planned * factor, planned / factor):
        assert ("scale_suspect" in flags(result(given, YEAR_END, ("2024", value)))) is suspect


def test_an_earlier_value_of_suspect_scale_was_no_achievement() -> None:
    given = replace(PLAIN, baseline_value=50.0, targets=((2026, 60.0),))
    row = result(given, YEAR_END, ("2022", 5200.0), ("2024", 56.0))
    assert (row["status"], flags(row)) == ("on_track", set())
    assert flags(result(given, YEAR_END, ("2022", 62.0), ("2024", 56.0))) == {"was_achieved"}
