"""What a value that is being sent in is held beside: the plan of its month, that of the year, the limits of a range."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from kpi.measure.planned import PLANNED, planned_values
from kpi.model import Direction, Frequency, Kind
from tests.fiscal_years import CALENDAR
from tests.measure import steps
from tests.measure.one import dataset
from tests.measure.test_clock import one
from tests.measure.test_survey import END

DAY = date(2023, 8, 1)


def planned(given: object, period: str) -> pd.Series:
    asked = CALENDAR.parse(period)
    found = planned_values(dataset(given), [("1.1.1", asked.end, asked.span_months)], DAY)  # type: ignore[arg-type]
    assert {name: str(dtype) for name, dtype in found.dtypes.items()} == dict(PLANNED)
    return found.iloc[0]


def test_a_level_has_the_plan_of_its_month() -> None:
    given = one(frequency=Frequency.QUARTER, target_year=2024, targets=((2024, 100.0),))
    row = planned(given, "2024-Q4")
    assert (row["planned_value"], row["whole_year"]) == (pytest.approx(100.0), False)
    assert pd.isna(row["range_low"])


def test_a_part_of_a_flow_stands_beside_the_year() -> None:
    given = one(kind=Kind.FLOW, frequency=Frequency.QUARTER, target_year=2024, targets=((2024, 100.0),))
    row = planned(given, "2024-Q1")
    assert (row["planned_value"], row["whole_year"]) == (pytest.approx(100.0), True)


@pytest.mark.parametrize(
    ("baseline", "targets", "period", "value"),
    [
        (15.0, (), "2023", 17.0),
        (16.0, (), "2024", 18.0),
        (16.0, ((2023, 17.5),), "2023", 17.5),
        (28.0, (), "2023", 24.0),
        (28.0, (), "2025", 22.0),
        (20.0, (), "2023", None),
        (18.0, (), "2024", None),
    ],
)
def test_a_range_has_the_value_of_its_way_or_its_limits(
    baseline: float, targets: tuple[tuple[int, float], ...], period: str, value: float | None
) -> None:
    held = one(direction=Direction.RANGE, target_year=2024, range_low=18.0, range_high=22.0)
    given = replace(held, targets=targets, baseline_value=baseline)
    row = planned(given, period)
    assert (row["range_low"], row["range_high"]) == (18.0, 22.0)
    assert (None if pd.isna(row["planned_value"]) else row["planned_value"]) == (value and pytest.approx(value))
    at = pd.DataFrame({"code": ["1.1.1"], "end": [CALENDAR.parse(period).end]})
    (judged_by,) = steps.planned_values(dataset(given), at, END)
    assert row["planned_value"] == pytest.approx(judged_by, nan_ok=True)
