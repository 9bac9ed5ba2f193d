"""`measure`: the results of every indicator and node as of a day, or at many moments in one pass."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from kpi.measure.arrays import (
    REASONS,
    STATUSES,
    Bools,
    Indicators,
    Ints,
    Rows,
    day_number,
    indicator_arrays,
    row_arrays,
)
from kpi.measure.dataset import Dataset
from kpi.measure.passes import Pass, Times, run_pass
from kpi.measure.planned import Plans, plans
from kpi.measure.points import Points, judged_points
from kpi.measure.results import FLAGS, INDICATOR_RESULT, NODE_RESULT, Measurement, Moment
from kpi.measure.tree import NodePass, run_nodes, suspensions, tree_of
from kpi.model import completed_index, reached_index


@dataclass(frozen=True, slots=True, eq=False)
class Compiled:
    """A dataset and its arrays: made once, measured at any moment."""

    dataset: Dataset
    indicators: Indicators
    rows: Rows


def compiled(dataset: Dataset) -> Compiled:
    """The arrays of a dataset."""
    indicators = indicator_arrays(dataset.indicators)
    return Compiled(dataset, indicators, row_arrays(dataset, indicators))


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """What is known at M moments: the rows of each moment (V,) and the points and plans computed from them.

    moment, row   of every row that is known, gaps included; `points.row` and `points.first` are positions in `valued`,
    valued        positions in `row` of those that have a value
    """

    times: Times
    moment: Ints
    row: Ints
    valued: Ints
    points: Points
    plans: Plans


def known(source: Compiled, moments: Sequence[Moment]) -> Known:
    """Everything that is known at each moment."""
    times = Times(
        completed=np.array([completed_index(m.as_of) for m in moments], dtype=np.int64),
        reached=np.array([reached_index(m.as_of) for m in moments], dtype=np.int64),
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
    points = judged_points(indicators, group, chosen.indicator, chosen.end, chosen.span, chosen.value)
    given = plans(source.dataset.targets, source.dataset.indicators["code"], indicators, times.as_of, times.known_at)
    return Known(times, moment, row, valued, points, given)


def measure(dataset: Dataset, as_of: date, known_at: date | None = None) -> Measurement:
    """Measure every indicator and node (METHOD 3 and 4).

    as_of     the day judged at: periods, target versions and suspensions up to it count
    known_at  what had been published by this day; None = as_of
    Returns frames with the columns of `INDICATOR_RESULT` and `NODE_RESULT`. Raises NegativeWeightError.
    """
    moment = Moment(completed_index(as_of), as_of, known_at or as_of)
    indicators, nodes = measure_moments(compiled(dataset), [moment])
    return Measurement(as_of, moment.known_at, indicators[list(INDICATOR_RESULT)], nodes[list(NODE_RESULT)])


def measure_moments(source: Compiled, moments: Sequence[Moment]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Both frames at every moment, the moments outermost, with the column `moment` (its month index)."""
    facts = known(source, moments)
    return measure_known(source, facts, moments)


