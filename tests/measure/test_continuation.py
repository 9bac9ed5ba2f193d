"""The continuation promises nothing that can no longer happen (METHOD 9)."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from kpi.measure import continuation
from kpi.measure.results import Moment
from kpi.model import Direction, Indicator, Kind, month_index
from tests.measure.one import PLAIN, QUARTERLY, dataset
from tests.model_fields import IndicatorFields

NOW = Moment(month_index(2026, 9), date(2026, 9, 30), date(2026, 11, 14))
#: 2021: 50; the years stand before 2026 with much spread
YEARS = (("2022", 40.0), ("2023", 70.0), ("2024", 45.0), ("2025", 60.0))
COUNT = replace(PLAIN, unit="од.", targets=((2026, 400.0),), **QUARTERLY)


def band(given: Indicator, *rows: tuple[str, float]) -> pd.Series:
    return continuation(dataset(given, *rows), NOW).iloc[0]


def drawn(given: Indicator, *rows: tuple[str, float]) -> tuple[float, float, float]:
    row = band(given, *rows)
    assert row["reason"] == ""
    assert row["low"] <= row["value"] <= row["high"]
    return row["low"], row["value"], row["high"]


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        (Kind.YTD, (("2026-Q1", 20.0), ("2026-Q3", 55.0))),
        (Kind.FLOW, (("2026-Q1", 20.0), ("2026-Q2", 20.0), ("2026-Q3", 15.0))),
    ],
)
@pytest.mark.parametrize("direction", [Direction.INCREASE, Direction.DECREASE])
def test_the_band_lies_above_what_the_year_has_reached(
    kind: Kind, parts: tuple[tuple[str, float], ...], direction: Direction
) -> None:
    target = 400.0 if direction is Direction.INCREASE else 5.0
    given = replace(COUNT, kind=kind, direction=direction, targets=((2026, target),))
    free, bounded = drawn(given, *YEARS), drawn(given, *YEARS, *parts)
    assert free[0] < 55.0
    assert bounded == (55.0, max(free[1], 55.0), free[2])


def test_the_years_before_the_target_year_bound_nothing() -> None:
    given = replace(COUNT, kind=Kind.YTD, target_year=2027, targets=((2027, 400.0),))
    assert drawn(given, *YEARS, ("2026-Q3", 55.0)) == drawn(given, *YEARS)


def test_a_sum_whose_parts_are_negative_is_bounded_from_above() -> None:
    falling = replace(COUNT, direction=Direction.DECREASE, baseline_value=-50.0, targets=((2026, -400.0),))
    years = tuple((year, -value) for year, value in YEARS)
    for kind, parts in (
        (Kind.FLOW, (("2026-Q1", -30.0), ("2026-Q2", -25.0))),
        (Kind.YTD, (("2026-Q1", -30.0), ("2026-Q2", -55.0))),
    ):
        given = replace(falling, kind=kind)
        free, bounded = drawn(given, *years), drawn(given, *years, *parts)
        assert free[2] > -55.0
        assert bounded[2] == -55.0


def test_a_sum_that_may_still_turn_is_not_bounded() -> None:
    given = replace(COUNT, kind=Kind.FLOW)
    turning = (("2026-Q1", 80.0), ("2026-Q2", -10.0))
    assert drawn(given, *YEARS, *turning) == drawn(given, *YEARS)
    ytd = replace(COUNT, kind=Kind.YTD)
    assert drawn(ytd, *YEARS, ("2026-Q1", 80.0), ("2026-Q2", 70.0)) == drawn(ytd, *YEARS)


def test_nothing_is_drawn_where_nothing_is_left() -> None:
    row = band(replace(COUNT, kind=Kind.YTD), *YEARS, ("2026-Q3", 300.0))
    assert (row["reason"], pd.isna(row["low"]), pd.isna(row["end"])) == ("nothing_left", True, True)


def test_a_sum_since_the_start_never_falls() -> None:
    rows = (("2022", 1.0), ("2023", 30.0), ("2024", 1.0), ("2025", 20.0))
    low, _, _ = drawn(replace(PLAIN, kind=Kind.INCREMENT, targets=((2026, 400.0),)), *rows)
    assert low == 102.0
    level = replace(PLAIN, targets=((2026, 400.0),))
    rising = (("2022", 51.0), ("2023", 80.0), ("2024", 81.0), ("2025", 100.0))
    free = drawn(level, *rising)
    assert free[0] < 100.0
    sums: tuple[IndicatorFields, ...] = (
        {"name": "Оновлено просторів (наростаючим підсумком)"},
        {"definition": "Простори, оновлені від початку стратегії."},
        {"name_en": "Renewed spaces, cumulative"},
    )
    for words in sums:
        assert drawn(replace(level, **words), *rising) == (100.0, *free[1:])
    # one that has fallen is no such sum, whatever it is called
    called = replace(level, name="Оновлено (наростаючим підсумком)")
    assert drawn(called, *YEARS) == drawn(level, *YEARS)
    yearly = replace(level, name="Подій (з початку року)")
    assert drawn(yearly, *rising) == free
