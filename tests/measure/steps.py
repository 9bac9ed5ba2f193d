"""Single steps of measuring, for the tests that hold each of them: the product takes them only together (`survey`)."""

import numpy as np
import pandas as pd

from kpi.measure.core import judging as j
from kpi.measure.core.arrays import STATUSES, Floats, Ints, day_number, positions, silently
from kpi.measure.core.judging import TOLERANCE, judge, terms
from kpi.measure.core.plan_values import plans, read_plan
from kpi.measure.core.rollup import Children, roll
from kpi.measure.dataset import Dataset
from kpi.measure.history import series_of
from kpi.measure.measuring import dataset_arrays, known_rows
from kpi.measure.results import Moment
from kpi.measure.year_so_far import year_so_far_of
from kpi.model import MethodSettings


def series(dataset: Dataset, moment: Moment) -> pd.DataFrame:
    """`SERIES` of every indicator at a moment.

    Rows: every judged value (running sums, complete years), every gap, and what was entered but is not judged: values
    at or before the baseline, parts of a year of a flow or of a running total. Increments appear as running sums only.
    """
    source = dataset_arrays(dataset)
    return series_of(source, known_rows(source, [moment]))


@silently
def planned_values(dataset: Dataset, at: pd.DataFrame, moment: Moment, *, original: bool = False) -> Floats:
    """Planned values in the unit at any month, e.g. for status zones or the plan on a date.

    at        columns code and end (month index)
    original  the original plan instead of the one in force at the moment
    Returns an array aligned with `at`: NaN before the baseline, without a plan, and for hold indicators in a range.
    """
    source = dataset_arrays(dataset)
    days = [np.array([np.iinfo(np.int64).min if original else day_number(moment.as_of)])]
    days.append(np.array([day_number(moment.known_at)]))
    given = plans(dataset.targets, dataset.indicators["code"], source.indicators, days[0], days[1])
    group = positions(dataset.indicators["code"], at["code"])
    if (group < 0).any():
        raise KeyError(sorted(set(at["code"][group < 0])))
    end = at["end"].to_numpy(dtype=np.int64)
    plan = read_plan(given, source.indicators, group, end)
    term = terms(source.indicators, given).take(group)
    return judge(term, plan, end, np.full(len(end), np.nan), dataset.strategy.settings).planned


def year_so_far(dataset: Dataset, moment: Moment) -> pd.DataFrame:
    """`YEAR_SO_FAR` of every yearly flow and running total at a moment."""
    source = dataset_arrays(dataset)
    return year_so_far_of(source, known_rows(source, [moment]))


def ongoing(frame: pd.DataFrame) -> pd.DataFrame:
    """Of `YEAR_SO_FAR` the last row of each indicator whose year is not over yet, indexed by code."""
    return frame[frame["latest"] & (frame["share_of_year"] < 1)].set_index("code")


@silently
def rollup(
    children: pd.DataFrame, settings: MethodSettings | None = None, after_deadline: bool = False
) -> pd.DataFrame:
    """The parents of a frame of direct children, one row per value of `parent`, indexed by it.

    children  columns progress, expected, status (kpi.model.Status); where there: parent (else one parent ""), weight,
              coverage, assessed, active, suspended (of a node's leaves; an indicator is one leaf)
    after_deadline  the last target date has passed
    Returns progress, expected, pace, status, coverage, assessed, active, suspended, flag_weights_off, flag_partly.
    Raises NegativeWeightError.
    """
    names = children["parent"] if "parent" in children else pd.Series("", index=children.index, dtype="str")
    up, parents = pd.factorize(names)
    given = _children(children, up.astype(np.int64))
    after = np.full(len(parents), 1 if after_deadline else -1)
    rolled = roll(given, len(parents), after, settings or MethodSettings())
    pace = np.where(rolled.expected > TOLERANCE, rolled.progress / rolled.expected, np.nan)
    alone = (given.status == j.SUSPENDED).astype(np.float64)
    suspended = np.bincount(up, weights=_column(children, "suspended", alone), minlength=len(parents))
    return pd.DataFrame(
        {
            "progress": rolled.progress,
            "expected": rolled.expected,
            "pace": pace,
            "status": np.array(STATUSES, dtype=object)[rolled.status],
            "coverage": rolled.coverage,
            "assessed": rolled.assessed,
            "active": rolled.active,
            "suspended": suspended.astype(np.int64),
            "flag_weights_off": rolled.weights_off,
            "flag_partly": rolled.partly,
        },
        index=pd.Index(parents, name="parent"),
    )


def _column(children: pd.DataFrame, name: str, default: Floats) -> Floats:
    if name not in children:
        return default
    given = children[name].to_numpy(dtype=np.float64, na_value=np.nan)
    return np.where(np.isnan(given), default, given)


def _children(children: pd.DataFrame, up: Ints) -> Children:
    """The arrays of a frame of children."""
    status = pd.Index(STATUSES).get_indexer(pd.Index(children["status"])).astype(np.int64)
    nothing = np.full(len(status), np.nan)
    active = (status != j.SUSPENDED).astype(np.float64)
    assessed = active * (status != j.NO_DATA)
    return Children(
        parent=up,
        progress=_column(children, "progress", nothing),
        expected=_column(children, "expected", nothing),
        status=status,
        coverage=_column(children, "coverage", assessed),
        weight=_column(children, "weight", nothing),
        assessed=_column(children, "assessed", assessed).astype(np.int64),
        active=_column(children, "active", active).astype(np.int64),
        last_end=np.ones(len(status), dtype=np.int64),
    )
