"""From entered rows to values that may be compared with the plan: running sums, complete years, the latest period.

METHOD 3, "Cases that must come out right". Everything stays aligned with the rows it came from: a year's total takes
the place of the year's last row, so no second sort is needed.
"""

from dataclasses import dataclass

import numpy as np

from kpi.measure.core.arrays import ArrayBundle, Bools, Floats, IndicatorArrays, Ints, kind_code
from kpi.model import Kind

_MANY_MONTHS = 1 << 20  # more months than any calendar has: keys (group, month) in one integer


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Points(ArrayBundle):
    """(P,) arrays of judged values, ordered by group and end; a group is one indicator at one moment.

    first       position (in what was given) of the first row that went into the value
    row         position of the last one
    incomplete  a period of the running sum is missing before this value
    negative    the running sum has met a negative increment
    confirmed   a person has confirmed the number as it stands, or one of the parts it is made of
    """

    group: Ints
    end: Ints
    span: Ints
    value: Floats
    first: Ints
    row: Ints
    incomplete: Bools
    negative: Bools
    confirmed: Bools


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Entered(ArrayBundle):
    """(R,) entered values, ordered by group, end and preference; no NaN. `indicator`: a position in `IndicatorArrays`.

    confirmed  a person has said that the number is right as it stands
    """

    group: Ints
    indicator: Ints
    end: Ints
    span: Ints
    value: Floats
    confirmed: Bools


@dataclass(slots=True, eq=False, kw_only=True)
class _Draft:
    """What becomes of the entered values, position by position."""

    value: Floats
    span: Ints
    first: Ints
    keep: Bools
    incomplete: Bools
    negative: Bools


def judged_points(indicators: IndicatorArrays, entered: Entered) -> Points:
    """The judged values; rows at or before the baseline are left out."""
    after = np.flatnonzero(entered.end > indicators.baseline_end[entered.indicator])
    if len(after) < len(entered.end):
        entered = entered.take(after)
    kind, size = indicators.kind[entered.indicator], len(after)
    no = np.zeros(size, dtype=bool)
    draft = _Draft(
        value=entered.value.copy(),
        span=entered.span.copy(),
        first=np.arange(size),
        keep=~no,
        incomplete=no.copy(),
        negative=no.copy(),
    )
    _keep_latest(draft, entered, kind)
    flow = np.flatnonzero(kind == kind_code(Kind.FLOW))
    if len(flow):
        _total_years(draft, entered, flow)
    increment = np.flatnonzero(kind == kind_code(Kind.INCREMENT))
    if len(increment):
        _run_sums(draft, entered, increment, indicators)
    counted = np.append(0, np.cumsum(entered.confirmed))
    points = Points(
        group=entered.group,
        end=entered.end,
        span=draft.span,
        value=draft.value,
        first=after[draft.first],
        row=after,
        incomplete=draft.incomplete,
        negative=draft.negative,
        confirmed=counted[1:] > counted[draft.first],
    )
    return points if draft.keep.all() else points.take(np.flatnonzero(draft.keep))


def _keep_latest(draft: _Draft, entered: Entered, kind: Ints) -> None:
    """Of periods that end together the preferred one counts; of a running total within the year only December."""
    summed = (kind == kind_code(Kind.FLOW)) | (kind == kind_code(Kind.INCREMENT))
    group, end = entered.group, entered.end
    draft.keep[:-1] &= summed[:-1] | (group[1:] != group[:-1]) | (end[1:] != end[:-1])
    ytd = kind == kind_code(Kind.YTD)
    draft.keep &= ~ytd | (end % 12 == 0)
    draft.span[ytd] = 12


def _uncovered(entered: Entered, at: Ints) -> Ints:
    """Of the rows at `at` those that lie in no longer period of their group: a longer period wins over its parts."""
    group, end, span = entered.group[at], entered.end[at], entered.span[at]
    if span.min() == span.max():
        return at
    alone = np.ones(len(at), dtype=bool)
    for months in (12, 6, 3):
        key = group * _MANY_MONTHS + (end - 1) // months
        alone &= (span >= months) | ~np.isin(key, key[span == months])
    return at[alone]


def _total_years(draft: _Draft, entered: Entered, at: Ints) -> None:
    """Yearly flows: the yearly value, or the sum of parts that cover the twelve months; a partial year is no value."""
    draft.keep[at] = False
    at = _uncovered(entered, at)
    year = entered.group[at] * _MANY_MONTHS + (entered.end[at] - 1) // 12
    starts = np.flatnonzero(np.append(True, year[1:] != year[:-1]))
    months = np.add.reduceat(entered.span[at], starts)
    total = np.add.reduceat(entered.value[at], starts)
    last = np.append(starts[1:], len(at)) - 1
    whole = np.flatnonzero(months == 12)
    place = at[last[whole]]
    draft.value[place], draft.span[place] = total[whole], 12
    draft.first[place], draft.keep[place] = at[starts[whole]], True


def _run_sums(draft: _Draft, entered: Entered, at: Ints, indicators: IndicatorArrays) -> None:
    """Increments: baseline value and the running sum since the baseline."""
    draft.keep[at] = False
    at = _uncovered(entered, at)
    draft.keep[at] = True
    group, value = entered.group[at], entered.value[at]
    start = np.append(True, group[1:] != group[:-1])
    lane = np.cumsum(start) - 1
    place = np.arange(len(at)) - np.flatnonzero(start)[lane]
    shape = (int(lane[-1]) + 1, int(place.max()) + 1)

    def running(numbers: Floats | Ints | Bools) -> Floats:
        # one lane per group: a sum across groups would lose digits where magnitudes differ
        table = np.zeros(shape)
        table[lane, place] = numbers
        sums: Floats = table.cumsum(axis=1)[lane, place]
        return sums

    base_end = indicators.baseline_end[entered.indicator[at]]
    months = entered.end[at] - base_end
    draft.negative[at] = running(value < 0) > 0
    draft.incomplete[at] = (base_end >= 0) & (running(entered.span[at]) < months)
    draft.value[at] = indicators.baseline_value[entered.indicator[at]] + running(value)
