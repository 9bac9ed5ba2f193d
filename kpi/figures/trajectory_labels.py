"""The labels of a trajectory: what is written where, so that nothing lies on a line or on another label."""

from dataclasses import replace

from kpi.figures import trajectory_geometry as geometry
from kpi.figures.labels import Box, Label, Obstacles, shortened, text_width, wrapped
from kpi.figures.svg import XY
from kpi.figures.trajectory_frame import Frame, base_words, judged_point
from kpi.model import Status
from kpi.text import Text, format_number
from kpi.text.scripts import foreign
from kpi.views.series import PlanPoint


def chart_labels(frame: Frame) -> list[Label]:
    """All labels of a chart in the order of their importance, each placed where it covers least."""
    if frame.layout.small:
        return _small_labels(frame)
    room = Obstacles(Box(2, 2, frame.layout.width - 2, frame.layout.height - 2))
    _add_lines(frame, room)
    found = [*_top_labels(frame, room), *_end_labels(frame, room)]
    found += [label for label in (_last_label(frame, room), _baseline_label(frame, room)) if label is not None]
    found += _plan_labels(frame, room)
    found += _band_labels(frame, room)
    found += [label for label in (_old_plan_label(frame, room), _range_label(frame, room)) if label is not None]
    return found


def _add_lines(frame: Frame, room: Obstacles) -> None:
    t = frame.t
    for start, stop, _ in geometry.actual_segments(frame):
        room.add_line([start, stop], 3.0)
    room.add_line(geometry.plan_path(frame, t.plan, step=t.step), 2.0)
    if t.old_plan:
        room.add_line(geometry.plan_path(frame, t.old_plan, step=t.step), 1.0)
    if t.continuation is not None:
        c = t.continuation
        room.add_line([frame.at(c.start_end, c.start_value), frame.at(c.end, c.value)], 1.5)
    if t.baseline is not None:
        x, y = frame.at(t.baseline.end, t.baseline.value)
        room.add_line([(x, y), (frame.x.stop, y)], 0.6)
        room.add_box(Box(x - 6, y - 6, x + 6, y + 6))
    as_of = frame.x.clipped(t.as_of)
    room.add_line([(as_of, frame.y.stop), (as_of, frame.y.start)], 0.8)
    for point in (*t.points, *t.revised):
        if point.value is not None:
            x, y = frame.at(point.end, point.value)
            room.add_box(Box(x - 4, y - 4, x + 4, y + 4), 1.5)
    for tick in t.plan:
        x, y = frame.at(tick.end, tick.value)
        room.add_box(Box(x - 6, y - 2.5, x + 6, y + 2.5))
    axis = frame.y.start + 3
    room.add_box(Box(0, axis, frame.layout.width, axis + frame.font * 1.5))
    room.add_box(Box(0, frame.y.stop - frame.font, frame.x.start - 2, axis))


def _small_labels(frame: Frame) -> list[Label]:
    """Only the final target's value at the right."""
    target = frame.t.target
    if target is None or not frame.target_lines:
        return []
    x, y = frame.at(target.end, target.value)
    top = min(max(y + frame.font * 0.35, frame.font * 0.9), frame.layout.height - 4)
    line = shortened(frame.target_lines[0], frame.font, frame.layout.width - x - 8)
    return [Label((line,), x + 7, top, size=frame.font, ink="ink-2")]


def _top_labels(frame: Frame, room: Obstacles) -> list[Label]:
    """The as-of date above its line and, where it is not on the top tick, the unit above the axis."""
    found, right = [], frame.layout.width - 4
    width, y = text_width(frame.t.as_of_label, frame.font), frame.font
    start = frame.layout.width
    if frame.t.as_of_label:
        line = shortened(frame.t.as_of_label, frame.font, right - 8)
        middle = min(max(frame.x.clipped(frame.t.as_of), width / 2 + 4), right - width / 2)
        found.append(Label((line,), max(middle, right / 2 if width > right - 8 else middle), y, "middle", frame.font))
        start = found[0].box.left
    if frame.unit:
        beside = start - 14 >= min(text_width(frame.unit, frame.font), frame.layout.width * 0.4)
        most = start - 14 if beside else right - 8
        line = shortened(frame.unit, frame.font, most)
        left = 4.0 if not beside or text_width(line, frame.font) > frame.x.start - 11 else frame.x.start - 7
        anchor = "start" if left == 4.0 else "end"
        found.append(Label((line,), left, y if beside else y + frame.font * 1.15, anchor, frame.font, ink="ink-3"))
    for label in found:
        room.add_box(label.box)
    return found


