"""`measure`: the results of every indicator and node as of a day, or at many moments in one pass."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from kpi.measure.core.arrays import (
    REASONS,
    STATUSES,
    Bools,
    IndicatorArrays,
    Ints,
    RowArrays,
    day_number,
    day_numbers,
    indicator_arrays,
    positions,
    real,
    row_arrays,
    silently,
)
from kpi.measure.core.judging import SUSPENDED
from kpi.measure.core.passes import Facts, Pass, Times, run_pass
from kpi.measure.core.plan_values import plans
from kpi.measure.core.points import Entered, judged_points
from kpi.measure.core.tree import NodePass, run_nodes, suspensions, tree_of
from kpi.measure.dataset import Dataset
from kpi.measure.deadlines import is_report
from kpi.measure.results import FLAGS, INDICATOR_RESULT, NODE_RESULT, Measurement, Moment
from kpi.model import month_index

_STATUS_NAMES = pd.array(list(STATUSES), dtype="str")
_REASON_NAMES = pd.array(list(REASONS), dtype="str")


@dataclass(frozen=True, slots=True, eq=False)
class DatasetArrays:
    """A dataset and its arrays: made once, measured at any moment."""

    dataset: Dataset
    indicators: IndicatorArrays
    rows: RowArrays


def dataset_arrays(dataset: Dataset) -> DatasetArrays:
    """The arrays of a dataset."""
    indicators = indicator_arrays(dataset.indicators)
    return DatasetArrays(dataset, indicators, row_arrays(dataset, indicators))


@dataclass(frozen=True, slots=True, eq=False)
class KnownRows:
    """What is known at M moments: the rows of each moment (V,) and the facts computed from them.

    moment, row   of every row that is known, gaps included
    valued        positions in `row` of those with a value; the points' `row` and `first` are positions in here
    """

    facts: Facts
    moment: Ints
    row: Ints
    valued: Ints


@silently
def known_rows(source: DatasetArrays, moments: Sequence[Moment]) -> KnownRows:
    """Everything that is known at each moment."""
    fiscal = source.dataset.strategy.fiscal_year
    times = Times(
        completed=np.array([fiscal.completed(m.as_of) for m in moments], dtype=np.int64),
        reached=np.array([fiscal.reached(m.as_of) for m in moments], dtype=np.int64),
        as_of=np.array([day_number(m.as_of) for m in moments], dtype=np.int64),
        known_at=np.array([day_number(m.known_at) for m in moments], dtype=np.int64),
    )
    rows, indicators = source.rows, source.indicators
    known_at = times.known_at[:, None]
    there = (rows.known_from <= known_at) & (known_at < rows.known_to) & (rows.end <= times.completed[:, None])
    moment, row = np.nonzero(there)
    valued = np.flatnonzero(~np.isnan(rows.value[row]))
    chosen = rows.take(row[valued])
    group = moment[valued] * len(indicators.target_end) + chosen.indicator
    points = judged_points(
        indicators,
        Entered(
            group=group,
            indicator=chosen.indicator,
            end=chosen.end,
            span=chosen.span,
            value=chosen.value,
            confirmed=chosen.confirmed,
        ),
    )
    given = plans(source.dataset.targets, source.dataset.indicators["code"], indicators, times.as_of, times.known_at)
    return KnownRows(Facts(times, points, given), moment, row, valued)


def measure(dataset: Dataset, as_of: date, known_at: date | None = None) -> Measurement:
    """Measure every indicator and node (METHOD 3 and 4).

    as_of     the day judged at: periods, target versions and suspensions up to it count
    known_at  what had been published by this day; None = as_of
    Returns frames with the columns of `INDICATOR_RESULT` and `NODE_RESULT`. Raises NegativeWeightError.
    """
    moment = Moment(dataset.strategy.fiscal_year.completed(as_of), as_of, known_at or as_of)
    indicators, nodes = measure_moments(dataset_arrays(dataset), [moment])
    return Measurement(as_of, moment.known_at, indicators[list(INDICATOR_RESULT)], nodes[list(NODE_RESULT)])


def measure_moments(source: DatasetArrays, moments: Sequence[Moment]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Both frames at every moment, the moments outermost, with the column `moment` (its month index)."""
    return measure_known(source, known_rows(source, moments), moments)


