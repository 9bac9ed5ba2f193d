"""The pictures of a report as whole SVG files: counts by status of each part, the way of each goal."""

from math import ceil

from kpi.charts.bars import bar_rects, rollup_bar
from kpi.charts.glyphs import glyph_at
from kpi.charts.labels import shortened, text_width, wrapped
from kpi.charts.standalone import demo_mark, document, inside, lines, resolved
from kpi.charts.tokens import Theme, colour
from kpi.model import Status
from kpi.text.markup import Markup, el, join
from kpi.views.report.blocks import GoalWays, NamedBar, NamedWay, Picture, StatusBars

#: px of a picture with its edge; it fills the width of a page, so its letters keep their size beside the text
WIDTH = 760.0
_PAD, _FONT, _BAR = 10.0, 15.0, 30.0
_NAME, _WAY, _WORDS = 290.0, 236.0, 160.0
_LIGHT = Theme.LIGHT


def report_picture(picture: Picture, demo: str) -> Markup:
    """The picture as a file of its own, with the demo mark over it where the figures are made up."""
    drawing, wide = picture.drawing, WIDTH - 2 * _PAD
    content, height = _bars(drawing) if isinstance(drawing, StatusBars) else _ways(drawing)
    # whole px: a part of one would be drawn as a grey line under the picture
    height = float(ceil(height))
    # the mark of a low picture is as wide as it is high
    room = min(wide, 2.2 * height)
    over = el("g", demo_mark(demo, room, height, _LIGHT), transform=f"translate({(wide - room) / 2:.1f} 0)")
    return document(join((content, over)), (-_PAD, -_PAD, WIDTH, height + 2 * _PAD), picture.alt, _LIGHT)


def _bars(drawing: StatusBars) -> tuple[Markup, float]:
    """Name and words over each bar, the key under all of them; and the height."""
    top, parts = 0.0, []
    for line in drawing.lines:
        drawn, height = _bar(line)
        parts.append(el("g", drawn, transform=f"translate(0 {top:.1f})"))
        top += height + 16
    drawn, height = _legend(drawing.words)
    parts.append(el("g", drawn, transform=f"translate(0 {top:.1f})"))
    return join(parts), top + height


def _bar(line: NamedBar) -> tuple[Markup, float]:
    wide = WIDTH - 2 * _PAD
    aside = text_width(line.words, _FONT)
    name = wrapped(line.name, _FONT, wide - aside - 20, bold=True)
    said = lines(name, _FONT, (0.0, _FONT), "ink", _LIGHT, weight="700")
    said += _right(line.words, wide, _FONT)
    below = len(name) * _FONT * 1.3 + 5
    drawn = el("g", inside(bar_rects(line.bar, wide, _BAR), _LIGHT), transform=f"translate(0 {below:.1f})")
    return said + drawn, below + _BAR


def _right(words: str, x: float, y: float) -> Markup:
    return el("text", words, x=x, y=y, text_anchor="end", font_size=_FONT, fill=colour("ink-2", _LIGHT))


def _legend(words: tuple[tuple[Status, str], ...]) -> tuple[Markup, float]:
    x, y, parts = 0.0, 0.0, []
    for status, word in words:
        room = 26 + text_width(word, _FONT)
        if x and x + room > WIDTH - 2 * _PAD:
            x, y = 0.0, y + 26
        parts.append(resolved(glyph_at(status, x + 9, y + 9, 18), _LIGHT))
        parts.append(el("text", word, x=x + 25, y=y + 14.5, font_size=_FONT, fill=colour("ink", _LIGHT)))
        x += room + 20
    return join(parts), y + 24


def _ways(drawing: GoalWays) -> tuple[Markup, float]:
    """A name, its bar and the numbers in words on each line, the key under all of them; and the height."""
    top, parts = 0.0, []
    for line in drawing.lines:
        drawn, height = _way(line)
        parts.append(el("g", drawn, transform=f"translate(0 {top:.1f})"))
        top += height + 10
    parts.append(el("g", _key(drawing.key), transform=f"translate(0 {top:.1f})"))
    return join(parts), top + 26


def _way(line: NamedWay) -> tuple[Markup, float]:
    name = wrapped(line.name, _FONT, _NAME)
    name = (*name[:2], shortened(" ".join(name[2:]), _FONT, _NAME)) if len(name) > 3 else name
    said = wrapped(line.words, 14.0, _WORDS)
    height = max(len(name), len(said), 1) * _FONT * 1.3
    bar = rollup_bar(line.progress, line.expected, line.status, "")
    wide, tall = 200.0 / 1.22 + 5, 22.0
    place = f"translate({_NAME + 12:.1f} {(height - tall * 1.2) / 2:.1f}) scale({_WAY / wide:.3f} 1.2)"
    parts = (
        lines(name, _FONT, (0.0, _middle(len(name), height)), "ink", _LIGHT),
        el("g", inside(bar, _LIGHT), transform=place),
        resolved(glyph_at(line.status, _NAME + _WAY + 34, height / 2, 18), _LIGHT),
        lines(said, 14.0, (_NAME + _WAY + 52, _middle(len(said), height)), "ink-2", _LIGHT),
    )
    return join(parts), height


def _middle(count: int, height: float) -> float:
    """The first baseline of so many lines in the middle of a row."""
    return (height - count * _FONT * 1.3) / 2 + _FONT


def _key(words: tuple[str, str]) -> Markup:
    """What the bar is and what the tick is."""
    bar = el("rect", x=0, y=5, width=30, height=9, fill=colour("ink-2", _LIGHT))
    first = el("text", words[0], x=38, y=14.5, font_size=14, fill=colour("ink-2", _LIGHT))
    at = 38 + text_width(words[0], 14.0) + 30
    tick = el("path", d=f"M{at:.1f} 0v20", stroke=colour("ink", _LIGHT), stroke_width="3")
    return bar + first + tick + el("text", words[1], x=at + 10, y=14.5, font_size=14, fill=colour("ink-2", _LIGHT))
