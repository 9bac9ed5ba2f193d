"""Words at what is marked in a trajectory: hatched bands, a break, the old plan, a range, values beyond the axis."""

from dataclasses import dataclass

from kpi.charts.labels import Label, Obstacles, text_width, wrapped
from kpi.charts.svg import XY
from kpi.charts.trajectory_parts import geometry
from kpi.charts.trajectory_parts.frame import Frame, judged_point
from kpi.text import Text, format_number
from kpi.text.scripts import foreign
from kpi.views.common.series import PreviousPoints


def band_labels(frame: Frame, room: Obstacles) -> list[Label]:
    """Words of the hatched bands and of the break, at the top or wherever the lines leave room."""
    spans: list[_Span] = [_Span(b.label, (((b.start + b.end) / 2, "middle"),)) for b in frame.t.bands]
    if frame.t.previous is not None:
        spans.append(_former(frame, frame.t.previous))
    if frame.t.break_end is not None:
        beside = frame.t.break_end - 0.5
        # the reason of a break may be long: where it finds no place the word alone stands
        word = frame.t.break_label.partition(":")[0]
        spans.append(_Span(frame.t.break_label, ((beside, "start"), (beside, "end")), word))
    step = frame.font * 1.35
    height = frame.y.start - frame.y.stop
    rows = [frame.y.stop + frame.font * 1.2 + step * n for n in range(int(height / step) - 1)]
    placed = (_placed(frame, span, rows, room) for span in spans if span.words)
    return [label for label in placed if label is not None]


@dataclass(frozen=True, slots=True)
class _Span:
    """Words and where they may stand, month and anchor; `less` where there is no room for them all."""

    words: str
    places: tuple[tuple[float, str], ...]
    less: str = ""


def _former(frame: Frame, previous: PreviousPoints) -> _Span:
    """The edition before, on its own side of the divider."""
    if previous.divided:
        gap = 6 * (frame.x.high - frame.x.low) / (frame.x.stop - frame.x.start)
        return _Span(previous.label, ((previous.until - gap / 3, "end"),), previous.edition)
    return _Span(previous.label, (((previous.points[0].end + previous.points[-1].end) / 2, "middle"),))


def _placed(frame: Frame, span: _Span, rows: list[float], room: Obstacles) -> Label | None:
    lang = foreign(span.words, frame.language, frame.t.own)
    wide = frame.x.stop - frame.x.start
    for said, share in ((span.words, 0.6), (span.words, 0.38), (span.less, 0.6), (span.less, 0.2)):
        lines = wrapped(said, frame.font, wide * share) if said else ()
        sides = [(_kept(frame, end, lines, a), a) for end, a in span.places] if lines else []
        label = room.place(
            (Label(lines=lines, x=x, y=y, anchor=a, size=frame.font, lang=lang) for y in rows for x, a in sides),
            most=60.0,
        )
        if label is not None:
            return label
    return None


def _kept(frame: Frame, end: float, lines: tuple[str, ...], anchor: str) -> float:
    """Where a label of a mark stands: in its middle or beside it, moved in from the edges of the plot."""
    x, width = frame.x.clipped(end), max(text_width(line, frame.font) for line in lines)
    if anchor != "middle":
        return x + 6 if anchor == "start" else x - 6
    return min(max(x, frame.x.start + width / 2 + 2), frame.layout.width - 4 - width / 2)


def old_plan_label(frame: Frame, room: Obstacles) -> Label | None:
    """Beside the end of the old plan."""
    t = frame.t
    if not t.old_plan or not t.old_plan_label:
        return None
    path: list[XY] = geometry.plan_paths(frame, t.old_plan)[-1]
    lines = wrapped(t.old_plan_label, frame.font, (frame.x.stop - frame.x.start) * 0.45)
    tall = (len(lines) - 1) * frame.font * 1.25
    (x0, y0), (x1, y1) = path[-2] if len(path) > 1 else path[-1], path[-1]
    middle = ((x0 + x1) / 2, (y0 + y1) / 2)
    up = t.target is None or frame.y.clipped(t.target.value) > y1
    places = [(x1 - 4, y1, "end"), (*middle, "end"), (*middle, "middle"), (x0, y0, "middle"), (x0, y0, "end")]
    labels, lang = [], foreign(t.old_plan_label, frame.language, t.own)
    for away in (10.0, 26.0, 44.0):
        for x, y, anchor in places:
            sides = (y - away - tall, y + away + frame.font * 0.7)
            labels += [
                Label(lines=lines, x=x, y=at, anchor=anchor, size=frame.font, lang=lang)
                for at in (sides if up else sides[::-1])
            ]
    return room.place(labels)


def range_label(frame: Frame, room: Obstacles) -> Label | None:
    """The limits in words inside the band; not where the target's words stand beside it."""
    if frame.t.range is None or (frame.layout.ends == "right" and frame.target_lines):
        return None
    low, high = (format_number(v, frame.language, frame.t.decimals) for v in sorted(frame.t.range))
    words = Text(frame.language).say("figures.range", low=low, high=high)
    edges = [frame.y.clipped(v) for v in sorted(frame.t.range)]
    heights = [edges[1] + frame.font * 1.2, edges[0] - frame.font * 0.5, edges[1] - frame.font * 0.5]
    ends = [(frame.x.stop - 6, "end"), (frame.x.start + 8, "start")]
    places = [(x, y, anchor) for y in heights for x, anchor in ends]
    return room.place(
        [Label(lines=(words,), x=x, y=y, anchor=anchor, size=frame.font, halo="share-area") for x, y, anchor in places]
    )


def beyond_labels(frame: Frame, room: Obstacles) -> list[Label]:
    """The numbers of values that lie outside the axis, except the last one, which has its own label."""
    found = []
    for point in frame.t.points:
        if point.value is None or not frame.beyond(point) or point is judged_point(frame.t):
            continue
        x, y = frame.at(point.end, point.value)
        words = format_number(point.value, frame.language, frame.t.decimals)
        places = [(x - 9, y + frame.font * 0.4, "end"), (x + 9, y + frame.font * 0.4, "start")]
        label = room.place(
            [Label(lines=(words,), x=px, y=py, anchor=anchor, size=frame.font, ink="ink") for px, py, anchor in places]
        )
        if label is not None:
            found.append(label)
    return found
