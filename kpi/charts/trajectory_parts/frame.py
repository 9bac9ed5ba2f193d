"""The frame of a trajectory: sizes, scales, ticks and margins, made before anything is drawn."""

from dataclasses import dataclass, replace

from kpi.charts.labels import text_width, wrapped
from kpi.charts.scale import AxisScale, Ticks
from kpi.charts.svg import XY
from kpi.charts.trajectory_parts.axis import tick_labels, value_ticks
from kpi.charts.trajectory_parts.layout import LAYOUTS, ChartLayout, cleaned, short, with_short_labels
from kpi.model import Language
from kpi.text import NO_BREAK_SPACE, Text
from kpi.views.common.series import Point, Trajectory

#: fonts that the lane of marks is high
LANE = 1.35
_RIGHT_MOST = 0.17  # of the width, for labels at the right edge


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Frame:
    """Everything that layers share; told apart by identity, since what is worked out of one is kept by it.

    target_lines, continuation_lines  the end labels, wrapped
    base_below  the base has a row of its own under the axis (it found no place in the plot)
    """

    t: Trajectory
    layout: ChartLayout
    language: Language
    x: AxisScale
    y: AxisScale
    ticks: Ticks
    tick_labels: tuple[str, ...]
    unit_lines: tuple[str, ...]
    unit_beside: bool  # on the line of the as-of date, else below it
    target_lines: tuple[str, ...]
    continuation_lines: tuple[str, ...]
    base_below: bool

    @property
    def font(self) -> float:
        return self.layout.font

    def at(self, end: float, value: float) -> XY:
        return self.x.clipped(end), self.y.clipped(value)

    def beyond(self, point: Point) -> bool:
        """Whether the value lies outside the axis, which a doubtful one does not set."""
        slack = 1e-9 * (self.ticks.high - self.ticks.low)  # what no eye sees is on the axis
        return point.value is not None and not self.ticks.low - slack <= point.value <= self.ticks.high + slack

    @property
    def as_of_x(self) -> float:
        """The middle of the as-of date over its line, moved in from the edges."""
        half = text_width(self.t.as_of_label, self.font) / 2
        right = self.layout.width - 4 - half
        return max(min(self.x.clipped(self.t.as_of), right), min(half + 4, self.layout.width / 2))


def last_point(t: Trajectory) -> Point | None:
    """The last point with a value."""
    return next((p for p in reversed(t.points) if p.value is not None), None)


def judged_point(t: Trajectory) -> Point | None:
    """The point that the status is about: at `judged_end` where later values are only information, else the last."""
    at = [p for p in t.points if p.end == t.judged_end and p.value is not None]
    return at[-1] if at else last_point(t)


def make_frame(trajectory: Trajectory, language: Language, size: str, *, base_below: bool = False) -> Frame:
    """Scales and margins that leave room for every label; the trajectory in it is cleaned."""
    layout = LAYOUTS[size]
    t = with_short_labels(cleaned(trajectory), layout)
    ticks = value_ticks(t, layout)
    labels, unit = tick_labels(t, ticks, language)
    target, continuation = _end_labels(t, layout, Text(language))
    bold = layout.ends != "value"
    ends = [(line, bold) for line in target] + [(line, False) for line in continuation]
    left = max((text_width(label, layout.font) for label in labels), default=0.0) + 12
    right = 10.0 if layout.ends == "below" else 14.0
    if layout.ends != "below" and ends:
        right += max(text_width(line, layout.font, bold=strong) for line, strong in ends)
    below = len(ends) + base_below if layout.ends == "below" else 0
    bottom = layout.font * (2.05 + lane_height(t, layout)) + below * layout.font * 1.3
    low, high = _months(t)
    pad = 0.5 if layout.small else 1.5
    x = AxisScale(low - pad, high, left, layout.width - right)
    y = AxisScale(ticks.low, ticks.high, layout.height - bottom, layout.font * (0.9 if layout.small else 2.9))
    frame = Frame(
        t=t,
        layout=layout,
        language=language,
        x=x,
        y=y,
        ticks=ticks,
        tick_labels=labels,
        unit_lines=(),
        unit_beside=True,
        target_lines=target,
        continuation_lines=continuation,
        base_below=base_below,
    )
    return _with_unit(frame, unit)


def lane_height(t: Trajectory, layout: ChartLayout) -> float:
    """What the lane of marks takes under the years, in fonts; 0 without one."""
    return 0.0 if layout.small or not t.marks else LANE


def _with_unit(frame: Frame, unit: str) -> Frame:
    """The unit above the axis, beside the as-of date where it fits, else in rows of its own below the date."""
    layout = frame.layout
    if not unit or layout.small:
        return frame
    room = (
        frame.as_of_x - text_width(frame.t.as_of_label, layout.font) / 2 - 18 if frame.t.as_of_label else layout.width
    )
    if text_width(unit, layout.font) <= room:
        return replace(frame, unit_lines=(unit,))
    lines = wrapped(unit, layout.font, layout.width - 12)
    top = frame.y.stop + (len(lines) - 1 + 0.3) * layout.font * 1.25
    return replace(frame, unit_lines=lines, unit_beside=False, y=replace(frame.y, stop=top))


def base_words(t: Trajectory, language: Language) -> str:
    """«База 2021: 62,0 %», "" without a baseline."""
    if t.baseline is None or not t.baseline.label:
        return ""
    value = t.baseline.label.replace(" ", NO_BREAK_SPACE)
    return Text(language).say(
        "figures.baseline", year=Text(language).year_of(t.baseline.end, t.fiscal_year), value=value
    )


def _months(t: Trajectory) -> tuple[float, float]:
    ends = [float(t.start), float(t.end), float(t.as_of)]
    ends += [float(p.end) for p in (*t.points, *t.revised)]
    ends += [float(p.end) for p in (*t.plan, *t.old_plan)]
    ends += [float(p.end) for p in (t.baseline, t.target) if p is not None]
    ends += [float(p.end) for p in (t.previous.points if t.previous is not None else ())]
    if t.continuation is not None:
        ends.append(float(t.continuation.end))
    low, high = min(ends), max(ends)
    return low, max(high, low + 12)


def _end_labels(t: Trajectory, layout: ChartLayout, text: Text) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if layout.ends == "value":
        bare = [p.label for p in t.plan if t.target is not None and p.end == t.target.end and p.label]
        label = bare[0] if bare else short(t.target.label, layout) if t.target is not None else ""
        return ((label,), ()) if label else ((), ())
    most = layout.width * _RIGHT_MOST if layout.ends == "right" else layout.width - 16
    target: tuple[str, ...] = ()
    if t.target is not None and t.target.label:
        year = text.year_of(t.target.end, t.fiscal_year)
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
