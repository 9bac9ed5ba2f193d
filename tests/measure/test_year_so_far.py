"""A year that is not over: the sum since January beside the year's plan (METHOD 9)."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from kpi.measure.books import dataset_from_books
from kpi.measure.results import Moment
from kpi.model import GapReason, Kind, Observation, TargetChange, month_index
from tests.fiscal_years import CALENDAR
from tests.measure import community
from tests.measure.one import PLAIN, QUARTERLY, RANGE, book, dataset, values
from tests.measure.steps import ongoing, series, year_so_far

NOW = Moment(month_index(2026, 9), date(2026, 9, 30), date(2026, 11, 14))
#: 52 in 2021, 77 planned for 2026
FLOW = replace(PLAIN, kind=Kind.FLOW, baseline_value=52.0, targets=((2025, 72.0), (2026, 77.0)), **QUARTERLY)
YTD = replace(FLOW, kind=Kind.YTD)


def shown(given: pd.DataFrame) -> list[tuple[int, float, bool]]:
    months = given["end"] - 12 * given["year"]
    return list(zip(months, given["value_so_far"], given["incomplete"], strict=True))


def test_the_quarters_of_a_flow_are_summed_since_january() -> None:
    rows = [("2025-Q4", 20.0), ("2026-Q1", 15.0), ("2026-Q2", 18.0), ("2026-Q3", 18.0)]
    found = year_so_far(dataset(FLOW, *rows), NOW)
    assert shown(found) == [(12, 20.0, True), (3, 15.0, False), (6, 33.0, False), (9, 51.0, False)]
    last = ongoing(found).loc["1.1.1"]
    assert (last["year"], last["end"], last["value_so_far"], last["year_plan"]) == (2026, NOW.end, 51.0, 77.0)
    assert last["share_of_plan"] == pytest.approx(51 / 77)
    assert last["share_of_year"] == 0.75


def test_a_running_total_is_the_sum_as_it_was_entered() -> None:
    found = year_so_far(dataset(YTD, ("2025-Q4", 74.0), ("2026-Q1", 15.0), ("2026-Q3", 40.0)), NOW)
    assert shown(found) == [(12, 74.0, False), (3, 15.0, False), (9, 40.0, False)]
    assert found["year_plan"].tolist() == [72.0, 77.0, 77.0]


def test_a_year_that_is_over_is_not_ongoing() -> None:
    given = dataset(YTD, ("2025-Q3", 50.0), ("2025-Q4", 74.0))
    assert ongoing(year_so_far(given, NOW)).empty
    assert ongoing(year_so_far(dataset(FLOW, ("2025", 74.0)), NOW)).empty


def test_a_missing_part_leaves_a_lower_bound_without_a_share() -> None:
    gap = Observation(code="1.1.1", period=CALENDAR.parse("2026-Q2"), value=None, gap=GapReason.NOT_PROVIDED)
    given = dataset_from_books([(book(FLOW, [*values(("2026-Q1", 5.0), ("2026-Q3", 6.0)), gap]), None)])
    found = year_so_far(given, NOW)
    assert shown(found) == [(3, 5.0, False), (9, 11.0, True)]
    assert np.isnan(found["share_of_plan"].iloc[1])
    assert shown(year_so_far(dataset(FLOW, ("2026-Q2", 4.0)), NOW)) == [(6, 4.0, True)]


def test_a_longer_part_wins_over_the_shorter_ones_within_it() -> None:
    rows = [
        ("2026-01", 1.0),
        ("2026-02", 2.0),
        ("2026-Q1", 10.0),
        ("2026-04", 4.0),
        ("2026-H1", 30.0),
        ("2026-07", 7.0),
    ]
    found = year_so_far(dataset(FLOW, *rows), NOW)
    assert shown(found) == [
        (1, 1.0, False),
        (2, 3.0, False),
        (3, 10.0, False),
        (4, 14.0, False),
        (6, 30.0, False),
        (7, 37.0, False),
    ]


def test_nothing_is_known_that_was_not_published_or_has_not_ended() -> None:
    books = [
        (book(FLOW, values(("2026-Q1", 15.0))), date(2026, 5, 14)),
        (book(FLOW, values(("2026-Q1", 16.0), ("2026-Q2", 18.0))), date(2026, 8, 14)),
    ]
    may = Moment(month_index(2026, 3), date(2026, 3, 31), date(2026, 5, 14))
    august = Moment(may.end, may.as_of, date(2026, 8, 14))
    given = dataset_from_books(books)
    assert [shown(year_so_far(given, m)) for m in (may, august)] == [[(3, 15.0, False)], [(3, 16.0, False)]]


def test_the_plan_of_the_year_is_the_one_in_force() -> None:
    change = TargetChange(
        code="1.1.1", year=2026, old_value=77.0, new_value=100.0, decided=date(2026, 7, 1), act="Рішення 7"
    )
    given = dataset_from_books([(book(FLOW, values(("2026-Q1", 50.0)), changes=[change]), None)])
    early = Moment(month_index(2026, 6), date(2026, 6, 30), NOW.known_at)
    assert [year_so_far(given, m)["year_plan"].item() for m in (early, NOW)] == [77.0, 100.0]


def test_years_up_to_the_baseline_have_no_plan() -> None:
    found = year_so_far(dataset(FLOW, ("2021-Q1", 9.0), ("2022-Q1", 10.0)), NOW)
    assert np.isnan(found["year_plan"].iloc[0])
    assert found["year_plan"].iloc[1] == pytest.approx(57.0)
    bare = replace(FLOW, baseline_year=None, baseline_value=None)
    assert np.isnan(year_so_far(dataset(bare, ("2022-Q1", 10.0)), NOW)["share_of_plan"].item())


def test_no_share_of_a_range_or_of_a_plan_of_nothing() -> None:
    none = replace(FLOW, targets=((2026, 0.0),))
    ranged = replace(RANGE, kind=Kind.FLOW, **QUARTERLY)
    for given in (none, ranged):
        assert np.isnan(year_so_far(dataset(given, ("2026-Q1", 10.0)), NOW)["share_of_plan"].item())


def test_levels_and_increments_have_no_year() -> None:
    for kind in (Kind.LEVEL, Kind.INCREMENT, Kind.DELIVERABLE):
        found = year_so_far(dataset(replace(FLOW, kind=kind), ("2026-Q1", 10.0)), NOW)
        assert found.empty
        assert ongoing(found).empty


def test_a_whole_year_is_the_value_that_is_judged() -> None:
    given = community.dataset()
    found = year_so_far(given, NOW)
    whole = found[(found["share_of_year"] == 1) & ~found["incomplete"]].set_index(["code", "end"])
    judged = series(given, NOW)
    judged = judged[judged["judged"]].set_index(["code", "end"])
    both = judged.join(whole, how="inner")
    assert len(both) == len(whole) > 30
    assert np.allclose(both["value"], both["value_so_far"])
    after = both["planned_value"].notna()
    assert np.allclose(both["planned_value"][after], both["year_plan"][after])
