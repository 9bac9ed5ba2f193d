"""The pass: every indicator at every moment in one vectorised computation, as integer-coded arrays."""

from dataclasses import dataclass

import numpy as np

from kpi.measure.core import judging as j
from kpi.measure.core.arrays import REASONS, Bools, Floats, IndicatorArrays, Ints
from kpi.measure.core.judging import Judgement, Terms, judge, terms
from kpi.measure.core.plan_values import Plans, read_plan
from kpi.measure.core.points import Points
from kpi.measure.core.scale import suspicion
from kpi.model import MethodSettings, NoDataReason

#: METHOD 3: months after which a value is stale, by the months of the judged frequency; too old at twice that
STALE_AFTER = {12: 18, 6: 9, 3: 5, 1: 3}


def reason_code(reason: NoDataReason) -> int:
    return REASONS.index(reason)


@dataclass(frozen=True, slots=True, eq=False)
class Times:
    """(M,) moments: completed and reached month indexes, as_of and known_at as days since 1970-01-01."""

    completed: Ints
    reached: Ints
    as_of: Ints
    known_at: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """What M moments are judged by: points ordered by group and end, none after its moment, and the plans in force.

    A group is one indicator at one moment: moment · N + indicator.
    """

    times: Times
    points: Points
    plans: Plans


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Pass:
    """(G,) results, G = M·N, moments outermost. `last` is the position of the judged point, -1 where there is none."""

    last: Ints
    end: Ints  # 0 where there is no value
    span: Ints
    value: Floats
    age: Ints
    judged: Judgement
    term: Terms
    status: Ints
    reason: Ints
    flags: dict[str, Bools]


def run_pass(indicators: IndicatorArrays, facts: Facts, suspended: Bools, settings: MethodSettings) -> Pass:
    """Judge the latest point of every group; `suspended` is (G,)."""
    points, plans = facts.points, facts.plans
    term = terms(indicators, plans)
    groups = len(term.base)
    last = np.full(groups, -1, dtype=np.int64)
    last[points.group] = np.arange(len(points.group))
    there = np.flatnonzero(last >= 0)
    end, span, value = np.zeros(groups, dtype=np.int64), np.zeros(groups, dtype=np.int64), np.full(groups, np.nan)
    negative, incomplete = np.zeros(groups, dtype=bool), np.zeros(groups, dtype=bool)
    at = last[there]
    end[there], span[there], value[there] = points.end[at], points.span[at], points.value[at]
    negative[there], incomplete[there] = points.negative[at], points.incomplete[at]
    judged = judge(term, read_plan(plans, indicators, np.arange(groups), end), end, value, settings)
    age = np.repeat(facts.times.reached, len(indicators.target_end)) - end
    limit = stale_after(indicators, len(facts.times.as_of))
    suspect = suspicion(indicators, points, plans, term, settings).power != 0
    off_scale = np.zeros(groups, dtype=bool)
    off_scale[there] = suspect[at]
    reason = _reasons(last < 0, term, negative, age > 2 * limit, off_scale)
    status = np.where(suspended, j.SUSPENDED, np.where(reason > 0, j.NO_DATA, judged.status))
    flags = _flags(_first_met(points, term, suspect), term, status, reason, end) | {
        "stale": (last >= 0) & (age > limit) & ~suspended,
        "incomplete": incomplete & ~suspended,
        "target_revised": plans.revised & ~suspended,
    }
    return Pass(
        last=last,
        end=end,
        span=span,
        value=value,
        age=age,
        judged=judged,
        term=term,
        status=status,
        reason=np.where(suspended, 0, reason),
        flags=flags,
    )


def stale_after(indicators: IndicatorArrays, moments: int) -> Ints:
    """(G,) months after which a value is stale."""
    table = np.zeros(13, dtype=np.int64)
    for months, limit in STALE_AFTER.items():
        table[months] = limit
    return np.tile(table[indicators.judged_months], moments)


def _reasons(missing: Bools, term: Terms, negative: Bools, too_old: Bools, scale_suspect: Bools) -> Ints:
    """METHOD 3, line 2: why there is nothing to judge; the first reason that applies, 0 = none."""
    cases = {
        NoDataReason.NO_OBSERVATION: missing,
        NoDataReason.NO_BASELINE: term.no_baseline,
        NoDataReason.NO_TARGET: term.no_target,
        NoDataReason.NEGATIVE_INCREMENT: negative,
        NoDataReason.DIRECTION_CONFLICT: term.conflict,
        NoDataReason.TOO_OLD: too_old,
        NoDataReason.SCALE_SUSPECT: scale_suspect,
    }
    return np.select(list(cases.values()), [reason_code(reason) for reason in cases], default=0)


def _first_met(points: Points, term: Terms, suspect: Bools) -> Ints:
    """(G,) month index of the first point that met T, 0 where none did; a hold is met from the target date on."""
    met = (points.value >= term.meets_from[points.group]) & (points.value <= term.meets_to[points.group])
    held_early = term.hold[points.group] & (points.end < term.target_end[points.group])
    hits = np.flatnonzero(met & ~held_early & ~suspect)[::-1]
    first_met = np.zeros(len(term.base), dtype=np.int64)
    first_met[points.group[hits]] = points.end[hits]
    return first_met


def _flags(first_met: Ints, term: Terms, status: Ints, reason: Ints, end: Ints) -> dict[str, Bools]:
    """The flags that follow from the status and from earlier points."""
    assessed = ~np.isin(status, [j.NO_DATA, j.SUSPENDED])
    by_way = ~term.hold & ~term.direction_only
    achieved = (status == j.ACHIEVED) & by_way
    reached = assessed & by_way & (end >= term.target_end)
    return {
        "hold": term.hold & assessed,
        "direction_only": term.direction_only,
        "early": achieved & (end < term.target_end),
        "late": achieved & (first_met > term.target_end),
        "was_achieved": assessed & (status != j.ACHIEVED) & (first_met > 0) & (first_met < end),
        "direction_conflict": reason == reason_code(NoDataReason.DIRECTION_CONFLICT),
        "scale_suspect": reason == reason_code(NoDataReason.SCALE_SUSPECT),
        "partly": reached & (status == j.AT_RISK),
        "missed": reached & (status == j.OFF_TRACK),
    }
