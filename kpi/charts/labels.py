"""Labels that do not lie on lines or on each other: text widths, obstacles, the best of several places."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from math import hypot, inf
from typing import NamedTuple

from kpi.charts.svg import XY
from kpi.charts.tokens import paint
from kpi.text import NO_BREAK_SPACE
from kpi.text.markup import Markup, el, esc

_WIDTHS = {
    char: width
    for width, chars in (
        (0.22, "\u202f\u2009"),
        (0.27, "’IijlІЇії"),
        (0.30, " \xa0.,:;'"),
        (0.37, "()/ft"),
        (0.42, "r"),
        (0.47, "-гґт²³°"),
        (0.52, "–з"),
        (0.57, "JLacksvxyzавєксухья"),
        (0.62, "«»EFbdeghnopquГҐЕЗбдеийлнопрцч"),
        (0.66, "0123456789−+₴BKPRSTZБВКРТУЬЯ"),
        (0.72, "ADVXYАХЦЧф"),
        (0.77, "CGHNOQUЄИЙЛНОПСм"),
        (0.82, "wДжш"),
        (0.87, "Фщю"),
        (0.92, "MmМ"),
        (0.97, "ЖШЩ→"),
        (1.02, "—%WЮ"),
        (1.12, "№"),
    )
    for char in chars
}
_UNKNOWN, _BOLD = 0.75, 1.06
_LINE = 1.25  # line height in ems
_ASCENT, _DESCENT = 0.82, 0.24


@lru_cache(maxsize=4096)
def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of the text in px, set in Inter with tabular digits; a little generous."""
    return sum(_WIDTHS.get(char, _UNKNOWN) for char in text) * size * (_BOLD if bold else 1.0)


def wrapped(text: str, size: float, width: float, *, bold: bool = False) -> tuple[str, ...]:
    """The text in lines of at most `width` px, broken at ordinary spaces; a word that is too wide goes on below."""
    lines: list[str] = []
    for word in _words(text, size, width, bold=bold):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, size, bold=bold) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    return tuple(lines)


#: where a word that no line holds may go on below: first after its no-break spaces, then after other signs
_PARTS = (re.compile(r"[^\u00a0]*\u00a0?"), re.compile(r"[^/·–-]*[/·–-]?"), re.compile(r".?", re.DOTALL))


def _words(text: str, size: float, width: float, *, bold: bool) -> list[str]:
    """The words, those that no line holds in pieces."""
    found: list[str] = []
    for word in text.split(" "):
        if text_width(word, size, bold=bold) <= width:
            found.append(word)
            continue
        line = ""
        for part in _fitting(word, size, width, bold=bold):
            if line and text_width(line + part, size, bold=bold) > width:
                found.append(line.rstrip(NO_BREAK_SPACE))
                line = ""
            line += part
        found.append(line)
    return found


def _fitting(word: str, size: float, width: float, *, bold: bool, way: int = 0) -> Iterator[str]:
    """The pieces of a word that lines hold, as few as may be."""
    for piece in filter(None, _PARTS[way].findall(word)):
        if way + 1 == len(_PARTS) or text_width(piece, size, bold=bold) <= width:
            yield piece
        else:
            yield from _fitting(piece, size, width, bold=bold, way=way + 1)


def shortened(text: str, size: float, width: float, *, bold: bool = False) -> str:
    """The text cut with «…» where it is wider than `width`."""
    if text_width(text, size, bold=bold) <= width:
        return text
    while text and text_width(text + "…", size, bold=bold) > width:
        text = text[:-1]
    return text.rstrip() + "…"


class Box(NamedTuple):
    """A rectangle in px. A chart makes thousands of them and of labels: tuples are made in a third of the time."""

    left: float
    top: float
    right: float
    bottom: float

    def inside(self, other: "Box") -> bool:
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )

    def length_of(self, start: XY, stop: XY) -> float:
        """Length in px of the part of a segment that lies inside (Liang–Barsky)."""
        # most segments are far away, and a chart asks a few thousand times
        if (start[0] < self.left and stop[0] < self.left) or (start[0] > self.right and stop[0] > self.right):
            return 0.0
        if (start[1] < self.top and stop[1] < self.top) or (start[1] > self.bottom and stop[1] > self.bottom):
            return 0.0
        dx, dy = stop[0] - start[0], stop[1] - start[1]
        first, last = 0.0, 1.0
        for delta, near, far in (
            (dx, self.left - start[0], self.right - start[0]),
            (dy, self.top - start[1], self.bottom - start[1]),
        ):
            if delta == 0:
                if near > 0 or far < 0:
                    return 0.0
                continue
            one, other = near / delta, far / delta
            enter, leave = (one, other) if one <= other else (other, one)
            first, last = max(first, enter), min(last, leave)
        return max(0.0, last - first) * hypot(dx, dy)


@lru_cache(maxsize=256)
def _extent(lines: tuple[str, ...], size: float, bold: bool) -> tuple[float, float]:
    """Width of the widest line, and height from the first baseline to the last; a label is tried in many places."""
    width = max((text_width(line, size, bold=bold) for line in lines), default=0.0)
    return width, (len(lines) - 1) * size * _LINE


