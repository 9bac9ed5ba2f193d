"""The layers of a trajectory from the back to the front, each one function from the frame to SVG."""

from kpi.charts.glyphs import glyph_shape
from kpi.charts.scale import year_spans
from kpi.charts.svg import hatch, marked_words, path_of
from kpi.charts.tokens import paint
from kpi.charts.trajectory_parts import geometry
from kpi.charts.trajectory_parts.frame import Frame, judged_point
from kpi.model import Status
from kpi.text.markup import EMPTY, Markup, el, join, num
from kpi.views.common.series import Continuation, Point, Zone


def grid(frame: Frame) -> Markup:
    """Horizontal gridlines with their ticks, year separators, years centred under their span."""
    x, y, font = frame.x, frame.y, frame.font
    parts = []
    for value, label in zip(frame.ticks.values, frame.tick_labels, strict=True):
        parts.append(el("path", d=f"M{num(x.start)} {num(y(value))}H{num(x.stop)}", stroke=paint("line")))
        at = {"x": x.start - 7, "y": y(value) + font * 0.35}
        shown = marked_words(label, frame.language, frame.t.own)
        parts.append(el("text", shown, text_anchor="end", font_size=font, fill=paint("ink-3"), **at))
    spans = year_spans(x.low, x.high)
    fiscal = frame.t.fiscal_year
    wide = (2.9 if fiscal.is_calendar else 4.6) * font
    step = next((n for n in (1, 2, 5, 10, 20, 50, 100) if n * 12 * _per_month(frame) >= wide), 200)
    for year, low, high in spans:
        if high < x.high:
            tall = f"M{num(x(high))} {num(y.stop)}V{num(y.start + 4)}"
            parts.append(el("path", d=tall, stroke=paint("line")))
        if (year - spans[-1][0]) % step == 0 and x(high) - x(low) >= (wide if step == 1 else wide / 2):
            middle = min(max(x((low + high) / 2), wide / 2), frame.layout.width - wide / 2)
            at = {"x": middle, "y": y.start + font * 1.6}
            parts.append(
                el("text", fiscal.label(year), text_anchor="middle", font_size=font, fill=paint("ink-3"), **at)
            )
    return join(parts)


def _per_month(frame: Frame) -> float:
    return (frame.x.stop - frame.x.start) / (frame.x.high - frame.x.low)


def zones(frame: Frame) -> Markup:
    """Rose between the baseline and 60 % of the plan, amber up to 95 %; a small chart carries them on to the end."""
    vertices = [*frame.t.zones, *(_zones_ahead(frame) if frame.layout.small else [])]
    calm = "-calm" if frame.layout.small else ""
    if len(vertices) < 2:
        return EMPTY
    base = [frame.at(z.end, z.baseline) for z in vertices]
    off = [frame.at(z.end, z.off_track) for z in vertices]
    risk = [frame.at(z.end, z.at_risk) for z in vertices]
    rose = el("path", d=path_of([*base, *reversed(off)], closed=True), fill=paint(f"zone-off{calm}"))
    amber = el("path", d=path_of([*off, *reversed(risk)], closed=True), fill=paint(f"zone-risk{calm}"))
    # in grey and in forced colours the two are told apart by the line between them
    between = el("path", d=path_of(off), fill="none", stroke=paint("control"), stroke_width="0.75", opacity="0.7")
    return join((rose, amber, between))


def _zones_ahead(frame: Frame) -> list[Zone]:
    """Zones after the as-of month by the same two shares of the plan that the given zones have."""
    t = frame.t
    if not t.zones or t.step:
        return []
    last = t.zones[-1]
    planned = geometry.plan_value(t.plan, t.baseline, last.end)
    if planned is None or abs(planned - last.baseline) < 1e-9 * max(1.0, abs(planned)):
        return []
    off = (last.off_track - last.baseline) / (planned - last.baseline)
    risk = (last.at_risk - last.baseline) / (planned - last.baseline)
    return [
        Zone(
            p.end,
            last.baseline,
            last.baseline + off * (p.value - last.baseline),
            last.baseline + risk * (p.value - last.baseline),
        )
        for p in t.plan
        if p.end > last.end
    ]


def range_band(frame: Frame) -> Markup:
    """The limits of «утримання»: a pale band across the plot with dotted edges."""
    if frame.t.range is None:
        return EMPTY
    low, high = (frame.y.clipped(v) for v in sorted(frame.t.range))
    x = frame.x
    fill = el("rect", x=x.start, y=high, width=x.stop - x.start, height=max(low - high, 0.5), fill=paint("share-area"))
    edges = (
        el("path", d=f"M{num(x.start)} {num(at)}H{num(x.stop)}", stroke=paint("ink-2"), stroke_dasharray="7 4")
        for at in (low, high)
    )
    return join((fill, *edges))


