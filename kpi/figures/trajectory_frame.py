"""The frame of a trajectory: sizes, scales, ticks and margins, made before anything is drawn."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kpi.figures.labels import text_width, wrapped
from kpi.figures.scale import Scale, Ticks, round_ticks
from kpi.figures.svg import XY, usable
from kpi.model import Language, index_year_month
from kpi.text import NARROW_SPACE, NO_BREAK_SPACE, Text, decimals_of, format_number
from kpi.views.series import PlanPoint, Point, Trajectory


@dataclass(frozen=True, slots=True)
class Layout:
    """A drawing size in px. `ends` says where the labels of target and continuation go: right, below, value."""

    name: str
    width: float
    height: float
    font: float
    glyph: float
    ends: str
    most_ticks: int

    @property
    def small(self) -> bool:
        return self.ends == "value"


LAYOUTS = {
    layout.name: layout
    for layout in (
        Layout("wide", 1120, 450, 14, 20, "right", 6),
        Layout("narrow", 370, 380, 14, 20, "below", 6),
        Layout("small", 336, 190, 13, 16, "value", 4),
        Layout("phone", 300, 380, 13, 20, "below", 6),
        Layout("print", 700, 330, 11, 16, "right", 6),
        Layout("embed", 720, 292, 13, 18, "right", 5),
    )
}
_RIGHT_MOST = 0.17  # of the width, for labels at the right edge
_MAGNITUDES = ((1e12, "figures.trillion"), (1e9, "figures.billion"), (1e7, "figures.million"))
_DIVISORS = {"figures.trillion": 1e12, "figures.billion": 1e9, "figures.million": 1e6}


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything that layers share. `target_lines`, `continuation_lines` are the end labels, wrapped."""

    t: Trajectory
    layout: Layout
    language: Language
    x: Scale
    y: Scale
    ticks: Ticks
    tick_labels: tuple[str, ...]
    unit: str
    target_lines: tuple[str, ...]
    continuation_lines: tuple[str, ...]

    @property
    def font(self) -> float:
        return self.layout.font

    def at(self, end: float, value: float) -> XY:
        return self.x.clipped(end), self.y.clipped(value)


def cleaned(t: Trajectory) -> Trajectory:
    """The trajectory with numbers that are no numbers turned into gaps or left out."""

    def ok(*values: float) -> bool:
        return all(usable(v) for v in values)

    def known(point: PlanPoint | None) -> PlanPoint | None:
        return point if point is not None and ok(point.value) else None

    c = t.continuation
    return replace(
        t,
        points=tuple(p if p.value is None or ok(p.value) else replace(p, value=None) for p in t.points),
        revised=tuple(p for p in t.revised if p.value is not None and ok(p.value)),
        plan=tuple(p for p in t.plan if ok(p.value)),
        old_plan=tuple(p for p in t.old_plan if ok(p.value)),
        zones=tuple(z for z in t.zones if ok(z.baseline, z.off_track, z.at_risk)),
        baseline=known(t.baseline),
        target=known(t.target),
        range=t.range if t.range is not None and ok(*t.range) else None,
        continuation=c if c is not None and ok(c.start_value, c.value, c.low, c.high) else None,
    )


def last_point(t: Trajectory) -> Point | None:
    """The last point with a value."""
    return next((p for p in reversed(t.points) if p.value is not None), None)


def judged_point(t: Trajectory) -> Point | None:
    """The point that the status is about: at `judged_end` where later values are only information, else the last."""
    at = [p for p in t.points if p.end == t.judged_end and p.value is not None]
    return at[-1] if at else last_point(t)


def make_frame(trajectory: Trajectory, language: Language, size: str) -> Frame:
    """Scales and margins that leave room for every label; the trajectory in it is cleaned."""
    t, layout = cleaned(trajectory), LAYOUTS[size]
    ticks = _ticks(t, layout)
    labels, unit = _tick_labels(t, ticks, language)
    target, continuation = _end_labels(t, layout, Text(language))
    bold = layout.ends != "value"
    ends = [(line, bold) for line in target] + [(line, False) for line in continuation]
    left = max((text_width(label, layout.font) for label in labels), default=0.0) + 12
    right = 10.0 if layout.ends == "below" else 14.0
    if layout.ends != "below" and ends:
        right += max(text_width(line, layout.font, bold=strong) for line, strong in ends)
    below = len(ends) + _row_of_base(t, layout, target, language) if layout.ends == "below" else 0
    top = layout.font * (0.9 if layout.small else 2.9)
    bottom = layout.font * 2.05 + below * layout.font * 1.3
    low, high = _months(t)
    pad = 0.5 if layout.small else 1.5
    x = Scale(low - pad, high, left, layout.width - right)
    y = Scale(ticks.low, ticks.high, layout.height - bottom, top)
    return Frame(t, layout, language, x, y, ticks, labels, unit, target, continuation)