def measure_known(source: Compiled, facts: Known, moments: Sequence[Moment]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """As `measure_moments`, from what is known already."""
    settings = source.dataset.strategy.settings
    tree = tree_of(source.dataset)
    suspended = suspensions(source.dataset, tree, facts.times).reshape(-1)
    passed = run_pass(source.indicators, facts.plans, facts.points, suspended, facts.times, settings)
    nodes = run_nodes(tree, passed, facts.times, settings)
    ends = np.array([m.end for m in moments], dtype=np.int32)
    return _indicator_frame(source, facts, passed, suspended, moments, ends), _node_frame(source.dataset, nodes, ends)


def _due(source: Compiled, facts: Known, suspended: Bools, moments: Sequence[Moment]) -> tuple[Ints, Bools]:
    """(G,) the last period whose deadline has passed (0 = none) and whether it has no row, not even a gap."""
    indicators = source.indicators
    days = source.dataset.strategy.deadline_days
    closed = [min(completed_index(m.as_of), completed_index(m.known_at - timedelta(days=days + 1))) for m in moments]
    months = indicators.frequency_months
    due = np.minimum(np.array(closed, dtype=np.int64)[:, None], indicators.target_end) // months * months
    due = np.where(due > indicators.baseline_end, due, 0)
    at = source.rows.indicator[facts.row]
    hit = source.rows.end[facts.row] == due[facts.moment, at]
    reported = np.zeros(due.shape, dtype=bool)
    reported[facts.moment[hit], at[hit]] = True
    flat = due.reshape(-1)
    return flat, (flat > 0) & ~reported.reshape(-1) & ~suspended


def _indicator_frame(
    source: Compiled, facts: Known, passed: Pass, suspended: Bools, moments: Sequence[Moment], ends: Ints
) -> pd.DataFrame:
    frame, indicators, judged = source.dataset.indicators, source.indicators, passed.judged
    count = len(frame)
    names = np.tile(np.arange(count), len(moments))
    shown = (passed.last >= 0) & ~suspended
    assessed = shown & (passed.reason == 0)
    suspect = shown & passed.flags["scale_suspect"]
    due_end, overdue = _due(source, facts, suspended, moments)
    comments = source.dataset.observations["comment"].to_numpy(dtype=object)
    comment = np.full(len(names), "", dtype=object)
    if shown.any():
        last = facts.points.row[passed.last[shown]]
        comment[shown] = comments[source.rows.source[facts.row[facts.valued[last]]]]
    columns = {
        "code": frame["code"].array.take(names),
        "goal": frame["goal"].array.take(names),
        "end": _whole(passed.end, shown),
        "span_months": _whole(passed.span, shown),
        "value": np.where(shown, passed.value, np.nan),
        "planned_value": np.where(shown, judged.planned, np.nan),
        "baseline_value": indicators.baseline_value[names],
        "target_value": facts.plans.target,
        "first_target_value": facts.plans.first_target[names],
        "target_end": indicators.target_end[names],
        "progress": np.where(assessed | suspect, judged.progress, np.nan),
        "expected": np.where(assessed, judged.expected, np.nan),
        "pace": np.where(assessed, judged.pace, np.nan),
        "status": np.array(STATUSES, dtype=object)[passed.status],
        "reason": np.array(REASONS, dtype=object)[passed.reason],
        "age_months": _whole(passed.age, shown),
        "due_end": _whole(due_end, due_end > 0),
        "overdue": overdue,
        "comment": comment,
        **{f"flag_{name}": passed.flags[name] for name in FLAGS},
        "moment": np.repeat(ends, count),
    }
    return pd.DataFrame(columns).astype({**INDICATOR_RESULT, "moment": "int32"})


def _whole(numbers: Ints, there: Bools) -> pd.arrays.IntegerArray:
    """Nullable whole numbers, <NA> where `there` is false."""
    return pd.arrays.IntegerArray(numbers.astype(np.int32), ~there)


def _node_frame(dataset: Dataset, passed: NodePass, ends: Ints) -> pd.DataFrame:
    count = len(dataset.nodes)
    at = np.flatnonzero(passed.there)
    names = at % max(count, 1)
    parents, counts = passed.parents, passed.counts[at]
    by_status = {f"n_{status}": counts[:, code] for code, status in enumerate(STATUSES)}
    columns = {
        **{name: dataset.nodes[name].array.take(names) for name in ("level", "code", "parent")},
        "progress": parents.progress[at],
        "expected": parents.expected[at],
        "status": np.array(STATUSES, dtype=object)[parents.status[at]],
        "coverage": parents.coverage[at],
        "assessed": parents.assessed[at],
        "active": parents.active[at],
        "suspended": by_status["n_suspended"],
        **by_status,
        "flag_weights_off": parents.weights_off[at],
        "flag_partly": parents.partly[at],
        "moment": np.repeat(ends, count)[at] if count else ends[:0],
    }
    return pd.DataFrame(columns).astype({**NODE_RESULT, "moment": "int32"})
