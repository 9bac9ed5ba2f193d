"""A second engine: METHOD 2-4 and the scale of METHOD 9 in plain fractions, with nothing of kpi.measure in it.

It counts months by itself too: of years that begin with any month, it knows no `FiscalYear`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction as F  # noqa: N817

from kpi.model import Direction, Indicator, Kind, Observation, Suspension, TargetChange

ON, RISK, DELTA, EARLY, COVERED = F(95, 100), F(60, 100), F(5, 100), F(10, 100), F(50, 100)
GOOD = ("achieved", "on_track", "not_due")
ORDER = ("achieved", "on_track", "at_risk", "off_track", "moving_away")
SLIPS = [(n, F(10) ** n / 2, 2 * F(10) ** n) for n in (2, 3, 6, -2, -3, -6)]
STALE = {12: 18, 6: 9, 3: 5, 1: 3}
Point = tuple[int, F, bool]  # month index, value, whether a negative part has been met


@dataclass
class Found:
    status: str
    reason: str = ""
    p: F | None = None
    e: F | None = None
    weight: F | None = None
    coverage: F | None = None
    assessed: int = 0
    active: int = 1
    last: int = 0


def _out(value: F, low: F, high: F) -> F:
    return max(low - value, F(0), value - high)


def exact(number: float | None) -> F:
    return F(repr(number or 0))


def month_of(day: date, first_month: int) -> int:
    """12*Y + n of the n-th month of the year Y, which is called by the year of the calendar that it ends in."""
    year = day.year + 1 if 1 < first_month <= day.month else day.year
    return 12 * year + (day.month - first_month) % 12 + 1


def points(given: Indicator, rows: Iterable[Observation], now: int, base: int) -> list[Point]:
    """What may be judged, oldest first; the rows are the last revisions."""
    told = [
        (12 * p.year + p.number * p.span_months, p.span_months, o.value)
        for o in rows
        if (p := o.period) and o.value is not None
    ]
    kept = {(end, span): exact(value) for end, span, value in told if base < end <= now}
    if given.kind in (Kind.FLOW, Kind.INCREMENT):
        hidden = {(a, m) for a, m in kept for b, n in kept if n > m and b - n <= a - m and a <= b}
        parts = [(end, span, kept[end, span]) for end, span in sorted(kept) if (end, span) not in hidden]
        if given.kind is Kind.INCREMENT:
            own = [value for _, _, value in parts]
            sums = [exact(given.baseline_value) + sum(own[: n + 1]) for n in range(len(own))]
            return [(end, sums[n], min(own[: n + 1]) < 0) for n, (end, _, _) in enumerate(parts)]
        years = {(end - 1) // 12: [p for p in parts if (p[0] - 1) // 12 == (end - 1) // 12] for end, _, _ in parts}
        whole = {y: sum(v for _, _, v in own) for y, own in years.items() if sum(s for _, s, _ in own) == 12}
        return [(12 * year + 12, F(total), False) for year, total in sorted(whole.items())]
    prefer = given.frequency.months if given.kind is not Kind.YTD else 0
    ends = sorted({end for end, _ in kept if given.kind is not Kind.YTD or end % 12 == 0})
    spans = {end: max((span + 100 * (span == prefer), span) for other, span in kept if other == end)[1] for end in ends}
    return [(end, kept[end, spans[end]], False) for end in ends]


def by_pace(p: F, e: F) -> str:
    """Lines 6-11."""
    if e <= 0:
        return "on_track" if p >= e - DELTA else "moving_away"
    if p < -DELTA:
        return "moving_away"
    if p >= ON * e:
        return "on_track"
    return "at_risk" if e < EARLY or p >= RISK * e else "off_track"


def targets(given: Indicator, changes: Iterable[TargetChange], day: date) -> Mapping[int, F]:
    """Planned values by month index as decided by `day`; «Показники» holds those in force at the end."""
    plan = {12 * year + 12: exact(value) for year, value in given.targets}
    own = sorted((c for c in changes if c.code == given.code), key=lambda c: c.decided)
    plan |= {12 * c.year + 12: exact(c.old_value) for c in reversed(own)}
    plan |= {12 * c.year + 12: exact(c.new_value) for c in own if c.decided <= day}
    return {end: value for end, value in plan.items() if end <= 12 * given.target_year + 12}


class Way:
    def __init__(self, given: Indicator, plan: Mapping[int, F], start: int) -> None:
        self.given, self.start, self.end = given, start, 12 * given.target_year + 12
        self.base, self.ranged = exact(given.baseline_value), given.direction is Direction.RANGE
        self.low, self.high = exact(given.range_low), exact(given.range_high)
        self.target = plan.get(self.end, self.base)
        self.whole = _out(self.base, self.low, self.high) if self.ranged else self.target - self.base
        self.hold = abs(self.whole) <= F(1, 10**9) * max(F(1), abs(self.base if self.ranged else self.target))
        self.marks = {end: value for end, value in plan.items() if start < end < self.end}

    def share(self, value: F) -> F:
        if self.ranged:
            return 1 - _out(value, self.low, self.high) / self.whole
        return (value - self.base) / self.whole

    def expected(self, at: int) -> F:
        before, way = (self.start, F(0)), [(end, self.share(self.marks[end])) for end in sorted(self.marks)]
        for end, share in [*way, (self.end, F(1))]:
            if at < end:
                gone = F(0) if self.given.kind is Kind.DELIVERABLE else F(at - before[0], end - before[0])
                return before[1] + (share - before[1]) * gone
            before = end, share
        return F(1)

    def planned(self, at: int) -> F:
        """In the unit; of a hold its target, of one in a range nothing to compare with."""
        if self.hold:
            return F(0) if self.ranged else self.target
        left = self.whole * (1 - self.expected(at))
        return (self.high + left if self.base > self.high else self.low - left) if self.ranged else self.target - left

    def met(self, value: F) -> bool:
        if self.ranged:
            return self.low <= value <= self.high
        return value >= self.target if self.given.direction is Direction.INCREASE else value <= self.target


def power(value: F, other: F | None) -> int:
    ratio = value / other if other else F(0)
    return next((n for n, low, high in SLIPS if low <= ratio <= high), 0)


def suspect(way: Way, known: Sequence[Point]) -> bool:
    """Whether the scale of the last point is in doubt; a point in doubt is no measure for those after it."""
    last, doubt = None, False
    for end, value, _ in known:
        few = last is not None and abs(last) < 10 and last.denominator == value.denominator == 1
        far = value != way.base if way.hold else abs(way.share(value)) > 2
        doubt = far and bool(power(value, way.planned(end)) or (power(value, last) not in (0, 2 * few)))
        last = last if doubt else value
    return doubt


def reason(given: Indicator, way: Way, known: Sequence[Point], now: int) -> str:
    """Line 2: why nothing can be judged, "" where it can."""
    step = 12 if given.kind in (Kind.FLOW, Kind.YTD) else given.frequency.months
    turned = (way.target > way.base) is not (given.direction is Direction.INCREASE)
    cases: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("no_observation", lambda: not known),
        ("no_baseline", lambda: given.baseline_value is None),
        ("negative_increment", lambda: known[-1][2]),
        ("direction_conflict", lambda: not way.ranged and not way.hold and turned),
        ("too_old", lambda: now - known[-1][0] > 2 * STALE[step]),
        ("scale_suspect", lambda: suspect(way, known)),
    )
    return next((name for name, holds in cases if holds()), "")


def indicator(
    given: Indicator, rows: Iterable[Observation], changes: Iterable[TargetChange], day: date, first_month: int
) -> Found:
    """One indicator as of a day, if it is not suspended then; its years begin with `first_month`."""
    start = -1 if given.baseline_year is None else 12 * given.baseline_year + 12
    here = month_of(day, first_month)
    over = here - ((day + timedelta(days=1)).month == day.month)  # the last month that is
    known, way = points(given, rows, over, start), Way(given, targets(given, changes, day), start)
    found = Found("no_data", reason(given, way, known, here), last=way.end)
    if found.reason:
        return found
    found.assessed, found.coverage, (at, value, _) = 1, F(1), known[-1]
    if way.hold:
        found.status = ("achieved" if at >= way.end else "on_track") if way.met(value) else "moving_away"
        return found
    p, e = found.p, found.e = way.share(value), way.expected(at)
    by_end = "moving_away" if p < -DELTA else "at_risk" if p >= RISK else "off_track"
    found.status = "achieved" if way.met(value) else by_end if at >= way.end else by_pace(p, e)
    if given.kind is Kind.DELIVERABLE and e <= 0 and found.status == "on_track":
        found.status = "not_due"
    return found


def is_off(codes: Sequence[str], suspensions: Iterable[Suspension], day: date) -> bool:
    return any(s.code in codes and s.since <= day and (s.until is None or day <= s.until) for s in suspensions)


def rolled(children: Sequence[Found], day: date, first_month: int) -> Found:
    """METHOD 4: the parent of these direct children."""
    active = [c for c in children if c.status != "suspended"]
    weights = [F(1) if c.weight is None else c.weight for c in active]
    pairs = list(zip(active, weights if sum(weights) else [F(1)] * len(active), strict=True))
    known = [(c, w) for c, w in pairs if c.status != "no_data"]
    whole = sum((w for _, w in known), F(0))

    def mean(number: Callable[[Found], F | int]) -> F:
        return sum((w * number(c) for c, w in known), F(0)) / whole

    found = Found("suspended", active=sum(c.active for c in children), assessed=sum(c.assessed for c in children))
    found.last, found.coverage = max((c.last for c in active), default=0), None
    if whole:
        found.p = mean(lambda c: F(c.status in GOOD) if c.p is None else min(max(c.p, F(0)), F(1)))
        found.e = mean(lambda c: 1 if c.e is None else min(max(c.e, F(0)), F(1)))
    if not active:
        return found
    found.coverage = sum((w * (c.coverage or 0) for c, w in known), F(0)) / sum(w for _, w in pairs)
    found.status = "no_data"
    if found.coverage < COVERED or found.p is None or found.e is None:
        return found
    astray, behind = mean(lambda c: c.status == "moving_away"), mean(lambda c: c.status in ORDER[3:])
    cap = "off_track" if behind > F(1, 2) else "at_risk" if behind >= F(1, 3) else "on_track"
    found.status = max(by_pace(found.p, found.e), "moving_away" if astray > F(1, 2) else cap, key=ORDER.index)
    if all(c.status == "achieved" for c, _ in known):
        found.status = "achieved" if found.coverage == 1 else "on_track"
    if found.status == "on_track" and month_of(day, first_month) > found.last:
        found.status = "at_risk"
    return found
