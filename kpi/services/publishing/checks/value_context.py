"""What a value that is being sent in stands beside: the last value before it, a year ago, the plan of its date."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from kpi.measure.dataset import Dataset
from kpi.measure.in_force import observations_in_force
from kpi.measure.planned import planned_values
from kpi.model import FiscalYear, Kind, Observation, Period, index_year
from kpi.services.publishing.differences.facts import ValueChange
from kpi.services.publishing.keys import row_key

#: how old a value may be to say anything of one that is sent
_FRESH_MONTHS = 24
#: (indicator, breakdown, months of the period)
_Series = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class ReferenceValue:
    """A published value that another one is compared with, in the indicator's unit."""

    value: float
    period: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueContext:
    """Of one value. Numbers are in the indicator's unit.

    unit, kind   of its indicator
    last         the value in force before its period, of the same series; None where there is none
    near         what a slip of the scale is held against: `last`, of a running total that of its year, else the same
                 period a year earlier: a new year begins from nothing
    compared     the value that a jump is measured by: `last`, of a running total the same period a year earlier
                 Neither is older than two years: what was before the strategy began says nothing about a slip
    this_year    of a running total the largest value earlier in its year
    planned      the plan of its date, of a part of a year that of the whole one (`whole_year`); None for a range that
                 holds from the start
    limits       of a range
    lowest, highest   among all that is known of the series, baseline and targets included; None where nothing is
    """

    unit: str
    kind: Kind
    last: ReferenceValue | None
    near: ReferenceValue | None
    compared: ReferenceValue | None
    this_year: ReferenceValue | None
    planned: float | None
    whole_year: bool
    limits: tuple[float, float] | None
    lowest: float | None
    highest: float | None


def value_contexts(
    after: Dataset, values: Iterable[ValueChange | Observation], known_at: date
) -> dict[str, ValueContext]:
    """By the key of the value or row; of indicators that the dataset has."""
    names = zip(*(after.indicators[name].tolist() for name in ("code", "unit", "kind")), strict=True)
    facts = {code: (unit, Kind(kind)) for code, unit, kind in names}
    asked = [value for value in values if value.code in facts]
    if not asked:
        return {}
    series = _series_in_force(after)
    plan = planned_values(after, [(v.code, v.period.end, v.period.span_months) for v in asked], known_at)
    known = _known_numbers(after)
    plans = ({str(name): one for name, one in row.items()} for row in plan.to_dict("records"))
    return {
        row_key(value.code, value.period, value.breakdown): _context(
            value, facts[value.code], row, series, known.get(value.code, ())
        )
        for value, row in zip(asked, plans, strict=True)
    }


def _series_in_force(after: Dataset) -> dict[_Series, list[tuple[int, float]]]:
    rows = observations_in_force(after.observations)
    rows = rows[rows["value"].notna()].sort_values("end", kind="stable")
    found: dict[_Series, list[tuple[int, float]]] = {}
    names = ("code", "breakdown", "span_months", "end", "value")
    for code, part, span, end, value in zip(*(rows[name].tolist() for name in names), strict=True):
        found.setdefault((code, part, span), []).append((end, value))
    return found


def _known_numbers(after: Dataset) -> dict[str, list[float]]:
    """Baselines and planned values by indicator."""
    found: dict[str, list[float]] = {}
    for frame, name in ((after.indicators, "baseline_value"), (after.targets, "value")):
        there = frame[frame[name].notna()]
        for code, number in zip(there["code"].tolist(), there[name].tolist(), strict=True):
            found.setdefault(code, []).append(number)
    return found


def _context(
    value: ValueChange | Observation,
    fact: tuple[str, Kind],
    plan: Mapping[str, Any],
    series: Mapping[_Series, list[tuple[int, float]]],
    known: Iterable[float],
) -> ValueContext:
    fiscal = value.period.fiscal_year
    span, (unit, kind) = value.period.span_months, fact
    rows = series.get((value.code, value.breakdown, span), [])
    before = rows[: bisect_left(rows, (value.period.end, float("-inf")))]
    last = _reference(before[-1:], span, fiscal)
    fresh = last if before and value.period.end - before[-1][0] <= _FRESH_MONTHS else None
    year = index_year(value.period.end)
    own_year = [row for row in before if index_year(row[0]) == year]
    year_ago = [row for row in before if row[0] == value.period.end - 12]
    planned, low = plan["planned_value"], plan["range_low"]
    numbers = [*known, *(number for _, number in before)]
    yearly = kind is Kind.YTD
    return ValueContext(
        unit=unit,
        kind=kind,
        last=last,
        near=_reference(own_year[-1:] or year_ago, span, fiscal) if yearly else fresh,
        compared=_reference(year_ago, span, fiscal) if yearly else fresh,
        this_year=_reference([max(own_year, key=lambda row: row[1])], span, fiscal) if yearly and own_year else None,
        planned=None if value.breakdown or pd.isna(planned) else float(planned),
        whole_year=bool(plan["whole_year"]),
        limits=None if value.breakdown or pd.isna(low) else (float(low), float(plan["range_high"])),
        lowest=min(numbers, default=None),
        highest=max(numbers, default=None),
    )


def _reference(rows: list[tuple[int, float]], span: int, fiscal_year: FiscalYear) -> ReferenceValue | None:
    return ReferenceValue(rows[0][1], fiscal_year.ending(rows[0][0], span)) if rows else None