def _end_labels(frame: Frame, room: Obstacles) -> list[Label]:
    """Target and continuation at the right edge, moved apart; on phones under the axis."""
    found = _below_labels(frame) if frame.layout.ends == "below" else _right_labels(frame)
    for label in found:
        room.add_box(label.box)
    return found


def _below_labels(frame: Frame) -> list[Label]:
    found, y = [], frame.y.start + frame.font * 2.9
    for lines, bold in ((frame.target_lines, True), (frame.continuation_lines, False)):
        for line in lines:
            found.append(Label((line,), 4.0, y, "start", frame.font, bold, "ink" if bold else "ink-2"))
            y += frame.font * 1.3
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
    tops = _apart(tops, heights, font * 0.2, frame.layout.height - font)
    return [
        Label(lines, frame.x.stop + 9, top + font, "start", font, bold, "ink" if bold else "ink-2")
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


def _sides(point: XY, label: Label, *, up: bool, gap: float) -> list[Label]:
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
    return [replace(label, x=px, y=py, anchor=anchor) for px, py, anchor in places]


def _last_label(frame: Frame, room: Obstacles) -> Label | None:
    """The last value: on the side away from the plan, which is below where a growing indicator is behind."""
    last = judged_point(frame.t)
    if last is None or last.value is None or not frame.t.last_label:
        return None
    x, y = frame.at(last.end, last.value)
    half = frame.layout.glyph / 2
    room.add_box(Box(x - half, y - half, x + half, y + half), 20.0)
    planned = geometry.plan_value(frame.t.plan, frame.t.baseline, last.end)
    behind = frame.t.status in (Status.AT_RISK, Status.OFF_TRACK, Status.MOVING_AWAY)
    up = last.value > planned if planned is not None else not behind
    label = Label((frame.t.last_label,), x, y, size=frame.font + 3, bold=True, ink="ink")
    return room.place(_sides((x, y), label, up=up, gap=half + 4))


def _baseline_label(frame: Frame, room: Obstacles) -> Label | None:
    b = frame.t.baseline
    words = base_words(frame.t, frame.language)
    if b is None or not words:
        return None
    x, y = frame.at(b.end, b.value)
    over, under = y - 5, y + 4 + frame.font * 0.8
    growing = frame.t.target is None or frame.t.target.value >= b.value
    heights = (under, over) if growing else (over, under)
    places = [(x + dx, at, "start") for at in heights for dx in (9.0, 24.0)]
    places += [(frame.x.stop - 6, at, "end") for at in heights]
    places += [(x + dx, at + (frame.font if at > y else -frame.font), "start") for at in heights for dx in (2.0, 9.0)]
    room_along = int(frame.x.stop - x - text_width(words, frame.font))
    places += [(x + dx, at, "start") for dx in range(30, max(room_along, 30), 18) for at in heights]
    halo = "share-area" if frame.t.range is not None and _within(frame.t.range, b.value) else "page"
    labels = [Label((words,), px, py, anchor, frame.font, halo=halo) for px, py, anchor in places]
    return room.place(labels, most=9.0) or _baseline_below(frame, room, words) or room.place(labels)


def _baseline_below(frame: Frame, room: Obstacles, words: str) -> Label | None:
    """On a phone the base that finds no free place in the plot stands under the axis, right of the target."""
    if frame.layout.ends != "below":
        return None
    rows = len(frame.target_lines) + len(frame.continuation_lines) + 1
    heights = [frame.y.start + frame.font * (2.9 + 1.3 * row) for row in range(rows)]
    right = frame.layout.width - 4
    beside = [Label((words,), right, y, "end", frame.font) for y in heights[:-1]]
    return room.place([*beside, Label((words,), 4.0, heights[-1], "start", frame.font)], most=6.0)


def _within(limits: tuple[float, float], value: float) -> bool:
    return min(limits) < value < max(limits)


def _plan_labels(frame: Frame, room: Obstacles) -> list[Label]:
    """Values of the yearly targets on the side away from the actual line; one that would cover a line is left out."""
    t, found = frame.t, []
    for point in t.plan:
        if not point.label or (t.target is not None and point.end == t.target.end and frame.target_lines):
            continue
        x, y = frame.at(point.end, point.value)
        wanted = Label((point.label,), x, y, size=frame.font)
        label = room.place(_sides((x, y), wanted, up=_plan_label_up(frame, point), gap=7), most=26.0)
        if label is not None:
            found.append(label)
    return found


def _plan_label_up(frame: Frame, point: PlanPoint) -> bool:
    values = [(abs(p.end - point.end), p.value) for p in frame.t.points if p.value is not None]
    near = min(values, default=None)
    if near is not None and near[0] <= 12 and near[1] != point.value:
        return near[1] < point.value
    return frame.t.target is None or frame.t.baseline is None or frame.t.target.value >= frame.t.baseline.value


def _band_labels(frame: Frame, room: Obstacles) -> list[Label]:
    """Words of the hatched bands and of the break, at the top or wherever the lines leave room."""
    marks: list[tuple[float, str, tuple[str, ...]]] = []
    marks += [((b.start + b.end) / 2, b.label, ("middle",)) for b in frame.t.bands]
    if frame.t.break_end is not None:
        marks.append((frame.t.break_end - 0.5, frame.t.break_label, ("start", "end")))
    found: list[Label] = []
    step = frame.font * 1.35
    rows = [frame.y.stop + frame.font * 1.2 + step * n for n in range(4)]
    rows += [frame.y.start - frame.font * 0.6 - step * n for n in range(4)]
    for end, words, anchors in marks:
        if not words:
            continue
        lines = wrapped(words, frame.font, (frame.x.stop - frame.x.start) * 0.6)
        lang = foreign(words, frame.language)
        places = [Label(lines, _kept(frame, end, lines, a), y, a, frame.font, lang=lang) for y in rows for a in anchors]
        label = room.place(places, most=60.0)
        if label is not None:
            found.append(label)
    return found


def _kept(frame: Frame, end: float, lines: tuple[str, ...], anchor: str) -> float:
    """Where a label of a mark stands: in its middle or beside it, moved in from the edges of the plot."""
    x, width = frame.x.clipped(end), max(text_width(line, frame.font) for line in lines)
    if anchor != "middle":
        return x + 6 if anchor == "start" else x - 6
    return min(max(x, frame.x.start + width / 2 + 2), frame.layout.width - 4 - width / 2)


def _old_plan_label(frame: Frame, room: Obstacles) -> Label | None:
    """Beside the end of the old plan."""
    t = frame.t
    if not t.old_plan or not t.old_plan_label:
        return None
    path: list[XY] = geometry.plan_path(frame, t.old_plan, step=t.step)
    lines = wrapped(t.old_plan_label, frame.font, (frame.x.stop - frame.x.start) * 0.45)
    tall = (len(lines) - 1) * frame.font * 1.25
    (x0, y0), (x1, y1) = path[-2] if len(path) > 1 else path[-1], path[-1]
    middle = ((x0 + x1) / 2, (y0 + y1) / 2)
    up = t.target is None or frame.y.clipped(t.target.value) > y1
    places = [(x1 - 4, y1, "end"), (*middle, "end"), (*middle, "middle"), (x0, y0, "middle"), (x0, y0, "end")]
    labels, lang = [], foreign(t.old_plan_label, frame.language)
    for away in (10.0, 26.0, 44.0):
        for x, y, anchor in places:
            sides = (y - away - tall, y + away + frame.font * 0.7)
            labels += [Label(lines, x, at, anchor, frame.font, lang=lang) for at in (sides if up else sides[::-1])]
    return room.place(labels, most=90.0)


def _range_label(frame: Frame, room: Obstacles) -> Label | None:
    if frame.t.range is None:
        return None
    low, high = (format_number(v, frame.language, frame.t.decimals) for v in sorted(frame.t.range))
    words = Text(frame.language).say("figures.range", low=low, high=high)
    edges = [frame.y.clipped(v) for v in sorted(frame.t.range)]
    heights = [edges[1] + frame.font * 1.2, edges[0] - frame.font * 0.5, edges[1] - frame.font * 0.5]
    ends = [(frame.x.stop - 6, "end"), (frame.x.start + 8, "start")]
    places = [(x, y, anchor) for y in heights for x, anchor in ends]
    return room.place([Label((words,), x, y, anchor, frame.font, halo="share-area") for x, y, anchor in places])
