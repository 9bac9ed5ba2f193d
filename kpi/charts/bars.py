"""Bars of counts and bars of the way: status bar, track, roll-up."""

from kpi.charts.svg import drawing, hatch, usable
from kpi.charts.tokens import COLOURED, STATUS_TOKENS, paint
from kpi.model import Status
from kpi.text.markup import Markup, el, join
from kpi.views.common.series import StatusBar, Track

_NUMBER_FROM = 0.03  # a count is printed inside where its share is larger: in less there is no room for its digits
_LOW, _HIGH = -0.16, 1.06  # the scale of the track: room for a value that went back behind its baseline
_TRACK_WIDTH, _TRACK_HEIGHT = 200.0, 22.0


def status_bar(bar: StatusBar, thin: bool = False, tag: str = "div") -> Markup:
    """Counts by status as HTML: flex by count, patterns for what is not judged, numbers inside the tall bar.

    The whole distribution in words is the bar's accessible name; words must follow a thin bar.
    tag  "span" inside a line
    """
    total = sum(segment.count for segment in bar.segments)
    parts = []
    for segment in bar.segments:
        if segment.count <= 0:
            continue
        shown = None if thin or segment.count / total <= _NUMBER_FROM else el("b", segment.count)
        classes = f"p-seg p-is-{Status(segment.status)} {_grown(segment.count, total)}"
        parts.append(el("span", shown, class_=classes))
    name = "p-bar" + (" p-bar-thin" if thin else "") + ("" if parts else " p-bar-empty")
    return el(tag, *parts, class_=name, role="img", aria_label=bar.label)


def _grown(count: int, total: int) -> str:
    """Classes of postup.css for the digits of a count, by which a piece grows: a page has no styles of its own.

    Of more than 999 indicators, in thousandths of all.
    """
    share = count if total <= 999 else max(1, round(count * 999 / total))
    return " ".join(f"p-{place}{digit}" for place, digit in zip("abc", f"{share:03d}", strict=True) if digit != "0")


def bar_rects(bar: StatusBar, width: float, height: float) -> Markup:
    """The tall bar as a drawing of its own, for pictures: the same gaps, frames, patterns and numbers."""
    segments = [segment for segment in bar.segments if segment.count > 0]
    total = sum(segment.count for segment in segments)
    if not total:
        return drawing(el("rect", width=width, height=height, fill=paint("surface-2")), width, height, label=bar.label)
    gap, x, parts = 4.0, 0.0, []
    unit = (width - gap * (len(segments) - 1)) / total
    for segment in segments:
        wide = segment.count * unit
        parts.append(_segment(Status(segment.status), (x, wide, height)))
        if segment.count / total > _NUMBER_FROM:
            parts.append(_count(segment.count, Status(segment.status), x, height))
        x += wide + gap
    return drawing(join(parts), width, height, label=bar.label)


def _segment(status: Status, box: tuple[float, float, float]) -> Markup:
    """One piece of the bar: x, width, height."""
    x, wide, height = box
    names, solid = STATUS_TOKENS[status], status in COLOURED
    edge = 0.0 if solid and names.line == names.fill else 3.0
    fill = names.fill if solid else "not_due-bed" if status is Status.NOT_DUE else "page"
    piece = el(
        "rect",
        x=x + edge / 2,
        y=edge / 2,
        width=max(wide - edge, 1.0),
        height=height - edge,
        fill=paint(fill),
        stroke=paint(names.line) if edge else None,
        stroke_width=edge or None,
    )
    if status is Status.SUSPENDED:
        lines = hatch(x + edge, edge, x + wide - edge, height - edge, 13.0)
        piece += el("path", d=lines, stroke=paint("grey"), stroke_width="2.5")
    return piece


def _count(count: int, status: Status, x: float, height: float) -> Markup:
    """The number inside a piece, on a clean ground where the piece is hatched."""
    size = height * 0.45
    y = height / 2 + size * 0.36
    ground = None
    if status is Status.SUSPENDED:
        wide = size * 0.66 * len(str(count)) + 12
        ground = el("rect", x=x + 10, y=y - size * 0.9, width=wide, height=size * 1.1, fill=paint("page"))
    ink = paint(STATUS_TOKENS[status].on)
    return join((ground, el("text", count, x=x + 16, y=y, font_size=size, font_weight="700", fill=ink)))


