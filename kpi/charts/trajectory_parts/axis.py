"""The axis of values of a trajectory: its ends, its ticks and what is written at them."""

from collections.abc import Iterator

from kpi.charts.scale import Ticks, round_ticks
from kpi.charts.svg import usable
from kpi.charts.trajectory_parts.layout import ChartLayout
from kpi.model import Language
from kpi.text import NO_BREAK_SPACE, Text, decimals_of, format_number
from kpi.views.common.series import Trajectory
from kpi.views.common.values import YES_NO_UNITS

_MAGNITUDES = ((1e12, "figures.trillion"), (1e9, "figures.billion"), (1e7, "figures.million"))
_DIVISORS = {"figures.trillion": 1e12, "figures.billion": 1e9, "figures.million": 1e6}


def _values(t: Trajectory) -> Iterator[float]:
    for group in (t.revised, t.plan, t.old_plan):
        yield from (p.value for p in group if p.value is not None)
    yield from (p.value for p in t.points if p.value is not None and not p.doubtful)
    if t.previous is not None:
        yield from (p.value for p in t.previous.points if p.value is not None)
    if t.restart:
        yield 0.0
    yield from (p.value for p in (t.baseline, t.target) if p is not None)
    yield from t.range or ()
    if t.continuation is not None:
        yield t.continuation.value


def value_ticks(t: Trajectory, layout: ChartLayout) -> Ticks:
    """Ticks around all values; a very wide continuation band may be cut at half the height of the rest.

    A doubtful value far from all others does not set the axis, and a small change of a large value is no cliff.
    """
    values = list(_values(t))
    values += _near(values, [p.value for p in t.points if p.doubtful and p.value is not None])
    if t.continuation is not None and values and not layout.small:
        low, high = min(values), max(values)
        room = 0.5 * (high - low or abs(high) or 1.0)
        values += [max(t.continuation.low, low - room), min(t.continuation.high, high + room)]
    low_bound, high_bound = (b if usable(b) else None for b in t.bounds)
    if low_bound is None and values and min(values) >= 0:
        low_bound = 0.0
    values += widened(values, (low_bound, high_bound))
    return round_ticks(values, layout.most_ticks, (low_bound, high_bound), 10.0 ** -max(t.decimals, 0))


_FAR = 3.0  # spans of the other values between them and a doubtful one that is left outside
_LEAST_SPAN = 0.2  # of the largest value: the least height of an axis that does not begin at 0


def _near(values: list[float], doubtful: list[float]) -> list[float]:
    """The doubtful values that do not lie far outside the others."""
    if not values:
        return doubtful
    low, high = min(values), max(values)
    room = _FAR * (high - low or abs(high) or 1.0)
    return [v for v in doubtful if low - room <= v <= high + room]


def widened(values: list[float], bounds: tuple[float | None, float | None]) -> list[float]:
    """Ends of an axis of the least span around the values, moved within the bounds that they keep."""
    if not values:
        return []
    low, high = min(values), max(values)
    missing = _LEAST_SPAN * max(abs(low), abs(high)) - (high - low)
    if missing <= 0:
        return []
    least, most = low - missing / 2, high + missing / 2
    if bounds[1] is not None and high <= bounds[1] < most:
        least, most = least - (most - bounds[1]), bounds[1]
    if bounds[0] is not None and least < bounds[0] <= low:
        least, most = bounds[0], most + bounds[0] - least
    return [least, most]


def tick_labels(t: Trajectory, ticks: Ticks, language: Language) -> tuple[tuple[str, ...], str]:
    """Tick labels, the unit (and «млн») on the top one where it is short; else returned to stand above the axis."""
    return axis_labels(t.unit, ticks, language)


def axis_labels(unit: str, ticks: Ticks, language: Language) -> tuple[tuple[str, ...], str]:
    """The same of values in `unit`, whatever is drawn of them."""
    text = Text(language)
    if unit in YES_NO_UNITS and set(ticks.values) <= {0.0, 1.0}:
        return tuple(text.say("rows.yes" if value else "rows.no") for value in ticks.values), ""
    largest = max(abs(ticks.low), abs(ticks.high))
    key = next((key for size, key in _MAGNITUDES if largest >= size), None)
    divisor = _DIVISORS[key] if key else 1.0
    shown = [v / divisor for v in ticks.values]
    decimals = decimals_of(*shown, most=6)
    labels = [format_number(v, language, decimals) for v in shown]
    unit = " ".join(part for part in (text.say(key) if key else "", unit.strip()) if part)
    if unit == "%":
        labels[-1] += language.form("percent")
        return tuple(labels), ""
    if unit and len(unit) <= 2:
        labels[-1] += NO_BREAK_SPACE + unit
        return tuple(labels), ""
    return tuple(labels), unit
