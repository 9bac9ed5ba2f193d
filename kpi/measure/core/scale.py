"""Values in another unit than the plan: грн beside тис. грн or млн грн, a part of one beside percents (METHOD 9).

A value is suspect where it lies far off the way (|p| > 2; of a hold, which has no way, all but the baseline) and is
about 10^±2, 10^±3 or 10^±6 times the plan of its date or the last value before it that is not suspect itself. A
hundredfold step between two counts of things, from fewer than ten, is no slip: 1 becomes 100.
"""

from dataclasses import dataclass

import numpy as np

from kpi.measure.core.arrays import ArrayBundle, Bools, Floats, IndicatorArrays, Ints
from kpi.measure.core.judging import TOLERANCE, Terms, judge
from kpi.measure.core.plan_values import Plans, distance, read_plan
from kpi.measure.core.points import Points
from kpi.model import MethodSettings

#: the powers of ten that a slip of the unit makes, and how far off them a ratio may lie
POWERS = (2, 3, 6)
FACTOR = 2.0
#: how far a value lies off the way before its scale is asked about
FAR = 2.0
_FEW = 10.0


def power_apart(value: Floats, reference: Floats) -> Ints:
    """The power of ten (±2, ±3, ±6) within a factor 2 of value / reference; 0 where there is none."""
    ratio = value / reference
    found = np.zeros(len(value), dtype=np.int64)
    for power in POWERS:
        for signed in (power, -power):
            middle = 10.0**signed
            low, high = middle / FACTOR * (1 - TOLERANCE), middle * FACTOR * (1 + TOLERANCE)
            found[(ratio >= low) & (ratio <= high)] = signed
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Suspicion(ArrayBundle):
    """(P,) of points: the power of ten they are apart (0 = not suspect), from what, and whether that is the plan."""

    power: Ints
    reference: Floats
    from_plan: Bools


def suspicion(
    indicators: IndicatorArrays, points: Points, plans: Plans, term: Terms, settings: MethodSettings
) -> Suspicion:
    """Which points have a suspect scale.

    term    of every group
    points  ordered by group and end; those that a person has confirmed are never suspect
    """
    size = len(points.group)
    found = Suspicion(np.zeros(size, dtype=np.int64), np.full(size, np.nan), np.zeros(size, dtype=bool))
    at = _far(points, term)
    if len(at) == 0:
        return found
    far = points.take(at)
    own = term.take(far.group)
    judged = judge(own, read_plan(plans, indicators, far.group, far.end), far.end, far.value, settings)
    open_ = (own.hold | (np.abs(judged.progress) > FAR)) & ~far.confirmed
    by_plan = np.where(open_, power_apart(far.value, judged.planned), 0)
    found.power[at], found.reference[at], found.from_plan[at] = by_plan, judged.planned, by_plan != 0
    for _ in at:  # a point depends on those before it: each round settles at least one more
        last = _last_sound(points, found.power != 0)[at]
        by_last = np.where(open_ & ~_counted(far.value, last), power_apart(far.value, last), 0)
        power = np.where(by_plan != 0, by_plan, by_last)
        settled = bool((power == found.power[at]).all())
        found.power[at], found.reference[at] = power, np.where(by_plan != 0, judged.planned, last)
        if settled:
            break
    return found


def _far(points: Points, term: Terms) -> Ints:
    """Positions of the points that may lie far off the way: all of a hold, and what |p| > 2 cannot lie nearer than."""
    reach = np.where(np.isnan(term.target), distance(term.base, term.low, term.high), np.abs(term.target - term.base))
    reach = np.where(term.hold, 0.0, reach)
    return np.flatnonzero(np.abs(points.value - term.base[points.group]) > FAR * reach[points.group])


def _last_sound(points: Points, suspect: Bools) -> Floats:
    """(P,) the last value before each point, of its group, that is not suspect; NaN where there is none."""
    place = np.arange(len(suspect))
    sound = np.maximum.accumulate(np.where(suspect, -1, place))
    before = np.append(-1, sound[:-1])
    same = (before >= 0) & (points.group[before] == points.group)
    return np.where(same, points.value[before], np.nan)


def _counted(value: Floats, last: Floats) -> Bools:
    """A hundredfold step that counting makes: whole numbers, fewer than ten before."""
    whole: Bools = (np.rint(value) == value) & (np.rint(last) == last)
    counted: Bools = whole & (np.abs(last) < _FEW) & (power_apart(value, last) == POWERS[0])
    return counted