def base_words(t: Trajectory, language: Language) -> str:
    """«База 2021: 62,0 %», "" without a baseline."""
    if t.baseline is None or not t.baseline.label:
        return ""
    value = t.baseline.label.replace(" ", NO_BREAK_SPACE)
    return Text(language).say("figures.baseline", year=index_year_month(t.baseline.end)[0], value=value)


def _row_of_base(t: Trajectory, layout: Layout, target: tuple[str, ...], language: Language) -> int:
    """1 where the base, should it find no place in the plot, does not fit beside the target under the axis."""
    words = base_words(t, language)
    beside = text_width(target[-1], layout.font, bold=True) if target else 0.0
    return int(bool(words) and beside + text_width(words, layout.font) + 14 > layout.width - 8)


def _months(t: Trajectory) -> tuple[float, float]:
    ends = [float(t.start), float(t.end), float(t.as_of)]
    ends += [float(p.end) for p in (*t.points, *t.revised)]
    ends += [float(p.end) for p in (*t.plan, *t.old_plan)]
    ends += [float(p.end) for p in (t.baseline, t.target) if p is not None]
    if t.continuation is not None:
        ends.append(float(t.continuation.end))
    low, high = min(ends), max(ends)
    return low, max(high, low + 12)


def _values(t: Trajectory) -> Iterator[float]:
    for group in (t.points, t.revised, t.plan, t.old_plan):
        yield from (p.value for p in group if p.value is not None)
    yield from (p.value for p in (t.baseline, t.target) if p is not None)
    yield from t.range or ()
    if t.continuation is not None:
        yield t.continuation.value


def _ticks(t: Trajectory, layout: Layout) -> Ticks:
    """Ticks around all values; a very wide continuation band may be cut at half the height of the rest."""
    values = list(_values(t))
    if t.continuation is not None and values and not layout.small:
        low, high = min(values), max(values)
        room = 0.5 * (high - low or abs(high) or 1.0)
        values += [max(t.continuation.low, low - room), min(t.continuation.high, high + room)]
    low_bound, high_bound = (b if usable(b) else None for b in t.bounds)
    if low_bound is None and values and min(values) >= 0:
        low_bound = 0.0
    return round_ticks(values, layout.most_ticks, (low_bound, high_bound), 10.0 ** -max(t.decimals, 0))


def _tick_labels(t: Trajectory, ticks: Ticks, language: Language) -> tuple[tuple[str, ...], str]:
    """Tick labels, the unit (and «млн») on the top one where it is short; else returned to stand above the axis."""
    text = Text(language)
    largest = max(abs(ticks.low), abs(ticks.high))
    key = next((key for size, key in _MAGNITUDES if largest >= size), None)
    divisor = _DIVISORS[key] if key else 1.0
    shown = [v / divisor for v in ticks.values]
    decimals = decimals_of(*shown, most=6)
    labels = [format_number(v, language, decimals) for v in shown]
    unit = " ".join(part for part in (text.say(key) if key else "", t.unit.strip()) if part)
    if unit == "%":
        labels[-1] += ("" if language is Language.EN else NARROW_SPACE) + unit
        return tuple(labels), ""
    if unit and len(unit) <= 2:
        labels[-1] += NO_BREAK_SPACE + unit
        return tuple(labels), ""
    return tuple(labels), unit


def _end_labels(t: Trajectory, layout: Layout, text: Text) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if layout.ends == "value":
        bare = [p.label for p in t.plan if t.target is not None and p.end == t.target.end and p.label]
        label = bare[0] if bare else t.target.label if t.target is not None else ""
        return ((label,), ()) if label else ((), ())
    most = layout.width * _RIGHT_MOST if layout.ends == "right" else layout.width - 16
    target: tuple[str, ...] = ()
    if t.target is not None and t.target.label:
        year = index_year_month(t.target.end)[0]
        words = text.say("figures.target", year=year, value=t.target.label.replace(" ", NO_BREAK_SPACE))
        target = wrapped(words, layout.font, most, bold=True)
    continuation: tuple[str, ...] = ()
    if t.continuation is not None:
        value, bracket, rest = t.continuation.label.partition(" (")
        words = text.say("figures.continuation", value=value.replace(" ", NO_BREAK_SPACE))
        tail = f"{bracket.strip()}{rest}".replace(" ", NO_BREAK_SPACE)
        lines = f"{words} {tail}".strip()
        continuation = wrapped(lines, layout.font, most)
    return target, continuation
