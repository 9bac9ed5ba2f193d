"""From entered rows to values that may be compared with the plan: running sums, complete years, the latest period.

METHOD 3, "Cases that must come out right". Everything stays aligned with the rows it came from: a year's total takes
the place of the year's last row, so no second sort is needed.
"""

from dataclasses import dataclass

import numpy as np

from kpi.measure.arrays import Bools, Floats, Indicators, Ints, Taken, kind_code
from kpi.model import Kind

_MANY_MONTHS = 1 << 20  # more months than any calendar has: keys (group, month) in one integer


@dataclass(frozen=True, slots=True, eq=False)
class Points(Taken):
    """(P,) arrays of judged values, ordered by group and end; a group is one indicator at one moment.

    first       position (in what was given) of the first row that went into the value
    row         position of the last one
    incomplete  a period of the running sum is missing before this value
    negative    the running sum has met a negative increment
    """

    group: Ints
    end: Ints
    span: Ints
    value: Floats
    first: Ints
    row: Ints
    incomplete: Bools
    negative: Bools


def judged_points(indicators: Indicators, group: Ints, indicator: Ints, end: Ints, span: Ints, value: Floats) -> Points:
    """The judged values of rows ordered by (group, end, preference).

    group      number of the (moment, indicator) that a row belongs to
    indicator  position in `indicators`; value must have no NaN; rows at or before the baseline are left out
    """
    after = np.flatnonzero(end > indicators.baseline_end[indicator])
    if len(after) < len(end):
        group, indicator, end, span, value = (a[after] for a in (group, indicator, end, span, value))
    kind = indicators.kind[indicator]
    keep = np.ones(len(end), dtype=bool)
    first = np.arange(len(end))
    value, span = value.copy(), span.copy()
    incomplete, negative = np.zeros(len(end), dtype=bool), np.zeros(len(end), dtype=bool)
    _keep_latest(keep, kind, group, end, span)
    flow = np.flatnonzero(kind == kind_code(Kind.FLOW))
    if len(flow):
        _total_years(flow, keep, first, group, end, span, value)
    increment = np.flatnonzero(kind == kind_code(Kind.INCREMENT))
    if len(increment):
        _run_sums(increment, indicators, indicator, keep, group, end, span, value, incomplete, negative)
    row = np.arange(len(end))
    points = Points(group, end, span, value, after[first], after[row], incomplete, negative)
    return points if keep.all() else points.take(np.flatnonzero(keep))


def _keep_latest(keep: Bools, kind: Ints, group: Ints, end: Ints, span: Ints) -> None:
    """Of periods that end together the preferred one counts; of a running total within the year only December."""
    summed = (kind == kind_code(Kind.FLOW)) | (kind == kind_code(Kind.INCREMENT))
    keep[:-1] &= summed[:-1] | (group[1:] != group[:-1]) | (end[1:] != end[:-1])
    ytd = kind == kind_code(Kind.YTD)
    keep &= ~ytd | (end % 12 == 0)
    span[ytd] = 12


def _uncovered(group: Ints, end: Ints, span: Ints) -> Bools:
    """Rows that lie in no longer period of the same group: a longer period wins over its parts."""
    alone = np.ones(len(end), dtype=bool)
    if len(end) == 0 or span.min() == span.max():
        return alone
    for months in (12, 6, 3):
        key = group * _MANY_MONTHS + (end - 1) // months
        long = span == months
        alone &= long | (span > months) | ~np.isin(key, key[long])
    return alone


def _total_years(at: Ints, keep: Bools, first: Ints, group: Ints, end: Ints, span: Ints, value: Floats) -> None:
    """Yearly flows: the yearly value, or the sum of parts that cover the twelve months; a partial year is no value."""
    keep[at] = False
    at = at[_uncovered(group[at], end[at], span[at])]
    year = group[at] * _MANY_MONTHS + (end[at] - 1) // 12
    starts = np.flatnonzero(np.append(True, year[1:] != year[:-1]))
    months = np.add.reduceat(span[at], starts)
    total = np.add.reduceat(value[at], starts)
    last = np.append(starts[1:], len(at)) - 1
    whole = np.flatnonzero(months == 12)
    place = at[last[whole]]
    value[place], span[place], first[place], keep[place] = total[whole], 12, at[starts[whole]], True


def _run_sums(
    at: Ints,
    indicators: Indicators,
    indicator: Ints,
    keep: Bools,
    group: Ints,
    end: Ints,
    span: Ints,
    value: Floats,
    incomplete: Bools,
    negative: Bools,
) -> None:
    """Increments: baseline value and the running sum since the baseline."""
    keep[at] = False
    at = at[_uncovered(group[at], end[at], span[at])]
    keep[at] = True
    start = np.append(True, group[at][1:] != group[at][:-1])
    lane = np.cumsum(start) - 1
    place = np.arange(len(at)) - np.flatnonzero(start)[lane]
    shape = (int(lane[-1]) + 1, int(place.max()) + 1)
    # one lane per group: a sum over all groups would lose digits where magnitudes differ

    def running(numbers: Floats) -> Floats:
        table = np.zeros(shape)
        table[lane, place] = numbers
        sums: Floats = table.cumsum(axis=1)[lane, place]
        return sums

    base_end, base = indicators.baseline_end[indicator[at]], indicators.baseline_value[indicator[at]]
    months = running(span[at].astype(np.float64))
    negative[at] = running((value[at] < 0).astype(np.float64)) > 0
    incomplete[at] = (base_end >= 0) & (months < end[at] - base_end)
    value[at] = base + running(value[at])
