"""Lines of a trajectory as points in px: what SVG draws, Plotly repeats and labels keep clear of."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from math import sqrt

from kpi.charts.svg import XY
from kpi.charts.trajectory_parts.frame import Frame
from kpi.model import index_year
from kpi.views.common.series import PlanPoint, Point


def plan_value(plan: tuple[PlanPoint, ...], baseline: PlanPoint | None, end: float) -> float | None:
    """The plan at a month, linear between its points; None outside them."""
    points: list[PlanPoint] = [*((baseline,) if baseline else ()), *plan]
    for a, b in pairwise(sorted(points, key=lambda p: p.end)):
        if a.end <= end <= b.end and b.end > a.end:
            return a.value + (b.value - a.value) * (end - a.end) / (b.end - a.end)
    return None


def plan_paths(frame: Frame, points: tuple[PlanPoint, ...]) -> list[list[XY]]:
    """The lines of a plan: one from the baseline, or one a year from 0 in January where years restart."""
    t = frame.t
    if not t.restart:
        return [plan_path(frame, points, step=t.step)] if points else []
    return [[frame.at(year_start(p.end), 0.0), frame.at(p.end, p.value)] for p in points]


def year_start(end: int) -> int:
    """Month index of the December before the year that the month `end` belongs to."""
    return (end - 1) // 12 * 12


#: a piece of a path: its left and right end, from, to
Piece = tuple[float, float, XY, XY]


def pieces(paths: Iterable[Sequence[XY]]) -> list[Piece]:
    """The straight pieces of paths, for `crosses`."""
    return [(min(a[0], b[0]), max(a[0], b[0]), a, b) for path in paths for a, b in pairwise(path)]


def crosses(start: XY, stop: XY, among: Iterable[Piece]) -> bool:
    """Whether the segment cuts a piece of a path."""

    def side(a: XY, b: XY, c: XY) -> float:
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    left, right = min(start[0], stop[0]), max(start[0], stop[0])
    return any(
        side(start, stop, a) * side(start, stop, b) < 0 and side(a, b, start) * side(a, b, stop) < 0
        for first, last, a, b in among
        # most pieces are beside the segment
        if last >= left and first <= right
    )


def plan_path(frame: Frame, points: tuple[PlanPoint, ...], *, step: bool) -> list[XY]:
    """The plan from the baseline through its points; a step plan stays and jumps at each date."""
    first = (frame.t.baseline,) if frame.t.baseline is not None else ()
    values = [*first, *(p for p in points if not first or p.end > first[0].end)]
    path = [frame.at(p.end, p.value) for p in values]
    if not step:
        return path
    stepped = path[:1]
    for (_, y0), (x1, y1) in pairwise(path):
        stepped += [(x1, y0), (x1, y1)]
    return stepped


def continuation_edges(frame: Frame) -> tuple[list[XY], list[XY]]:
    """Upper and lower edge of the 80 % band, flared as METHOD 5 has it: by the root of h + h²/G."""
    c = frame.t.continuation
    if c is None or c.end <= c.start_end:
        return [], []
    span = (c.start_end - frame.t.baseline.end) / 12 if frame.t.baseline is not None else 0.0
    horizon = (c.end - c.start_end) / 12

    def spread(h: float) -> float:
        return sqrt(h + h * h / span) if span > 0 else sqrt(h)

    upper, lower = [], []
    for part in range(25):
        share = (part / 24) ** 2  # closer together where the edge bends
        width = spread(share * horizon) / spread(horizon)
        end, middle = c.start_end + share * (c.end - c.start_end), c.start_value + share * (c.value - c.start_value)
        upper.append(frame.at(end, middle + width * (c.high - c.value)))
        lower.append(frame.at(end, middle - width * (c.value - c.low)))
    return upper, lower


def joined(frame: Frame, a: Point, b: Point) -> bool:
    """Whether the line goes from one point to the next: not over a gap, a January of a running total or a break,
    nor over more than the longest rhythm, a year: of the years before the plan no gap is told.
    """
    t = frame.t
    if a.value is None or b.value is None or frame.beyond(a) or frame.beyond(b) or b.end - a.end > 12:
        return False
    if t.restart and index_year(a.end) != index_year(b.end):
        return False
    return t.break_end is None or not a.end < t.break_end <= b.end


@lru_cache(maxsize=64)
def actual_segments(frame: Frame) -> tuple[tuple[XY, XY, bool], ...]:
    """Pieces of the actual line: from, to, whether it leads to a value of partial coverage.

    Labels and layers of a drawing ask for them several times, one drawing after another.
    """
    found = [
        (frame.at(a.end, a.value), frame.at(b.end, b.value), b.partial_coverage)
        for a, b in pairwise(frame.t.points)
        if a.value is not None and b.value is not None and joined(frame, a, b)
    ]
    return tuple(sorted([*found, *_from_january(frame)], key=lambda piece: piece[0][0]))


def previous_segments(frame: Frame) -> list[tuple[XY, XY, bool]]:
    """Pieces of the line of the edition before, by the same rules and its own break; it is never joined to ours."""
    previous, found = frame.t.previous, []
    for a, b in pairwise(previous.points if previous is not None else ()):
        if a.value is None or b.value is None or b.end - a.end > 12:
            continue
        restarts = frame.t.restart and index_year(a.end) != index_year(b.end)
        broken = previous is not None and previous.break_end is not None and a.end < previous.break_end <= b.end
        if not restarts and not broken:
            found.append((frame.at(a.end, a.value), frame.at(b.end, b.value), False))
    return found


def divider(frame: Frame) -> list[list[XY]]:
    """Between the edition before and this one, where its years begin; [] without former values on its left."""
    previous = frame.t.previous
    if previous is None or not previous.divided:
        return []
    x = frame.x.clipped(previous.until)
    return [[(x, frame.y.stop), (x, frame.y.start)]]


def _from_january(frame: Frame) -> list[tuple[XY, XY, bool]]:
    """A sum of the year begins with nothing in January; a year of which only the end is known has no line."""
    t, found = frame.t, []
    if not t.restart:
        return []
    earlier = (-1, *(point.end for point in t.points))
    for before, point in zip(earlier, t.points, strict=False):
        start = year_start(point.end)
        if before <= start and point.value is not None and point.end % 12 and not frame.beyond(point):
            found.append((frame.at(start, 0.0), frame.at(point.end, point.value), point.partial_coverage))
    return found