def track(value: Track) -> Markup:
    """Bullet of the way from baseline to target; not judged: hatched bed, no bar."""
    return drawing(_bullet(value), _TRACK_WIDTH, _TRACK_HEIGHT, label=value.label, class_="p-track")


def rollup_bar(progress: float | None, expected: float | None, status: Status, label: str) -> Markup:
    """Weighted progress P with a tick at E (METHOD 4) on a bed from 0 to 100 %."""
    share, due = (None if v is None or not usable(v) else min(max(v, 0.0), 1.0) for v in (progress, expected))
    left, right = _x(0.0) - 2.5, _x(1.0) + 2.5  # only the bed of the track: P and E are shares between 0 and 1
    bullet = el("g", _bullet(Track(share, due, Status(status), label)), transform=f"translate({-left:.1f} 0)")
    return drawing(bullet, right - left, _TRACK_HEIGHT, label=label, class_="p-rollup-svg")


def _x(share: float) -> float:
    return (min(max(share, _LOW), _HIGH) - _LOW) / (_HIGH - _LOW) * _TRACK_WIDTH


def _bullet(value: Track) -> Markup:
    zero, full, middle = _x(0.0), _x(1.0), _TRACK_HEIGHT / 2
    progress, expected = (v if v is not None and usable(v) else None for v in (value.progress, value.expected))
    bed = _hatched_bed(zero, full)
    if progress is not None:
        bed = el("rect", x=zero, y=middle - 4, width=full - zero, height="8", fill=paint("surface-2"))
    ends = join(
        el("path", d=f"M{x:.1f} {middle - 7:.1f}v14", stroke=paint("grey"), stroke_width="1") for x in (zero, full)
    )
    bar = None if progress is None else _bar(progress, Status(value.status))
    tick = None
    if expected is not None:
        at = min(max(_x(expected), 3.0), _TRACK_WIDTH - 3.0)
        halo = el("path", d=f"M{at:.1f} 1.5v19", stroke=paint("page"), stroke_width="5.5")
        tick = halo + el("path", d=f"M{at:.1f} 1.5v19", stroke=paint("ink"), stroke_width="3")
    return join((bed, ends, bar, tick))


def _hatched_bed(zero: float, full: float) -> Markup:
    middle = _TRACK_HEIGHT / 2
    frame = el(
        "rect", x=zero, y=middle - 4, width=full - zero, height="8", fill="none", stroke=paint("line"), stroke_width="1"
    )
    lines = hatch(zero, middle - 4, full, middle + 4, 5.0)
    return frame + el("path", d=lines, stroke=paint("grey"), stroke_width="0.9", opacity="0.75")


def _bar(progress: float, status: Status) -> Markup:
    """From the baseline to the progress; a point at the end says that the bar goes on beyond the scale."""
    names = STATUS_TOKENS[status]
    at, zero, middle = _x(progress), _x(0.0), _TRACK_HEIGHT / 2
    beyond = progress > _HIGH or progress < _LOW
    lean = (-5.0 if progress > 0 else 5.0) if beyond else 0.0
    corner = at + lean
    outline = names.line != names.fill
    inset = 0.75 if outline else 0.0
    if abs(at - zero) < 1.5:  # no way made yet is still a mark
        at = corner = zero + 1.5
    top, bottom = middle - 5 + inset, middle + 5 - inset
    d = f"M{zero:.1f} {top:.1f}H{corner:.1f}L{at:.1f} {middle:.1f}L{corner:.1f} {bottom:.1f}H{zero:.1f}Z"
    return el(
        "path",
        d=d,
        fill=paint(names.fill if status in COLOURED else "grey"),
        stroke=paint(names.line) if outline else None,
        stroke_width="1.5" if outline else None,
        stroke_linejoin="round",
    )