class Label(NamedTuple):
    """Text of one or more lines; (x, y) is the anchor on the baseline of the first line."""

    lines: tuple[str, ...]
    x: float
    y: float
    anchor: str = "start"  # start, middle, end
    size: float = 14.0
    bold: bool = False
    ink: str = "ink-2"
    halo: str = "page"
    lang: str | None = None  # where it is not that of the page

    @property
    def box(self) -> Box:
        lines, x, y, anchor, size, bold, *_ = self
        width, height = _extent(lines, size, bold)
        left = x - (0.0 if anchor == "start" else width / 2 if anchor == "middle" else width)
        return Box(left, y - size * _ASCENT, left + width, y + height + size * _DESCENT)

    def moved(self, x: float, y: float, anchor: str) -> "Label":
        """The same text elsewhere (`_replace` takes three times as long)."""
        return Label(self.lines, x, y, anchor, *self[4:])

    def svg(self, drawn: Callable[[str], Markup] = esc) -> Markup:
        """The text with a halo in the colour of the page.

        drawn  makes markup of a line of our own words
        """
        step = self.size * _LINE
        lines = [esc(line) if self.lang else drawn(line) for line in self.lines]
        parts = [el("tspan", line, x=self.x, y=self.y + number * step) for number, line in enumerate(lines)]
        return el(
            "text",
            *(parts if len(parts) > 1 else lines),
            lang=self.lang,
            x=self.x,
            y=self.y,
            text_anchor=None if self.anchor == "start" else self.anchor,
            font_size=self.size,
            font_weight="600" if self.bold else None,
            fill=paint(self.ink),
            stroke=paint(self.halo),
            stroke_width="4",
            stroke_linejoin="round",
            paint_order="stroke",
        )


def around(a: XY, b: XY) -> Box:
    """The smallest box that holds a segment."""
    (ax, ay), (bx, by) = a, b
    return Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


@dataclass(slots=True)
class Obstacles:
    """What labels keep clear of, inside `bounds`: lines and marks at a cost, `taken` (other labels) always."""

    bounds: Box
    segments: list[tuple[Box, XY, XY, float]] = field(default_factory=list)
    boxes: list[tuple[Box, float]] = field(default_factory=list)
    taken: list[Box] = field(default_factory=list)

    def add_line(self, points: Sequence[XY], weight: float) -> None:
        self.segments.extend((around(a, b), a, b, weight) for a, b in pairwise(points))

    def add_box(self, box: Box, weight: float = 10.0) -> None:
        self.boxes.append((box, weight))

    def cost(self, box: Box, enough: float = inf) -> float:
        """How much a box would cover; 1 is about a pixel of a line.

        enough  of what costs more, only that it does is told
        """
        # asked for thousands of places of a chart, of which most lines and marks are far away
        left, top, right, bottom = box
        lines = marks = 0.0
        for (first, high, last, low), a, b, weight in self.segments:
            if last >= left and first <= right and low >= top and high <= bottom:
                lines += weight * box.length_of(a, b)
                if lines > enough:
                    return lines
        for (first, high, last, low), weight in self.boxes:
            if first < right and last > left and high < bottom and low > top:
                width = (last if last < right else right) - (first if first > left else left)
                marks += weight * (width * ((low if low < bottom else bottom) - (high if high > top else top)))
                if marks > enough:
                    return marks
        return lines + marks

    def _moved_in(self, label: Label) -> tuple[Label, Box]:
        """The label moved sideways into the bounds, and its box."""
        box = label.box
        shift = max(self.bounds.left - box.left, 0.0) or min(self.bounds.right - box.right, 0.0)
        moved = label._replace(x=label.x + shift) if shift else label
        return moved, moved.box if shift else box

    def take(self, box: Box) -> None:
        """No label may touch this box."""
        self.taken.append(box)

    def is_free(self, box: Box) -> bool:
        left, top, right, bottom = box
        for first, high, last, low in self.taken:
            if first < right and last > left and high < bottom and low > top:
                return False
        return box.inside(self.bounds)

    def place(
        self,
        candidates: Iterable[Label],
        *,
        most: float = inf,
        penalty: Callable[[Box], float] = lambda box: 0.0,
    ) -> Label | None:
        """The cheapest free candidate, the earlier of equals; None where none is free or all cost over `most`.

        The chosen label is taken for the next ones. `penalty`, never below 0, adds to the cost of a candidate.
        """
        best, least, found = None, inf, None
        for rank, wanted in enumerate(candidates):
            if 0.6 * rank >= least or 0.6 * rank > most:
                break
            label, box = self._moved_in(wanted)
            if not self.is_free(box):
                continue
            cost = self.cost(box, min(least, most)) + 0.6 * rank + 0.15 * abs(label.x - wanted.x)
            if cost >= least or cost > most:
                continue
            cost += penalty(box)
            if cost < least and cost <= most:
                best, least, found = label, cost, box
        if found is not None:
            self.take(found)
        return best
