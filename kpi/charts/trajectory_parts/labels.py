"""The labels of a trajectory: what is written where, so that nothing lies on a line or on another label."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from math import hypot

from kpi.charts.labels import Box, Label, Obstacles, shortened, text_width
from kpi.charts.svg import XY
from kpi.charts.trajectory_parts import geometry, marks
from kpi.charts.trajectory_parts.frame import (
    Frame,
    base_words,
    judged_point,
    lane_height,
    last_point,
    make_frame,
)
from kpi.charts.trajectory_parts.layout import short
from kpi.model import Language, Status
from kpi.text import Text
from kpi.views.common.series import PlanPoint, Trajectory


@lru_cache(maxsize=64)
def laid_out(t: Trajectory, language: Language, size: str) -> tuple[Frame, tuple[Label, ...]]:
    """The frame of a drawing and its labels; a base that finds no place in the plot has a row under the axis."""
    frame = make_frame(t, language, size)
    found = chart_labels(frame)
    words = base_words(frame.t, language)
    if words and frame.layout.ends == "below" and not any(label.lines == (words,) for label in found):
        frame = make_frame(t, language, size, base_below=True)
        found = chart_labels(frame)
    return frame, tuple(found)


def chart_labels(frame: Frame) -> list[Label]:
    """All labels of a chart in the order of their importance, each placed where it covers least, none on another."""
    if frame.layout.small:
        return _small_labels(frame)
    room = Obstacles(Box(2, 2, frame.layout.width - 2, frame.layout.height - 2))
    _add_lines(frame, room)
    found = [*_top_labels(frame, room), *_end_labels(frame, room)]
    placed = [
        _last_label(frame, room),
        _so_far_label(frame, room),
        *marks.beyond_labels(frame, room),
        _baseline_label(frame, room),
        *marks.band_labels(frame, room),
        marks.old_plan_label(frame, room),
        marks.range_label(frame, room),
        *_plan_labels(frame, room),
    ]
    return found + [label for label in placed if label is not None]


def _add_lines(frame: Frame, room: Obstacles) -> None:
    t = frame.t
    for start, stop, _ in (*geometry.actual_segments(frame), *geometry.previous_segments(frame)):
        room.add_line([start, stop], 3.0)
    for path in geometry.plan_paths(frame, t.plan):
        room.add_line(path, 2.0)
    for path in geometry.plan_paths(frame, t.old_plan):
        room.add_line(path, 1.0)
    if t.continuation is not None and not t.restart:
        c = t.continuation
        room.add_line([frame.at(c.start_end, c.start_value), frame.at(c.end, c.value)], 1.5)
    if t.baseline is not None:
        x, y = frame.at(t.baseline.end, t.baseline.value)
        if not t.restart:
            room.add_line([(x, y), (frame.x.stop, y)], 0.6)
        room.add_box(Box(x - 6, y - 6, x + 6, y + 6))
    for path in geometry.divider(frame):
        room.add_line(path, 3.0)
    as_of = frame.x.clipped(t.as_of)
    room.add_line([(as_of, frame.y.stop), (as_of, frame.y.start)], 0.8 if t.as_of_label else 0.0)
    for point in (*t.points, *t.revised):
        if point.value is not None:
            x, y = frame.at(point.end, point.value)
            room.add_box(Box(x - 4, y - 4, x + 4, y + 4), 1.5)
    for tick in t.plan:
        x, y = frame.at(tick.end, tick.value)
        room.add_box(Box(x - 6, y - 2.5, x + 6, y + 2.5))
    axis = frame.y.start + 3
    deep = 1.65 + lane_height(frame.t, frame.layout)
    room.take(Box(0, axis, frame.layout.width, axis + frame.font * deep))
    room.add_box(Box(0, frame.y.stop - frame.font, frame.x.start - 2, axis))
    for label, value in zip(frame.tick_labels, frame.ticks.values, strict=True):
        y, left = frame.y(value), frame.x.start - 7 - text_width(label, frame.font)
        room.take(Box(left, y - frame.font * 0.5, frame.x.start - 5, y + frame.font * 0.6))
    last = judged_point(t)
    if last is not None and last.value is not None:
        (x, y), half = frame.at(last.end, last.value), frame.layout.glyph / 2
        room.take(Box(x - half, y - half, x + half, y + half))


def _small_labels(frame: Frame) -> list[Label]:
    """Only the final target's value at the right, and a word where there is no value."""
    target, found = frame.t.target, []
    if last_point(frame.t) is None:
        words = Text(frame.language).say("figures.empty")
        found.append(Label(lines=(words,), x=frame.x.start + 8, y=_free_height(frame), size=frame.font))
    if target is None or not frame.target_lines:
        return found
    x, y = frame.at(target.end, target.value)
    top = min(max(y + frame.font * 0.35, frame.font * 0.9), frame.layout.height - 4)
    line = shortened(frame.target_lines[0], frame.font, frame.layout.width - x - 8)
    return [*found, Label(lines=(line,), x=x + 7, y=top, size=frame.font, ink="ink-2")]


