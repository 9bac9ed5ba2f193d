"""The lane under the years: events, decisions, corrective actions and explanations at their months.

A sign each; what would lie on one another is one box with its number, so that a month of many stays readable.
"""

from collections.abc import Sequence

from kpi.charts.tokens import paint
from kpi.charts.trajectory_parts.frame import Frame
from kpi.text.markup import EMPTY, Markup, el, join, num
from kpi.text.scripts import foreign
from kpi.views.common.series import ChartMark, MarkKind

#: of the font: from the axis to the middle of the lane
MIDDLE = 2.6
#: between the middles of two signs, px; a finger needs no less
_APART = 18.0
#: of a sign in a legend of 34 × 14
_LEGEND_FONT = 10.5


def lane(frame: Frame) -> Markup:
    """Nothing where nothing happened, and on a small chart."""
    if not frame.t.marks or frame.layout.small:
        return EMPTY
    y = frame.y.start + frame.font * MIDDLE
    line = el("path", d=f"M{num(frame.x.start)} {num(y)}H{num(frame.x.stop)}", stroke=paint("line"))
    return join((line, *(_group(marks, frame, y) for marks in groups(frame))))


def groups(frame: Frame) -> list[list[ChartMark]]:
    """Marks in time order, those nearer than a sign is wide together."""
    found: list[list[ChartMark]] = []
    first = 0.0
    for mark in frame.t.marks:
        x = frame.x.clipped(mark.at)
        if found and x - first < _APART:
            found[-1].append(mark)
        else:
            found.append([mark])
            first = x
    return found


def _group(marks: Sequence[ChartMark], frame: Frame, y: float) -> Markup:
    """Drawn over the first of them; arrow keys walk through `data-point`."""
    x, words = frame.x.clipped(marks[0].at), "\n".join(mark.title for mark in marks)
    target = el("rect", x=x - 8, y=y - 9, width=16.0, height=18.0, fill="transparent")
    sign = _number(len(marks), x, y, frame.font) if len(marks) > 1 else mark_sign(marks[0].kind, x, y)
    return el("g", el("title", words), target, sign, data_point=words, lang=foreign(words, frame.language, frame.t.own))


def _number(count: int, x: float, y: float, font: float) -> Markup:
    """In the letters of the drawing, so that it is read wherever the drawing is; two digits take a wider box."""
    words = str(count)
    width, height = font * (0.75 + 0.55 * len(words)), font * 1.3
    box = el("rect", x=x - width / 2, y=y - height / 2, width=width, height=height, rx="3", fill=paint("ink-2"))
    style = {"text_anchor": "middle", "font_size": num(font), "font_weight": "700", "fill": paint("page")}
    return box + el("text", words, x=x, y=y + font * 0.36, **style)


def mark_sign(kind: MarkKind, x: float, y: float) -> Markup:
    """A flag, a sheet, an arrow, a bubble: a shape for each kind."""
    ink, page = paint("ink"), paint("page")
    link = paint("link")
    at = f"translate({num(x)} {num(y)})"
    style = {"stroke_width": "1.6", "stroke_linejoin": "round", "stroke_linecap": "round"}
    match kind:
        case MarkKind.EVENT:
            shape = el("path", d="M-4 7V-7L6 -3.5L-4 0", fill=ink, stroke=ink, **style)
        case MarkKind.DECISION:
            shape = el("path", d="M-5 -7H5V7H-5Z", fill=page, stroke=link, **style)
            shape += el("path", d="M-2.4 -2.6H2.4M-2.4 1.4H2.4", fill="none", stroke=link, **style)
        case MarkKind.ACTION:
            shape = el("path", d="M-6 -3H0V-6.5L6.5 0L0 6.5V3H-6Z", fill=link, stroke=link, **style)
        case MarkKind.NOTE:
            shape = el("path", d="M-6.5 -5.5H6.5V3.5H0L-3.5 7V3.5H-6.5Z", fill=page, stroke=paint("ink-3"), **style)
    return el("g", shape, transform=at)


def several() -> Markup:
    """The box of several for a legend."""
    return _number(2, 17, 7, _LEGEND_FONT)


def legend_sign(kind: MarkKind) -> Markup:
    """A sign for a legend of 34 × 14."""
    return el("g", mark_sign(kind, 0, 0), transform="translate(17 7) scale(0.92)")
