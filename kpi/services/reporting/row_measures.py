"""What typed values would be beside what stands: the measuring of the site over the indicators of the rows alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from kpi.measure.books import observation_row
from kpi.measure.dataset import OBSERVATIONS, Dataset, frame
from kpi.measure.history import series_of
from kpi.measure.measuring import dataset_arrays, known_rows
from kpi.measure.planned import planned_values
from kpi.measure.results import Moment
from kpi.measure.year_so_far import year_so_far_of
from kpi.model import FiscalYear, GapReason, Observation, Period, Status
from kpi.services.publishing.checks.value_context import ValueContext, value_contexts
from kpi.services.publishing.keys import row_key

Key = tuple[str, Period]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowMeasure:
    """What a value of a period is beside its plan; numbers in the indicator's unit.

    planned    the plan of the period's end; None for a part of a year of a flow, which has `year_plan`, and for a
               range that holds from the start, which has `limits`
    status     as judged at this value alone; None where it is not judged
    year_plan, year_value, year_share  the plan of the year, what the year has brought so far, the share of the year
               that has passed; None for other kinds
    context    what the value stands beside; None of a gap
    """

    planned: float | None = None
    limits: tuple[float, float] | None = None
    status: Status | None = None
    year_plan: float | None = None
    year_value: float | None = None
    year_share: float | None = None
    context: ValueContext | None = None


def measure_rows(
    dataset: Dataset, rows: Sequence[Observation], today: date, *, standing: Iterable[Key] = ()
) -> Mapping[Key, RowMeasure]:
    """The measures of rows, as if they were published today beside `dataset`; a gap has the plan alone.

    dataset   at least of the rows' indicators
    standing  published rows of the same indicators whose measures are wanted besides
    """
    if not rows:
        return {}
    as_of = max(today, *(row.period.end_date for row in rows))
    published = max(as_of, *(moment.date() for moment in dataset.releases["published"].dropna()))
    joined = _joined(dataset, rows, published)
    source = dataset_arrays(joined)
    given = known_rows(source, [Moment(dataset.strategy.fiscal_year.completed(as_of), as_of, published)])
    told: dict[Key, RowMeasure] = dict.fromkeys(standing, RowMeasure())
    told |= {(row.code, row.period): RowMeasure() for row in rows}
    _tell_series(told, series_of(source, given), dataset.strategy.fiscal_year)
    _tell_years(told, year_so_far_of(source, given))
    _tell_plans(told, joined, rows, published)
    contexts = value_contexts(joined, [row for row in rows if row.value is not None], published)
    return {key: replace(one, context=contexts.get(row_key(*key))) for key, one in told.items()}


def gap_of(code: str, period: Period) -> Observation:
    """A row that says nothing, to ask for its plan."""
    return Observation(code=code, period=period, value=None, gap=GapReason.NO_VALUE)


def _joined(dataset: Dataset, rows: Iterable[Observation], published: date) -> Dataset:
    """The dataset with the rows as its last revisions."""
    seq = int(dataset.observations["seq"].max()) + 1 if len(dataset.observations) else 1
    fresh = frame([observation_row(row, published, seq) for row in rows], OBSERVATIONS)
    return replace(dataset, observations=pd.concat([dataset.observations, fresh], ignore_index=True))


def _records(table: pd.DataFrame, *names: str) -> Iterable[tuple[Any, ...]]:
    return zip(*(table[name].tolist() for name in names), strict=True)


def _tell_series(told: dict[Key, RowMeasure], series: pd.DataFrame, fiscal_year: FiscalYear) -> None:
    for code, end, span, judged, planned, status in _records(
        series, "code", "end", "span_months", "judged", "planned_value", "status"
    ):
        key = (code, fiscal_year.ending(end, span))
        if key in told:
            plan = None if pd.isna(planned) else float(planned)
            told[key] = replace(told[key], planned=plan, status=Status(status) if judged and status else None)


def _tell_years(told: dict[Key, RowMeasure], years: pd.DataFrame) -> None:
    by_end = {
        (code, end): (value, plan, share)
        for code, end, value, plan, share in _records(
            years, "code", "end", "value_so_far", "year_plan", "share_of_year"
        )
    }
    for key, one in told.items():
        value, plan, share = by_end.get((key[0], key[1].end), (None, None, None))
        if value is not None and plan is not None and not pd.isna(plan):
            told[key] = replace(one, year_value=float(value), year_plan=float(plan), year_share=float(share or 0))


def _tell_plans(told: dict[Key, RowMeasure], dataset: Dataset, rows: Sequence[Observation], known_at: date) -> None:
    """What no series tells: the limits of a range that has no way, and beside a part of a year without a value the
    year's plan, for such a part has no plan of its own.
    """
    plans = planned_values(dataset, [(row.code, row.period.end, row.period.span_months) for row in rows], known_at)
    names = ("planned_value", "whole_year", "range_low", "range_high")
    for row, (plan, whole_year, low, high) in zip(rows, _records(plans, *names), strict=True):
        key = (row.code, row.period)
        if pd.isna(plan) and not pd.isna(low):
            told[key] = replace(told[key], limits=(float(low), float(high)))
        elif whole_year and row.value is None and not pd.isna(plan):
            told[key] = replace(told[key], year_plan=float(plan))