@silently
def measure_known(
    source: DatasetArrays, given: KnownRows, moments: Sequence[Moment]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """As `measure_moments`, from what is known already."""
    settings, times = source.dataset.strategy.settings, given.facts.times
    tree = tree_of(source.dataset)
    suspended = suspensions(source.dataset, tree, times).reshape(-1)
    passed = run_pass(source.indicators, given.facts, suspended, settings)
    nodes = run_nodes(tree, passed, times, settings)
    ends = np.array([m.end for m in moments], dtype=np.int64)
    frame = _indicator_frame(source, given, passed, moments)
    frame["moment"] = np.repeat(ends, len(source.dataset.indicators)).astype(np.int32)
    return frame, _node_frame(source.dataset, nodes, ends)


def due_periods(source: DatasetArrays, given: KnownRows, moments: Sequence[Moment]) -> tuple[Ints, Bools]:
    """(G,) the last period whose deadline has passed (0 = none) and whether it has no report (`is_report`).

    A value that the plan opens with a delay is due that much later: nobody is late with what is not to be shown yet.
    """
    indicators = source.indicators
    months = indicators.frequency_months
    closed = _closed(source, moments)
    delay = source.dataset.indicators["delay_months"].fillna(0).to_numpy(dtype=np.int64)
    due = np.minimum(closed - delay, indicators.target_end) // months * months
    begin = month_index(source.dataset.strategy.first_year, 1) - 1
    due = np.where(due > np.maximum(indicators.baseline_end, begin), due, 0)
    at = source.rows.indicator[given.row]
    told = is_report(source.dataset.observations, source.dataset.strategy.fiscal_year)[source.rows.source]
    hit = (source.rows.end[given.row] == due[given.moment, at]) & told[given.row]
    reported = np.zeros(due.shape, dtype=bool)
    reported[given.moment[hit], at[hit]] = True
    return due.reshape(-1), ((due > 0) & ~reported & ~_extended(source, due, moments)).reshape(-1)


def _extended(source: DatasetArrays, due: Ints, moments: Sequence[Moment]) -> Bools:
    """(M, I) whether the term of the period `due` was extended, by what was known then, and the new day not passed."""
    found = np.zeros(due.shape, dtype=bool)
    granted = source.dataset.extensions
    if granted.empty:
        return found
    at = positions(source.dataset.indicators["code"], granted["code"])
    ends, deadlines = granted["end"].to_numpy(dtype=np.int64), day_numbers(granted["deadline"])
    known = day_numbers(granted["published"])
    for row in np.flatnonzero(at >= 0):
        for number, moment in enumerate(moments):
            day = day_number(moment.known_at)
            if known[row] <= day <= deadlines[row] and due[number, at[row]] == ends[row]:
                found[number, at[row]] = True
    return found


def _closed(source: DatasetArrays, moments: Sequence[Moment]) -> Ints:
    """(M, I) the last month that has ended with its term at a moment, by the term of the indicator's frequency.

    0 where the plan names no term for it: before every strategy.
    """
    strategy, fiscal = source.dataset.strategy, source.dataset.strategy.fiscal_year
    found = np.zeros((len(moments), len(source.dataset.indicators)), dtype=np.int64)
    for span in (1, 3, 6, 12):
        term = strategy.term_days(span)
        if term is None:
            continue
        own = source.indicators.frequency_months == span
        for at, moment in enumerate(moments):
            passed = fiscal.completed(moment.known_at - timedelta(days=term + 1))
            found[at, own] = min(fiscal.completed(moment.as_of), passed)
    return found


def _indicator_frame(source: DatasetArrays, given: KnownRows, passed: Pass, moments: Sequence[Moment]) -> pd.DataFrame:
    frame, indicators, judged, plans = source.dataset.indicators, source.indicators, passed.judged, given.facts.plans
    names = np.tile(np.arange(len(frame)), len(moments))
    active = passed.status != SUSPENDED
    shown = (passed.last >= 0) & active
    assessed = shown & (passed.reason == 0)
    due_end, missing = due_periods(source, given, moments)
    columns = {
        "code": frame["code"].array.take(names),
        "goal": frame["goal"].array.take(names),
        "end": _whole(passed.end, shown),
        "span_months": _whole(passed.span, shown, np.int8),
        "value": real(np.where(shown, passed.value, np.nan)),
        "planned_value": real(np.where(shown, judged.planned, np.nan)),
        "baseline_value": indicators.baseline_value[names],
        "target_value": plans.target,
        "first_target_value": plans.first_target[names],
        "target_end": indicators.target_end[names].astype(np.int32),
        # an unconfirmed scale shows the progress that gave it away
        "progress": real(np.where(assessed | (shown & passed.flags["scale_suspect"]), judged.progress, np.nan)),
        "expected": real(np.where(assessed, judged.expected, np.nan)),
        "pace": real(np.where(assessed, judged.pace, np.nan)),
        "status": _STATUS_NAMES.take(passed.status),
        "reason": _REASON_NAMES.take(passed.reason),
        "age_months": _whole(passed.age, shown),
        "due_end": _whole(due_end, due_end > 0),
        "overdue": missing & active,
        "comment": _comments(source, given, passed, shown),
        **{f"flag_{name}": passed.flags[name] for name in FLAGS},
    }
    return pd.DataFrame(columns, copy=False)


def _comments(source: DatasetArrays, given: KnownRows, passed: Pass, shown: Bools) -> ExtensionArray:
    """(G,) the explanation that stands beside the judged value, "" where there is none."""
    row = np.full(len(shown), -1, dtype=np.int64)
    last = given.facts.points.row[passed.last[shown]]
    row[shown] = source.rows.source[given.row[given.valued[last]]]
    comments = source.dataset.observations["comment"].array
    return cast(ExtensionArray, comments.take(row, allow_fill=True, fill_value=""))


def _whole(numbers: Ints, there: Bools, width: type[np.signedinteger] = np.int32) -> pd.arrays.IntegerArray:
    """Nullable whole numbers, <NA> where `there` is false."""
    return pd.arrays.IntegerArray(numbers.astype(width), ~there)


def _node_frame(dataset: Dataset, passed: NodePass, ends: Ints) -> pd.DataFrame:
    count = len(dataset.nodes)
    at = np.flatnonzero(passed.there)
    names = at % max(count, 1)
    parents, counts = passed.parents.take(at), passed.counts[at].astype(np.int32)
    by_status = {f"n_{status}": counts[:, code].copy() for code, status in enumerate(STATUSES)}
    columns = {
        **{name: dataset.nodes[name].array.take(names) for name in ("level", "code", "parent")},
        "progress": parents.progress,
        "expected": parents.expected,
        "status": _STATUS_NAMES.take(parents.status),
        "coverage": parents.coverage,
        "assessed": parents.assessed.astype(np.int32),
        "active": parents.active.astype(np.int32),
        "suspended": by_status["n_suspended"].copy(),
        **by_status,
        "flag_weights_off": parents.weights_off,
        "flag_partly": parents.partly,
        "moment": ends[at // max(count, 1)].astype(np.int32),
    }
    return pd.DataFrame(columns, copy=False)
