"""Roll-up (METHOD 4): one level averages its direct children. The core works on arrays, for any number of parents."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kpi.measure import judge as j
from kpi.measure.arrays import STATUSES, Bools, Floats, Ints, Taken
from kpi.measure.judge import TOLERANCE, classify
from kpi.model import MethodSettings


class NegativeWeightError(ValueError):
    """A weight is below zero: the workbook's check refuses it, measuring does not guess."""

    code = "negative_weight"


@dataclass(frozen=True, slots=True, eq=False)
class Children(Taken):
    """(C,) direct children of some parents. progress and expected are NaN where there is none (also for hold)."""

    parent: Ints
    progress: Floats
    expected: Floats
    status: Ints
    coverage: Floats  # 1 for an assessed indicator, 0 otherwise
    weight: Floats  # NaN = 1
    assessed: Ints  # leaves
    active: Ints
    last_end: Ints  # the last target date of the active leaves, 0 where none


@dataclass(frozen=True, slots=True, eq=False)
class Parents:
    """(N,) results; `progress`, `expected` NaN where nothing was assessed, `coverage` NaN where nothing is active."""

    progress: Floats
    expected: Floats
    status: Ints
    coverage: Floats
    assessed: Ints
    active: Ints
    last_end: Ints
    weights_off: Bools
    partly: Bools


def roll(children: Children, count: int, deadline_before: Ints, settings: MethodSettings) -> Parents:
    """Average the children of `count` parents.

    deadline_before  (N,) month index: a parent whose last target date is at or before it is past its last deadline
    Raises NegativeWeightError.
    """
    if (children.weight < 0).any():
        raise NegativeWeightError("weights must not be negative")
    up = children.parent

    def total(numbers: Floats | Bools) -> Floats:
        return np.bincount(up, weights=numbers, minlength=count)

    weights_off = _weights_off(children, total)
    active = children.status != j.SUSPENDED
    weight = np.where(np.isnan(children.weight), 1.0, children.weight)
    weight = np.where((total(weight * active) == 0)[up], 1.0, weight)
    assessed = active & (children.status != j.NO_DATA)
    held = np.isin(children.status, [j.ACHIEVED, j.ON_TRACK, j.NOT_DUE]).astype(np.float64)
    progress = np.clip(np.where(np.isnan(children.progress), held, children.progress), 0.0, 1.0)
    expected = np.clip(np.where(np.isnan(children.expected), 1.0, children.expected), 0.0, 1.0)
    share = np.where(assessed, weight, 0.0)
    sum_assessed, sum_active = total(share), total(weight * active)
    with np.errstate(divide="ignore", invalid="ignore"):
        average = total(share * progress) / sum_assessed
        planned = total(share * expected) / sum_assessed
        coverage = total(share * np.nan_to_num(children.coverage)) / sum_active
        astray = total(share * (children.status == j.MOVING_AWAY)) / sum_assessed
        behind = astray + total(share * (children.status == j.OFF_TRACK)) / sum_assessed
    all_achieved = total(assessed & (children.status != j.ACHIEVED)) == 0
    last_end = np.zeros(count, dtype=np.int64)
    np.maximum.at(last_end, up, np.where(active, children.last_end, 0))
    status = np.maximum(classify(average, planned, settings), _cap(astray, behind))
    full = coverage >= 1 - TOLERANCE
    status = np.where(all_achieved, np.where(full, j.ACHIEVED, j.ON_TRACK), status)
    partly = (status == j.ON_TRACK) & (last_end <= deadline_before) & (sum_active > 0)
    status = np.where(partly, j.AT_RISK, status)
    status = np.where((coverage < settings.min_coverage - TOLERANCE) | (sum_assessed == 0), j.NO_DATA, status)
    status = np.where(sum_active == 0, j.SUSPENDED, status)
    return Parents(
        progress=average,
        expected=planned,
        status=status,
        coverage=coverage,
        assessed=total(children.assessed.astype(np.float64)).astype(np.int64),
        active=total(children.active.astype(np.float64)).astype(np.int64),
        last_end=last_end,
        weights_off=weights_off,
        partly=partly & (status == j.AT_RISK),
    )


def _cap(astray: Floats, behind: Floats) -> Ints:
    """The best status that the weights of the children far behind still allow (shares of the assessed weight)."""
    return np.select(
        [astray > 0.5 + TOLERANCE, behind > 0.5 + TOLERANCE, behind >= 1 / 3 - TOLERANCE],
        [j.MOVING_AWAY, j.OFF_TRACK, j.AT_RISK],
        default=j.ON_TRACK,
    )


def _weights_off(children: Children, total: Callable[[Floats | Bools], Floats]) -> Bools:
    """Weights were given and sum up neither to 100 nor to 1 (all zero included); a blank one among them counts as 1."""
    given = total(~np.isnan(children.weight)) > 0
    summed = total(np.where(np.isnan(children.weight), 1.0, children.weight))
    return given & (np.abs(summed - 100) > 1e-6) & (np.abs(summed - 1) > 1e-6)


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
    status = pd.Index(STATUSES).get_indexer(pd.Index(children["status"])).astype(np.int64)
    active = (status != j.SUSPENDED).astype(np.float64)
    assessed = active * (status != j.NO_DATA)

    def column(name: str, default: Floats) -> Floats:
        if name not in children:
            return default
        given = children[name].to_numpy(dtype=np.float64, na_value=np.nan)
        return np.where(np.isnan(given), default, given)

    rolled = roll(
        Children(
            parent=up.astype(np.int64),
            progress=children["progress"].to_numpy(dtype=np.float64, na_value=np.nan),
            expected=children["expected"].to_numpy(dtype=np.float64, na_value=np.nan),
            status=status,
            coverage=column("coverage", assessed),
            weight=column("weight", np.full(len(status), np.nan)),
            assessed=column("assessed", assessed).astype(np.int64),
            active=column("active", active).astype(np.int64),
            last_end=np.ones(len(status), dtype=np.int64),
        ),
        len(parents),
        np.full(len(parents), 1 if after_deadline else -1),
        settings or MethodSettings(),
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        pace = np.where(rolled.expected > TOLERANCE, rolled.progress / rolled.expected, np.nan)
    suspended = np.bincount(up, weights=column("suspended", 1.0 - active), minlength=len(parents))
    return pd.DataFrame(
        {
            "progress": rolled.progress,
            "expected": rolled.expected,
            "pace": pace,
            "status": np.array(STATUSES)[rolled.status],
            "coverage": rolled.coverage,
            "assessed": rolled.assessed,
            "active": rolled.active,
            "suspended": suspended.astype(np.int64),
            "flag_weights_off": rolled.weights_off,
            "flag_partly": rolled.partly,
        },
        index=pd.Index(parents, name="parent"),
    )
