"""What a value that is being sent in is held beside: the plan of its month, that of the year, the limits of a range."""

from datetime import date

import pandas as pd
import pytest

from kpi.measure.planned import PLANNED, planned_values
from kpi.model import Direction, Frequency, Kind, Period
from tests.measure.one import dataset
from tests.measure.test_clock import one

DAY = date(2023, 8, 1)


def planned(given: object, period: str) -> pd.Series:
    asked = Period.parse(period)
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


def test_a_range_has_its_limits() -> None:
    given = one(direction=Direction.RANGE, target_year=2024, targets=(), range_low=1.0, range_high=2.0)
    row = planned(given, "2023")
    assert (row["range_low"], row["range_high"]) == (1.0, 2.0)
    assert pd.isna(row["planned_value"])
