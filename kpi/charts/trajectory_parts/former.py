"""What the edition before measured: lighter than the own line, with a divider where this edition begins."""

from kpi.charts.svg import path_of
from kpi.charts.tokens import paint
from kpi.charts.trajectory_parts import geometry
from kpi.charts.trajectory_parts.frame import Frame
from kpi.charts.trajectory_parts.layers import hit
from kpi.text.markup import EMPTY, Markup, el, join


def former(frame: Frame) -> Markup:
    """The values of the edition before: a thin grey line with squares, which no status and no plan belongs to."""
    if frame.t.previous is None:
        return EMPTY
    d = "".join(path_of([start, stop]) for start, stop, _ in geometry.previous_segments(frame))
    line = el("path", d=d, fill="none", stroke=paint("ink-3"), stroke_width="1.4") if d else EMPTY
    half = 2.6
    squares = []
    for point in frame.t.previous.points:
        x, y = frame.at(point.end, point.value or 0.0)
        box = {"x": x - half, "y": y - half, "width": 2 * half, "height": 2 * half}
        square = el("rect", **box, fill=paint("page"), stroke=paint("ink-3"), stroke_width="1.6")
        squares.append(square if frame.layout.small else hit(frame, point, square))
    return join((_divider(frame), line, *squares))


def _divider(frame: Frame) -> Markup:
    """Where the years of this edition begin; its words are a label."""
    d = "".join(path_of(path) for path in geometry.divider(frame))
    if not d:
        return EMPTY
    return el("path", d=d, stroke=paint("ink-3"), stroke_width="1.2", stroke_dasharray="8 3 2 3")