def _free_height(frame: Frame) -> float:
    """Where nothing is drawn at the left: over a plan that rises, under one that falls."""
    plan = [*([frame.t.baseline] if frame.t.baseline else []), *frame.t.plan]
    falls = bool(plan) and plan[-1].value < plan[0].value
    return frame.y.start - frame.font if falls else frame.y.stop + frame.font * 1.5


def _top_labels(frame: Frame, room: Obstacles) -> list[Label]:
    """The as-of date above its line and, where it is not on the top tick, the unit above the axis."""
    found, y, font = [], frame.font, frame.font
    if frame.t.as_of_label:
        line = shortened(frame.t.as_of_label, font, frame.layout.width - 12)
        found.append(Label(lines=(line,), x=frame.as_of_x, y=y, anchor="middle", size=font))
    if frame.unit_lines:
        wide = len(frame.unit_lines) > 1 or text_width(frame.unit_lines[0], font) > frame.x.start - 11
        left, anchor = (4.0, "start") if wide else (frame.x.start - 7, "end")
        at = y if frame.unit_beside or not found else y + font * 1.3
        found.append(Label(lines=frame.unit_lines, x=left, y=at, anchor=anchor, size=font, ink="ink-3"))
    for label in found:
        room.take(label.box)
    return found


def _end_labels(frame: Frame, room: Obstacles) -> list[Label]:
    """Target and continuation at the right edge, moved apart; on phones under the axis."""
    found = _below_labels(frame) if frame.layout.ends == "below" else _right_labels(frame)
    for label in found:
        room.take(label.box)
    return found


def _below_labels(frame: Frame) -> list[Label]:
    found, y = [], frame.y.start + frame.font * (2.9 + lane_height(frame.t, frame.layout))
    for lines, bold in ((frame.target_lines, True), (frame.continuation_lines, False)):
        ink = "ink" if bold else "ink-2"
        for line in lines:
            found.append(Label(lines=(line,), x=4.0, y=y, anchor="start", size=frame.font, bold=bold, ink=ink))
            y += frame.font * 1.3
    if frame.base_below:
        found.append(Label(lines=(base_words(frame.t, frame.language),), x=4.0, y=y, anchor="start", size=frame.font))
    return found


def _right_labels(frame: Frame) -> list[Label]:
    t, font = frame.t, frame.font
    wanted: list[tuple[float, tuple[str, ...], bool, float]] = []
    if t.target is not None and frame.target_lines:
        wanted.append((frame.y.clipped(t.target.value), frame.target_lines, True, 0.0))
    if t.continuation is not None and frame.continuation_lines:
        wanted.append((frame.y.clipped(t.continuation.value), frame.continuation_lines, False, 0.0))
    wanted.sort(key=lambda entry: entry[0])
    tops = [y - len(lines) * font * 0.625 for y, lines, _, _ in wanted]
    heights = [len(lines) * font * 1.25 + 6 for _, lines, _, _ in wanted]
    tops = _apart(tops, heights, font * 1.3, frame.layout.height - font)
    return [
        Label(
            lines=lines,
            x=frame.x.stop + 9,
            y=top + font,
            anchor="start",
            size=font,
            bold=bold,
            ink="ink" if bold else "ink-2",
        )
        for (_, lines, bold, _), top in zip(wanted, tops, strict=True)
    ]


def _apart(tops: list[float], heights: list[float], low: float, high: float) -> list[float]:
    """One or two stacked boxes moved apart evenly and kept between the limits."""
    if len(tops) == 2 and tops[1] < tops[0] + heights[0]:
        push = (tops[0] + heights[0] - tops[1]) / 2
        tops = [tops[0] - push, tops[1] + push]
    if tops:
        under = sum(heights) if len(tops) == 2 else heights[0]
        first = min(max(tops[0], low), high - under)
        tops = [first] if len(tops) == 1 else [first, min(max(tops[1], first + heights[0]), high - heights[1])]
    return tops


def _sides(point: XY, label: Label, *, up: bool, gap: float) -> Iterator[Label]:
    """`label` around a point: the preferred side, the corners, the other side, left and right, then farther off."""
    (x, y), size = point, label.size
    over, under = y - gap, y + gap + size * 0.8
    first, second = (over, under) if up else (under, over)
    far = -size * 0.9 if up else size * 0.9
    places = [(x, first, "middle"), (x - gap, first, "end"), (x + gap, first, "start"), (x, second, "middle")]
    places += [(x - gap, second, "end"), (x + gap, second, "start")]
    places += [(x - gap, y + size * 0.35, "end"), (x + gap, y + size * 0.35, "start")]
    places += [(x, first + far, "middle"), (x, second - far, "middle"), (x - gap, first + far, "end")]
    places += [(x - gap, second - far, "end"), (x + gap, second - far, "start"), (x + gap, first + far, "start")]
    places += [(x - 4 * gap, first, "end"), (x - 4 * gap, second, "end"), (x + 4 * gap, second, "start")]
    return (label.moved(px, py, anchor) for px, py, anchor in places)