def bands(frame: Frame) -> Markup:
    """Hatched spans of months without data or with the assessment suspended."""
    parts = []
    for band in frame.t.bands:
        left, right = frame.x.clipped(band.start), frame.x.clipped(band.end)
        if right - left < 1:
            continue
        top, bottom = frame.y.stop, frame.y.start
        box = {"x": left, "y": top, "width": right - left, "height": bottom - top}
        parts.append(el("rect", **box, fill=paint("page"), opacity="0.55"))
        lines = hatch(left, top, right, bottom, 7.0)
        opacity = "0.5" if frame.layout.small else "0.8"
        parts.append(el("path", d=lines, stroke=paint("control"), stroke_width="0.9", opacity=opacity))
    return join(parts)


def baseline(frame: Frame) -> Markup:
    """Dotted line at the baseline value with a hollow dot."""
    b = frame.t.baseline
    if b is None:
        return EMPTY
    x, y = frame.at(b.end, b.value)
    r = 3.5 if frame.layout.small else 4.5
    dot = el("circle", cx=x, cy=y, r=r, fill=paint("page"), stroke=paint("ink"), stroke_width="2")
    if frame.t.restart:  # a whole year's sum is no line that parts of a year stand above or below
        return dot
    line = el("path", d=f"M{num(x)} {num(y)}H{num(frame.x.stop)}", stroke=paint("ink-3"), stroke_dasharray="1.5 3.5")
    return line + dot


def plan(frame: Frame) -> Markup:
    """The dashed plan with its ticks; before a target change the old plan, thin."""
    t = frame.t
    old, line, ticks = EMPTY, EMPTY, EMPTY
    if t.old_plan:
        d = "".join(path_of(path) for path in geometry.plan_paths(frame, t.old_plan))
        old = el("path", d=d, fill="none", stroke=paint("ink-3"), stroke_width="1.2", stroke_dasharray="2 4")
    if d := "".join(path_of(path) for path in geometry.plan_paths(frame, t.plan)):
        line = el("path", d=d, fill="none", stroke=paint("ink-2"), stroke_width="1.5", stroke_dasharray="5 4")
    half = 4.5 if frame.layout.small else 6.0
    for p in t.plan:
        if t.restart and not p.label:  # a year that the plan does not name
            continue
        x, y = frame.at(p.end, p.value)
        left, right = max(x - half, 0), min(x + half, frame.layout.width)
        ticks += el("path", d=f"M{num(left)} {num(y)}H{num(right)}", stroke=paint("ink"), stroke_width="3")
    return old + line + ticks


def continuation(frame: Frame) -> Markup:
    """The band and the dotted median; not on a small chart."""
    c = frame.t.continuation
    if c is not None and frame.t.restart and not frame.layout.small:
        return _outcome(frame, c)
    upper, lower = geometry.continuation_edges(frame)
    if c is None or frame.layout.small or not upper:
        return EMPTY
    band = el("path", d=path_of([*upper, *reversed(lower)], closed=True), fill=paint("forecast"))
    median = path_of([frame.at(c.start_end, c.start_value), frame.at(c.end, c.value)])
    return band + el("path", d=median, fill="none", stroke=paint("ink"), stroke_width="1.6", stroke_dasharray="2 3.5")


def _outcome(frame: Frame, c: Continuation) -> Markup:
    """Where years restart the sum that the last one may end with: the band and the middle at its end."""
    (x, high), (_, low), (_, middle) = (frame.at(c.end, v) for v in (c.high, c.low, c.value))
    box = {"x": x - 6, "y": high, "width": min(12.0, frame.layout.width - x + 6), "height": max(low - high, 1.0)}
    d = f"M{num(x - 9)} {num(middle)}H{num(min(x + 6, frame.layout.width))}"
    style = {"stroke": paint("ink"), "stroke_width": "1.6", "stroke_dasharray": "2 3.5"}
    return el("rect", fill=paint("forecast"), **box) + el("path", d=d, fill="none", **style)


def as_of(frame: Frame) -> Markup:
    """The vertical line at the as-of month; not on a small chart, and not of a plan that has not begun."""
    if frame.layout.small or not frame.t.as_of_label:
        return EMPTY
    x = num(frame.x.clipped(frame.t.as_of))
    return el("path", d=f"M{x} {num(frame.y.stop - 4)}V{num(frame.y.start)}", stroke=paint("ink-2"), stroke_width="1")


def series_break(frame: Frame) -> Markup:
    """A double stroke across the plot where values stop being comparable."""
    if frame.t.break_end is None:
        return EMPTY
    x = frame.x.clipped(frame.t.break_end - 0.5)
    lines = [f"M{num(at)} {num(frame.y.stop)}V{num(frame.y.start)}" for at in (x - 1.75, x + 1.75)]
    return el("path", d="".join(lines), stroke=paint("ink-3"), stroke_width="1.2")


