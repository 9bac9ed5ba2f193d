"""Roll-up (METHOD 4): one level averages its direct children. The core works on arrays, for any number of parents."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

import numpy as np

from kpi.measure.core import judging as j
from kpi.measure.core.arrays import ArrayBundle, Bools, Floats, Ints
from kpi.measure.core.judging import TOLERANCE, classify
from kpi.model import MethodSettings

_Adder = Callable[[Floats | Ints | Bools], Floats]


class NegativeWeightError(ValueError):
    """A weight is below zero: the workbook's check refuses it, measuring does not guess."""

    code = "negative_weight"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Children(ArrayBundle):
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


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Parents(ArrayBundle):
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


def _adder(parent: Ints, count: int) -> _Adder:
    """The function that sums numbers of children by parent."""
    return lambda numbers: cast(Floats, np.bincount(parent, weights=numbers.astype(np.float64), minlength=count))


def roll(children: Children, count: int, deadline_before: Ints, settings: MethodSettings) -> Parents:
    """Average the children of `count` parents.

    deadline_before  (N,) month index: a parent whose last target date is at or before it is past its last deadline
    Raises NegativeWeightError.
    """
    if (children.weight < 0).any():
        raise NegativeWeightError("weights must not be negative")
    total = _adder(children.parent, count)
    active = children.status != j.SUSPENDED
    weight = np.where(np.isnan(children.weight), 1.0, children.weight)
    weight = active * np.where((total(weight * active) == 0)[children.parent], 1.0, weight)
    assessed = active & (children.status != j.NO_DATA)
    share = np.where(assessed, weight, 0.0)
    averages = _averages(children, share, weight, total)
    last_end = np.zeros(count, dtype=np.int64)
    np.maximum.at(last_end, children.parent, np.where(active, children.last_end, 0))
    all_achieved = total(assessed & (children.status != j.ACHIEVED)) == 0
    status = np.maximum(
        classify(averages["progress"], averages["expected"], settings), _cap(averages["astray"], averages["behind"])
    )
    coverage = averages["coverage"]
    status = np.where(all_achieved, np.where(coverage >= 1 - TOLERANCE, j.ACHIEVED, j.ON_TRACK), status)
    partly = (status == j.ON_TRACK) & (last_end <= deadline_before)
    status = np.where(partly, j.AT_RISK, status)
    no_data = (coverage < settings.min_coverage - TOLERANCE) | (total(share) == 0)
    nothing = total(active) == 0
    return Parents(
        progress=averages["progress"],
        expected=averages["expected"],
        status=np.where(nothing, j.SUSPENDED, np.where(no_data, j.NO_DATA, status)),
        coverage=coverage,
        assessed=total(children.assessed).astype(np.int64),
        active=total(children.active).astype(np.int64),
        last_end=last_end,
        weights_off=_weights_off(children, total),
        partly=partly & ~no_data & ~nothing,
    )


def _averages(children: Children, share: Floats, weight: Floats, total: _Adder) -> dict[str, Floats]:
    """P, E, coverage and the shares of the weight that is moving away and far behind; NaN where nothing is assessed."""
    held = np.isin(children.status, [j.ACHIEVED, j.ON_TRACK, j.NOT_DUE])
    progress = np.clip(np.where(np.isnan(children.progress), held, children.progress), 0.0, 1.0)
    expected = np.clip(np.where(np.isnan(children.expected), 1.0, children.expected), 0.0, 1.0)
    far = (children.status == j.OFF_TRACK) | (children.status == j.MOVING_AWAY)
    return {
        "progress": total(share * progress) / total(share),
        "expected": total(share * expected) / total(share),
        "coverage": total(share * np.nan_to_num(children.coverage)) / total(weight),
        "astray": total(share * (children.status == j.MOVING_AWAY)) / total(share),
        "behind": total(share * far) / total(share),
    }


def _cap(astray: Floats, behind: Floats) -> Ints:
    """The best status that the weights of the children far behind still allow (shares of the assessed weight)."""
    return np.select(
        [astray > 0.5 + TOLERANCE, behind > 0.5 + TOLERANCE, behind >= 1 / 3 - TOLERANCE],
        [j.MOVING_AWAY, j.OFF_TRACK, j.AT_RISK],
        default=j.ON_TRACK,
    )


def _weights_off(children: Children, total: _Adder) -> Bools:
    """Weights were given and sum up neither to 100 nor to 1 (all zero included); a blank one among them counts as 1."""
    given = total(~np.isnan(children.weight)) > 0
    summed = total(np.where(np.isnan(children.weight), 1.0, children.weight))
    return given & (np.abs(summed - 100) > 1e-6) & (np.abs(summed - 1) > 1e-6)