def _last_label(frame: Frame, room: Obstacles) -> Label | None:
    """The last value: on the side away from the plan, which is below where a growing indicator is behind."""
    last = judged_point(frame.t)
    if last is None or last.value is None or not frame.t.last_label:
        return None
    x, y = frame.at(last.end, last.value)
    half = frame.layout.glyph / 2
    planned = geometry.plan_value(frame.t.plan, frame.t.baseline, last.end)
    behind = frame.t.status in (Status.AT_RISK, Status.OFF_TRACK, Status.MOVING_AWAY)
    up = last.value > planned if planned is not None else not behind
    label = Label(lines=(frame.t.last_label,), x=x, y=y, size=frame.font + 3, bold=True, ink="ink")
    between = geometry.pieces([*geometry.plan_paths(frame, frame.t.plan), *geometry.divider(frame)])
    found = room.place(_sides((x, y), label, up=up, gap=half + 4), penalty=_across((x, y), between, 60.0))
    return found or room.place(_around(frame, (x, y), label))


def _so_far_label(frame: Frame, room: Obstacles) -> Label | None:
    """The sum of the year that is not over, beside its last point."""
    last = last_point(frame.t)
    if last is None or last.value is None or not frame.t.so_far_label or last is judged_point(frame.t):
        return None
    number = short(frame.t.so_far_label, replace(frame.layout, width=0.0))
    for words in (frame.t.so_far_label, number):
        label = Label(lines=(words,), x=0.0, y=0.0, size=frame.font, ink="ink")
        places = _sides(frame.at(last.end, last.value), label, up=False, gap=8.0)
        found = room.place((p for p in places if p.box.right <= frame.layout.width - 4), most=40.0)
        if found is not None:
            return found
    return None


def _across(point: XY, pieces: Sequence[geometry.Piece], cost: float) -> Callable[[Box], float]:
    """What a label costs that stands beyond another line than its own: it would be read as that line's."""

    def penalty(box: Box) -> float:
        middle = (min(max(point[0], box.left), box.right), (box.top + box.bottom) / 2)
        return cost * geometry.crosses(point, middle, pieces)

    return penalty


def _around(frame: Frame, point: XY, label: Label) -> Iterator[Label]:
    """Places in the plot ever farther from a point, for a label that must not be left out."""
    step_x, step_y = 12.0, label.size * 0.6
    across = [frame.x.start + step_x * n for n in range(int((frame.x.stop - frame.x.start) / step_x) + 1)]
    down = [frame.y.stop + step_y * n for n in range(1, int((frame.y.start - frame.y.stop) / step_y))]
    places = sorted((hypot(x - point[0], y - point[1]), x, y) for x in across for y in down)
    return (label.moved(x, y, "middle") for _, x, y in places)


def _baseline_label(frame: Frame, room: Obstacles) -> Label | None:
    """At the base's dot; on a phone under the axis where no place beside the dot is free."""
    b = frame.t.baseline
    words = base_words(frame.t, frame.language)
    if b is None or not words or frame.base_below:
        return None
    x, y = frame.at(b.end, b.value)
    over, under = y - 5, y + 4 + frame.font * 0.8
    growing = frame.t.target is None or frame.t.target.value >= b.value
    heights = (under, over) if growing else (over, under)
    places = [(x + dx, at, "start") for at in heights for dx in (9.0, 24.0)]
    places += [(x + dx, at + (frame.font if at > y else -frame.font), "start") for at in heights for dx in (2.0, 9.0)]
    halo = "share-area" if frame.t.range is not None and _within(frame.t.range, b.value) else "page"
    labels = [Label(lines=(words,), x=px, y=py, anchor=anchor, size=frame.font, halo=halo) for px, py, anchor in places]
    found = room.place(labels, most=12.0 if frame.layout.ends == "below" else 30.0)
    if found is not None or frame.layout.ends == "below":
        return found
    return room.place(_around(frame, (x + text_width(words, frame.font) / 2, y), labels[0]))


def _within(limits: tuple[float, float], value: float) -> bool:
    return min(limits) < value < max(limits)


def _plan_labels(frame: Frame, room: Obstacles) -> list[Label]:
    """Values of the yearly targets on the side away from the actual line; one that would cover a line is left out."""
    t, found = frame.t, list[Label | None]()
    actual = geometry.pieces([start, stop] for start, stop, _ in geometry.actual_segments(frame))
    for point in t.plan:
        if not point.label or (t.target is not None and point.end == t.target.end and frame.target_lines):
            continue
        at = frame.at(point.end, point.value)
        own = Label(lines=(point.label,), x=at[0], y=at[1], size=frame.font)
        places = _sides(at, own, up=_plan_label_up(frame, point), gap=7)
        found.append(room.place(places, most=26.0, penalty=_across(at, actual, 30.0)))
    return [label for label in found if label is not None]


def _plan_label_up(frame: Frame, point: PlanPoint) -> bool:
    near = min(((abs(p.end - point.end), p.value) for p in frame.t.points if p.value is not None), default=None)
    if near is not None and near[0] <= 12 and near[1] != point.value:
        return near[1] < point.value
    return frame.t.target is None or frame.t.baseline is None or frame.t.target.value >= frame.t.baseline.value
