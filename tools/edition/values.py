"""From a story's anchors to a value for every period: interpolated, with seeded noise, exact at the anchors.

A path is a text «2022-Q1=40 2023=55 2026-Q3=93,2»: the value at the end of each period. What happens to the number
depends on the indicator's kind: a level is read between the anchors, a deliverable stays until the next anchor, a
running sum never falls, a running total of a year and a yearly flow take their anchors as the totals of years.
"""

import math
import random
from bisect import bisect_right
from collections.abc import Mapping

from kpi.model import Kind, Period, month_index
from tools.edition.sources import CALENDAR

#: how much of a year's total has come together by the end of each month
_SEASON = (0.07, 0.15, 0.24, 0.33, 0.43, 0.53, 0.6, 0.67, 0.76, 0.85, 0.93, 1.0)


def parse_path(text: str) -> dict[int, float]:
    """Month index of each anchor -> value."""
    pairs = (item.split("=") for item in text.split())
    return {CALENDAR.parse(code).end: float(value) for code, value in pairs}


def periods(span_months: int, first_year: int, last: int) -> list[Period]:
    """All periods of `span_months` from the first year on that end by the month index `last`."""
    ends = range(month_index(first_year, span_months), last + 1, span_months)
    return [CALENDAR.ending(end, span_months) for end in ends]


def between(anchors: Mapping[int, float], end: int) -> float | None:
    """Linear between the anchors; None before the first and after the last."""
    ends = sorted(anchors)
    if not ends or end < ends[0] or end > ends[-1]:
        return None
    if end in anchors:
        return anchors[end]
    place = bisect_right(ends, end)
    left, right = ends[place - 1], ends[place]
    return anchors[left] + (anchors[right] - anchors[left]) * (end - left) / (right - left)


def held(anchors: Mapping[int, float], end: int) -> float | None:
    """The last anchor at or before `end`; None before the first and after the last."""
    ends = sorted(anchors)
    if not ends or end < ends[0] or end > ends[-1]:
        return None
    return anchors[ends[bisect_right(ends, end) - 1]]


def series(
    code: str,
    kind: Kind,
    spans: list[Period],
    path: str,
    *,
    decimals: int,
    noise: float,
    running: bool,
    base: float,
    seed: str,
) -> dict[Period, float]:
    """The value of every period that the path covers, as it is entered in the workbook.

    running  the number counts from the start of the strategy and never falls
    base     baseline value, from which increments are counted
    seed     of the noise, with the code
    """
    chance = random.Random(f"{seed}:{code}")
    anchors = parse_path(path)
    if kind in (Kind.YTD, Kind.FLOW) and spans and spans[0].span_months < 12:
        return _within_years(kind, spans, anchors, decimals, chance)
    found: dict[Period, float] = {}
    top = -math.inf
    for period in spans:
        read = held if kind is Kind.DELIVERABLE else between
        value = read(anchors, period.end)
        shake = chance.gauss(0, noise)
        if value is None:
            continue
        if period.end not in anchors and kind is not Kind.DELIVERABLE and not running:
            value = max(0.0, value + shake)
        top = max(top, round(value, decimals))
        found[period] = top if running else round(value, decimals)
    return _increments(found, base) if kind is Kind.INCREMENT else found


def _within_years(
    kind: Kind, spans: list[Period], totals: Mapping[int, float], decimals: int, chance: random.Random
) -> dict[Period, float]:
    """Running totals of each year, or for a flow what each period added to them."""
    found: dict[Period, float] = {}
    for period in spans:
        total = totals.get(month_index(period.year, 12))
        wobble = chance.uniform(0.95, 1.05)
        if total is None:
            continue
        month = period.number * period.span_months
        share = 1.0 if month == 12 else min(0.97, _SEASON[month - 1] * wobble)
        found[period] = round(total * share, decimals)
    if kind is Kind.YTD:
        return found
    return {
        p: round(
            v - found.get(CALENDAR.period(p.year, p.span_months, p.number - 1), 0.0) if p.number > 1 else v, decimals
        )
        for p, v in found.items()
    }


def _increments(sums: Mapping[Period, float], base: float) -> dict[Period, float]:
    before, found = base, {}
    for period, value in sums.items():
        found[period] = round(value - before, 6)
        before = value
    return found


def shares(total: float, parts: Mapping[str, float], unit: str, decimals: int) -> dict[str, float]:
    """The parts of a total: a sum where the shares add up to one, else values around it (rates, averages)."""
    if abs(sum(parts.values()) - 1) > 1e-6:
        top = 100.0 if unit == "%" else math.inf
        return {name: min(top, round(total * factor, decimals)) for name, factor in parts.items()}
    names = list(parts)
    found = {name: round(total * parts[name], decimals) for name in names[1:]}
    return {names[0]: round(total - sum(found.values()), decimals), **found}


def grown(total: float, parts: Mapping[str, float], before: Mapping[str, float], decimals: int) -> dict[str, float]:
    """The parts of a total that only grows: none falls below what it was; each step goes to the part furthest behind.

    Rounded shares of a growing total can fall by one; parts of a sum since the start cannot.
    """
    step = 10.0**-decimals
    steps = {name: round(before.get(name, 0.0) / step) for name in parts}
    for _ in range(round(total / step) - sum(steps.values())):
        behind = max(parts, key=lambda name: parts[name] * total / step - steps[name])
        steps[behind] += 1
    return {name: round(count * step, decimals) for name, count in steps.items()}
