"""The pace so far and the pace that is needed: plain arithmetic of METHOD 5, and when it is not told."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from kpi.measure import NoPace, paces, survey
from kpi.measure.books import dataset_from_books
from kpi.model import Direction, Frequency, Indicator, Kind, SeriesBreak, Suspension
from tests.measure.one import PLAIN, RANGE, book, values

NOW = date(2025, 12, 31)
STEPS = ((2024, 1.0), (2026, 2.0))


def row(
    given: Indicator,
    *rows: tuple[str, float | None],
    as_of: date = NOW,
    suspensions: Sequence[Suspension] = (),
) -> pd.Series:
    """The paces of 50 in 2021 with a target of 100 in 2026."""
    made = book(given, values(*rows), suspensions)
    return paces(survey(dataset_from_books([(made, None)]), as_of)).iloc[0]


def test_both_paces_are_in_the_unit_a_year() -> None:
    found = row(PLAIN, ("2023", 60.0))
    assert found["reason"] == ""
    assert found["so_far"] == (60 - 50) / 2
    assert found["needed"] == pytest.approx((100 - 60) / 3)
    assert found["times"] == pytest.approx((40 / 3) / 5)


def test_a_decrease_is_the_same_arithmetic() -> None:
    down = replace(PLAIN, direction=Direction.DECREASE, baseline_value=100.0, targets=((2026, 50.0),))
    found = row(down, ("2024", 85.0))
    assert (found["so_far"], found["needed"]) == (-5.0, -17.5)
    assert found["times"] == 3.5


def test_months_count_where_values_come_by_quarters() -> None:
    found = row(replace(PLAIN, frequency=Frequency.QUARTER), ("2025-Q3", 57.0))
    assert found["so_far"] == pytest.approx(7 / (45 / 12))
    assert found["needed"] == pytest.approx(43 / (15 / 12))


@pytest.mark.parametrize(("value", "so_far"), [(50.0, 0.0), (45.0, -2.5)])
def test_where_nothing_moved_or_it_went_back_there_is_no_multiple(value: float, so_far: float) -> None:
    found = row(PLAIN, ("2023", value))
    assert found["so_far"] == so_far
    assert found["needed"] > 0
    assert np.isnan(found["times"])


@pytest.mark.parametrize(
    ("given", "value", "reason"),
    [
        (replace(PLAIN, baseline_value=None), 60.0, NoPace.NOT_JUDGED),
        (PLAIN, 100.0, NoPace.ACHIEVED),
        (replace(PLAIN, kind=Kind.DELIVERABLE, baseline_value=0.0, targets=STEPS), 0.0, NoPace.DELIVERABLE),
        (RANGE, 30.0, NoPace.RANGE),
        (replace(PLAIN, targets=((2026, 50.0),)), 45.0, NoPace.HOLD),
        (replace(PLAIN, series_break=SeriesBreak(date(2022, 2, 24), "війна")), 60.0, NoPace.BREAK),
        (replace(PLAIN, targets=((2023, 80.0),), target_year=2023), 60.0, NoPace.PAST_TARGET),
    ],
)
def test_no_pace_is_told_where_a_steady_one_means_nothing(given: Indicator, value: float, reason: NoPace) -> None:
    found = row(given, ("2023", value), as_of=date(2024, 3, 31))
    assert found["reason"] == reason
    assert np.isnan(found["so_far"])
    assert np.isnan(found["needed"])


def test_a_break_after_the_last_value_does_not_part_it_from_the_baseline() -> None:
    broken = replace(PLAIN, series_break=SeriesBreak(date(2025, 1, 1), "нова методика"))
    assert row(broken, ("2023", 60.0))["reason"] == ""


def test_a_suspended_indicator_has_no_pace() -> None:
    suspension = Suspension(code="1.1.1", since=date(2024, 1, 1), reason="бойові дії", act="№ 1")
    assert row(PLAIN, ("2023", 60.0), suspensions=(suspension,))["reason"] == NoPace.NOT_JUDGED


def test_a_sum_with_a_missing_part_is_a_lower_bound() -> None:
    given = replace(PLAIN, kind=Kind.INCREMENT, baseline_value=0.0)
    assert row(given, ("2022", 5.0), ("2024", 5.0))["reason"] == NoPace.INCOMPLETE


def test_a_value_at_the_needed_pace_reaches_the_target() -> None:
    for value in (51.0, 73.0, 99.0):
        found = row(PLAIN, ("2024", value))
        assert value + found["needed"] * 2 == pytest.approx(100)
