"""One indicator in one goal, measured: the shortest way to a case."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypedDict, Unpack

import pandas as pd

from kpi.measure import measure
from kpi.measure.books import dataset_from_books
from kpi.measure.dataset import Dataset
from kpi.measure.results import FLAGS
from kpi.model import (
    Direction,
    Frequency,
    GoalBook,
    Indicator,
    Kind,
    Observation,
    Suspension,
    TargetChange,
)
from tests.fiscal_years import CALENDAR
from tests.model_fields import IndicatorFields, ObservationMarks


class Rhythm(TypedDict):
    """How often an indicator is reported."""

    frequency: Frequency


PLAIN = Indicator(
    code="1.1.1",
    name="Показник",
    unit="од.",
    direction=Direction.INCREASE,
    department="Управління",
    targets=((2026, 100.0),),
    target_year=2026,
    baseline_year=2021,
    baseline_value=50.0,
)
RANGE = replace(PLAIN, direction=Direction.RANGE, targets=(), range_low=10.0, range_high=20.0, baseline_value=40.0)
MONTHLY: Rhythm = {"frequency": Frequency.MONTH}
QUARTERLY: Rhythm = {"frequency": Frequency.QUARTER}
DELIVERABLE: IndicatorFields = {"kind": Kind.DELIVERABLE, "baseline_value": 0.0, "targets": ((2024, 1.0), (2026, 2.0))}

Value = float | None | str


def values(*rows: tuple[str, float | None], **more: Unpack[ObservationMarks]) -> list[Observation]:
    """Observations by period code; None is a gap."""
    return [Observation(code="1.1.1", period=CALENDAR.parse(period), value=value, **more) for period, value in rows]


def book(
    given: Indicator,
    observations: Iterable[Observation],
    suspensions: Sequence[Suspension] = (),
    changes: Sequence[TargetChange] = (),
) -> GoalBook:
    return GoalBook(
        goal="1.1",
        indicators=(given,),
        observations=tuple(observations),
        suspensions=tuple(suspensions),
        target_changes=tuple(changes),
    )


def dataset(given: Indicator, *rows: tuple[str, float | None]) -> Dataset:
    return dataset_from_books([(book(given, values(*rows)), None)])


def result(given: Indicator, as_of: date, *rows: tuple[str, float | None]) -> pd.Series:
    """The indicator's row of the results."""
    return measure(dataset(given, *rows), as_of).indicators.iloc[0]


def flags(row: pd.Series) -> set[str]:
    return {flag for flag in FLAGS if row[f"flag_{flag}"]}


def period(row: pd.Series) -> str:
    return CALENDAR.ending(int(row["end"]), int(row["span_months"])).code