def actual(frame: Frame) -> Markup:
    """The actual line with its dots, crosses at replaced values, the status sign at the last value."""
    width = "2" if frame.layout.small else "2.6"
    parts = []
    for partial in (False, True):
        d, end = "", None
        for start, stop, dashed in geometry.actual_segments(frame):
            if dashed is partial:
                d += path_of([start, stop]) if start != end else f"L{num(stop[0])} {num(stop[1])}"
                end = stop
        dashes = "6 4" if partial else None
        style = {"fill": "none", "stroke": paint("ink"), "stroke_width": width, "stroke_dasharray": dashes}
        parts.append(el("path", d=d, stroke_linejoin="round", **style) if d else EMPTY)
    if not frame.layout.small:
        parts.extend(_revised(frame, point) for point in frame.t.revised)
    parts.append(_dots(frame))
    return join(parts)


def _revised(frame: Frame, point: Point) -> Markup:
    """A cross: a hollow dot is a value that may still change."""
    x, y = frame.at(point.end, point.value or 0.0)
    r = 3.5
    d = "".join(path_of(ends) for ends in ([(x - r, y - r), (x + r, y + r)], [(x - r, y + r), (x + r, y - r)]))
    halo = el("path", d=d, stroke=paint("page"), stroke_width="4.5")
    cross = el("path", d=d, stroke=paint("ink-2"), stroke_width="1.8")
    return el("g", el("title", point.title), halo, cross)


def _dots(frame: Frame) -> Markup:
    """All points in time order, which is the order the arrow keys walk."""
    last = judged_point(frame.t)
    spacing = (frame.x.stop - frame.x.start) / max(len(frame.t.points), 1)
    radius = 3.0 if spacing > 9 else 2.0
    # of a larger drawing every point has a dot
    lone = _lone_points(frame) if frame.layout.small else []
    parts = []
    for point in frame.t.points:
        if point is last:
            parts.append(_last(frame, point) + _beyond(frame, point))
        elif point.value is None:
            parts.append(EMPTY if frame.layout.small else _gap_hit(frame, point))
        elif frame.layout.small:
            parts.append(_dot(frame, point, 1.8) if point in lone else EMPTY)
        else:
            parts.append(hit(frame, point, _dot(frame, point, radius) + _beyond(frame, point)))
    return join(parts)


def _beyond(frame: Frame, point: Point) -> Markup:
    """An arrow at the edge of the plot over a value that lies outside: it does not stand where it is drawn."""
    if not frame.beyond(point):
        return EMPTY
    x, y = frame.at(point.end, point.value or 0.0)
    up = (point.value or 0.0) > frame.ticks.high
    half = (frame.layout.glyph / 2 if point is judged_point(frame.t) else 4.0) + 3
    edge, tip = (y - half, y - half - 6) if up else (y + half, y + half + 6)
    d = f"M{num(x - 5)} {num(edge)}L{num(x)} {num(tip)}L{num(x + 5)} {num(edge)}"
    return el("path", d=d, fill="none", stroke=paint("ink"), stroke_width="1.8")


def _lone_points(frame: Frame) -> list[Point]:
    """Points that no line reaches: without a dot they would not be seen."""
    points = frame.t.points
    linked = {i for i in range(len(points) - 1) if geometry.joined(frame, points[i], points[i + 1])}
    return [p for i, p in enumerate(points) if p.value is not None and i not in linked and i - 1 not in linked]


def _dot(frame: Frame, point: Point, radius: float) -> Markup:
    x, y = frame.at(point.end, point.value or 0.0)
    if point.preliminary:
        return el("circle", cx=x, cy=y, r=radius + 0.5, fill=paint("page"), stroke=paint("ink"), stroke_width="1.8")
    return el("circle", cx=x, cy=y, r=radius, fill=paint("ink"))


def hit(frame: Frame, point: Point, drawn: Markup) -> Markup:
    """A point with its title and a larger place to touch; arrow keys walk through `data-point` in order."""
    x, y = frame.at(point.end, point.value or 0.0)
    target = el("circle", cx=x, cy=y, r="9", fill="transparent")
    return el("g", el("title", point.title), target, drawn, data_point=point.title)


def _gap_hit(frame: Frame, point: Point) -> Markup:
    x = frame.x.clipped(point.end)
    left, right = max(x - 6, 0.0), min(x + 6, frame.layout.width)
    box = {"x": left, "y": frame.y.stop, "width": right - left, "height": frame.y.start - frame.y.stop}
    return el("g", el("title", point.title), el("rect", **box, fill="transparent"), data_point=point.title)


def _last(frame: Frame, point: Point) -> Markup:
    x, y = frame.at(point.end, point.value or 0.0)
    size = frame.layout.glyph
    status = Status(frame.t.status)
    ring = el("circle", cx=x, cy=y, r=size / 2 + 1.5, fill=paint("page"), opacity="0.85")
    place = f"translate({x - size / 2:.1f} {y - size / 2:.1f}) scale({size / 24:.3f})"
    sign = el("g", glyph_shape(status, size, outline=point.preliminary), transform=place)
    if frame.layout.small:
        return ring + sign
    return hit(frame, point, ring + sign)
