"""The eight signs of the statuses: shape first, colour second."""

from kpi.charts.svg import drawing, hatch
from kpi.charts.tokens import STATUS_TOKENS, paint
from kpi.model import Status
from kpi.text.markup import Markup, el, join

_RING = 9.6
_SHAPES = {
    Status.ACHIEVED: "M12 2a10 10 0 1 1 0 20a10 10 0 1 1 0-20Z",
    Status.ON_TRACK: "M12 2a10 10 0 1 1 0 20a10 10 0 1 1 0-20Z",
    Status.AT_RISK: "M12 2.6L22.4 20.8H1.6Z",
    Status.OFF_TRACK: "M12 1L23 12L12 23L1 12Z",
    Status.MOVING_AWAY: "M12 1L23 12L12 23L1 12Z",
}
_MARKS = {
    Status.ACHIEVED: "M7.2 12.3l3.3 3.3l6.4-6.8",
    Status.ON_TRACK: "",
    Status.AT_RISK: "M12 9v5",
    Status.OFF_TRACK: "M12 6.4v6.4",
    Status.MOVING_AWAY: "M12 6v11M8 13.2l4 4l4-4",
}
_DOTS = {Status.AT_RISK: 17.4, Status.OFF_TRACK: 16.8}


def glyph(status: Status, size: float, label: str | None = None, outline: bool = False) -> Markup:
    """The sign as an inline SVG of `size` px: an image named `label`, or decoration where the word stands beside it.

    `outline` fades it to its outline: the report is overdue.
    """
    shape = glyph_shape(Status(status), size, outline=outline)
    return drawing(shape, 24, 24, label=label, class_="p-glyph-svg", shown=(size, size))


def glyph_at(status: Status, x: float, y: float, size: float) -> Markup:
    """The sign inside another drawing, centred on (x, y)."""
    half = size / 2
    return el(
        "g",
        glyph_shape(status, size),
        transform=f"translate({x - half:.1f} {y - half:.1f}) scale({size / 24:.3f})",
    )


def glyph_shape(status: Status, size: float, *, outline: bool = False) -> Markup:
    """The inside of the sign in a box of 24; `size` only keeps the amber outline at 1.5 px."""
    if status in _SHAPES:
        return _judged(status, size, outline)
    return {Status.NO_DATA: _no_data, Status.SUSPENDED: _suspended, Status.NOT_DUE: _not_due}[status]()


def _judged(status: Status, size: float, outline: bool) -> Markup:
    names = STATUS_TOKENS[status]
    edge = 1.5 * 24 / max(size, 12)
    lined = outline or names.line != names.fill
    ink = paint(names.text if outline else names.on)
    shape = el(
        "path",
        class_="p-g-fill",
        d=_SHAPES[status],
        fill=paint("page" if outline else names.fill),
        stroke=paint(names.line) if lined else None,
        stroke_width=float(edge) if lined else None,
        stroke_linejoin="round",
    )
    mark = _MARKS[status]
    drawn = _stroke(mark, ink, 2.5) if mark else None
    dot = _DOTS.get(status)
    point = el("circle", class_="p-g-dot", cx="12", cy=dot, r="1.5", fill=ink) if dot else None
    return join((shape, drawn, point))


def _stroke(d: str, ink: str, width: float) -> Markup:
    return el(
        "path",
        class_="p-g-ink",
        d=d,
        fill="none",
        stroke=ink,
        stroke_width=width,
        stroke_linecap="round",
        stroke_linejoin="round",
    )


def _ring(width: float, radius: float = _RING, dashes: str | None = None) -> Markup:
    return el(
        "circle",
        class_="p-g-ink",
        cx="12",
        cy="12",
        r=radius,
        fill=paint("page"),
        stroke=paint("grey"),
        stroke_width=width,
        stroke_dasharray=dashes,
    )


def _no_data() -> Markup:
    grey = paint("grey")
    mark = _stroke("M9 9.7a3 3 0 1 1 4.6 2.5c-1 .65-1.6 1.1-1.6 2.1", grey, 2.0)
    return _ring(2.0, dashes="3.6 2.43") + mark + el("circle", class_="p-g-dot", cx="12", cy=17.5, r="1.3", fill=grey)


def _suspended() -> Markup:
    lines = el("path", class_="p-g-ink", d=hatch(3.6, 3.6, 20.4, 20.4, 4.2), stroke=paint("grey"), stroke_width=1.1)
    inner = el("circle", cx="12", cy="12", r=7.2, fill=paint("page"), stroke=paint("grey"), stroke_width=1.1)
    return _ring(1.6, 10.2) + lines + inner + _stroke("M9.6 8.6v6.8M14.4 8.6v6.8", paint("grey"), 2.2)


def _not_due() -> Markup:
    return _ring(1.6) + _stroke("M12 6.6v5.6l3.4 2.3", paint("grey"), 1.7)
