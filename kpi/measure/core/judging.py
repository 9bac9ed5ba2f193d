"""One value against its plan: progress, expected progress, pace and the status lines of METHOD 3. Arrays only."""

from dataclasses import dataclass

import numpy as np

from kpi.measure.core.arrays import (
    ArrayBundle,
    Bools,
    Floats,
    IndicatorArrays,
    Ints,
    direction_code,
    kind_code,
    status_code,
)
from kpi.measure.core.plan_values import Plans, distance, value_on_the_way
from kpi.model import Direction, Kind, MethodSettings, Status

#: comparisons are exact up to this (METHOD 3)
TOLERANCE = 1e-9

ACHIEVED = status_code(Status.ACHIEVED)
ON_TRACK = status_code(Status.ON_TRACK)
AT_RISK = status_code(Status.AT_RISK)
OFF_TRACK = status_code(Status.OFF_TRACK)
MOVING_AWAY = status_code(Status.MOVING_AWAY)
NO_DATA = status_code(Status.NO_DATA)
SUSPENDED = status_code(Status.SUSPENDED)
NOT_DUE = status_code(Status.NOT_DUE)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Terms(ArrayBundle):
    """(G,) what an indicator is judged by at a moment.

    base, target    B and T in the unit (T is NaN for a range); low, high  limits of a range
    meets_from, meets_to   x meets T when it lies between them
    hold, conflict  a hold indicator; the direction contradicts B → T
    direction_only  the plan has no number to reach (METHOD 9)
    no_baseline, no_target  what is missing
    """

    base: Floats
    target: Floats
    low: Floats
    high: Floats
    target_end: Ints
    direction: Ints
    deliverable: Bools
    meets_from: Floats
    meets_to: Floats
    hold: Bools
    conflict: Bools
    direction_only: Bools
    no_baseline: Bools
    no_target: Bools


def terms(indicators: IndicatorArrays, plans: Plans) -> Terms:
    """The terms of every (moment, indicator), moments outermost."""
    times = len(plans.target) // max(len(indicators.target_end), 1)
    many = indicators.take(np.tile(np.arange(len(indicators.target_end)), times))
    base, target, low, high = many.baseline_value, plans.target, many.low, many.high
    ranged, rising = many.is_range, many.direction == direction_code(Direction.INCREASE)
    span = np.where(ranged, distance(base, low, high), np.abs(target - base))
    size = np.maximum(1.0, np.abs(np.where(ranged, base, target)))
    hold = span <= TOLERANCE * size
    slack = TOLERANCE * np.where(hold, size, span)
    meets_from = np.where(ranged, low - slack, np.where(rising, target - slack, -np.inf))
    meets_to = np.where(ranged, high + slack, np.where(rising, np.inf, target + slack))
    conflict = ~hold & ~ranged & np.where(rising, target < base, target > base)
    direction_only = np.tile(plans.aimless, times)
    no_target = np.where(ranged, np.isnan(low) | np.isnan(high), np.isnan(target) & ~direction_only)
    return Terms(
        base=base,
        target=target,
        low=low,
        high=high,
        target_end=many.target_end,
        direction=many.direction,
        deliverable=many.kind == kind_code(Kind.DELIVERABLE),
        meets_from=np.where(np.isnan(meets_to) | no_target | direction_only, np.inf, meets_from),
        meets_to=meets_to,
        hold=hold,
        conflict=conflict,
        direction_only=direction_only,
        no_baseline=(many.baseline_end < 0) | np.isnan(base),
        no_target=no_target,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Judgement(ArrayBundle):
    """Lines 3-11 for values that can be judged; the callers decide lines 1 and 2. NaN where a number does not exist."""

    progress: Floats
    expected: Floats
    pace: Floats
    planned: Floats  # in the unit
    status: Ints


def judge(term: Terms, plan: Floats, end: Ints, value: Floats, settings: MethodSettings) -> Judgement:
    """Compare each value with the plan at its own end.

    term   aligned with value: the terms of each value's group; end, value  (P,)
    plan   (P,) what `read_plan` gives for the group and the end
    """
    ranged = term.direction == direction_code(Direction.RANGE)
    reached = end >= term.target_end
    away = distance(term.base, term.low, term.high)
    progress = np.where(
        ranged, 1.0 - distance(value, term.low, term.high) / away, (value - term.base) / (term.target - term.base)
    )
    expected = np.where(ranged, plan, (plan - term.base) / (term.target - term.base))
    expected = np.where(reached, 1.0, expected)
    path = value_on_the_way(expected, term.base, term.low, term.high)
    planned = np.where(ranged, np.where(term.hold, np.nan, path), plan)
    pace = np.where(expected > TOLERANCE, progress / expected, np.nan)
    met = (value >= term.meets_from) & (value <= term.meets_to)
    by_plan = np.where(reached, _at_the_end(progress, settings), classify(progress, expected, settings))
    blank = np.where(term.hold | term.direction_only, np.nan, 0.0)
    status = _settled(term, met, reached, by_plan, expected)
    return Judgement(
        progress=progress + blank,
        expected=expected + blank,
        pace=pace + blank,
        planned=planned,
        status=np.where(term.direction_only, _by_direction(term, value, reached, settings), status),
    )


def _at_the_end(progress: Floats, settings: MethodSettings) -> Ints:
    """METHOD 3, line 5: achieved in part or not achieved once the target date is reached."""
    partly = np.where(progress >= settings.at_risk - TOLERANCE, AT_RISK, OFF_TRACK)
    return np.where(progress < -settings.delta - TOLERANCE, MOVING_AWAY, partly)


def _settled(term: Terms, met: Bools, reached: Bools, by_plan: Ints, expected: Floats) -> Ints:
    """METHOD 3, lines 3 and 4 before the status by plan, and `not_due` for deliverables."""
    idle = term.deliverable & (by_plan == ON_TRACK) & (expected <= TOLERANCE)
    status = np.where(met, ACHIEVED, np.where(idle, NOT_DUE, by_plan))
    held = np.where(met, np.where(reached, ACHIEVED, ON_TRACK), MOVING_AWAY)
    return np.where(term.hold, held, status)


def _by_direction(term: Terms, value: Floats, reached: Bools, settings: MethodSettings) -> Ints:
    """METHOD 9: without a number to reach the change since the baseline is judged, as a share of its size."""
    sign = np.where(term.direction == direction_code(Direction.INCREASE), 1.0, -1.0)
    change, same = sign * (value - term.base), settings.delta * np.abs(term.base)
    slack = TOLERANCE * np.maximum(1.0, np.abs(term.base))
    better = np.where(reached, ACHIEVED, ON_TRACK)
    return np.where(change > same + slack, better, np.where(change < -same - slack, MOVING_AWAY, AT_RISK))


def classify(progress: Floats, expected: Floats, settings: MethodSettings) -> Ints:
    """METHOD 3, lines 6-11: the status of a progress against an expected progress. NaN gives off_track: mask it."""
    nothing_due = expected <= TOLERANCE
    by_pace = np.select(
        [
            progress < -settings.delta - TOLERANCE,
            progress >= settings.on_track * expected - TOLERANCE,
            expected < settings.too_early - TOLERANCE,
            progress >= settings.at_risk * expected - TOLERANCE,
        ],
        [MOVING_AWAY, ON_TRACK, AT_RISK, AT_RISK],
        default=OFF_TRACK,
    )
    before = np.where(progress >= expected - settings.delta - TOLERANCE, ON_TRACK, MOVING_AWAY)
    return np.where(nothing_due, before, by_pace)
