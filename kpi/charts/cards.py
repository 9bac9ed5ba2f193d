"""Sharing pictures, 1200 × 630: the finding with a chart or a status bar, and where it is from."""

from collections.abc import Iterator
from dataclasses import dataclass

from kpi.charts.bars import bar_rects
from kpi.charts.glyphs import glyph_at
from kpi.charts.labels import shortened, text_width, wrapped
from kpi.charts.standalone import demo_mark, document, inside, lines, resolved
from kpi.charts.tokens import STATUS_TOKENS, Theme, colour
from kpi.charts.trajectory import trajectory
from kpi.model import Language, Status
from kpi.model.look.accent import accent_of
from kpi.model.look.mark import CommunityMark, written_picture
from kpi.text.markup import Markup, el, join
from kpi.views.common.series import StatusBar, Trajectory

WIDTH, HEIGHT = 1200.0, 630.0
_SIDE, _FOOT = 56.0, 586.0
_HEADLINE = "Arsenal, Inter, serif"
#: the table of widths is of Inter; Arsenal Bold is narrower
_NARROWER = 0.86
_NARROW = (370.0, 380.0)  # of the chart
_MARK_ROOM = (150, 80)  # px of the picture of a community
_FACT, _MOST_FACTS = 23.0, 3  # px of the facts, lines that they may take at that size


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The words of a picture. `facts` stand under the finding, `source` at the foot.

    accent  the colour of the community, #RRGGBB, "" where its plan names none
    mark    its picture, None where its plan has none
    """

    site: str
    finding: str
    facts: tuple[str, ...] = ()
    source: str = ""
    demo: str = ""
    accent: str = ""
    mark: CommunityMark | None = None


def chart_card(card: Card, t: Trajectory, status: tuple[Status, str], language: Language, theme: Theme) -> Markup:
    """The finding and the status on the left, the trajectory on the right; `status` with its word."""
    left = 560.0
    size, said = next(found for found in _facts(card.facts, left) if len(found[1]) <= _MOST_FACTS or found[0] < _FACT)
    found, below = _finding(card.finding, (_SIDE, 162.0), (left, 310.0 - 1.4 * size * (len(said) - 1)), theme)
    chip = _chip(*status, (_SIDE, below + 38), theme)
    facts = lines(said, size, (_SIDE, below + 98), "ink-2", theme, step=1.4)
    scale = 1.3
    x, y = WIDTH - _SIDE - _NARROW[0] * scale, 52.0
    chart = el(
        "g",
        inside(trajectory(t, language, "narrow"), theme),
        transform=f"translate({x:.0f} {y:.0f}) scale({scale})",
    )
    return _picture(card, found + chip + facts + chart, theme)


def counts_card(card: Card, bar: StatusBar, words: tuple[tuple[Status, str, int], ...], theme: Theme) -> Markup:
    """The finding over the status bar and its legend: status, its word, how many."""
    wide = WIDTH - 2 * _SIDE
    found, below = _finding(card.finding, (_SIDE, 160.0), (wide, 185.0), theme)
    top = below + 38
    drawn = el("g", inside(bar_rects(bar, wide, 72.0), theme), transform=f"translate({_SIDE:g} {top:g})")
    return _picture(card, found + drawn + _legend(words, top + 118, wide, theme), theme)


def _finding(words: str, at: tuple[float, float], room: tuple[float, float], theme: Theme) -> tuple[Markup, float]:
    """The finding as large as it fits, and the last baseline."""
    for size in (60.0, 54.0, 48.0, 42.0, 36.0, 30.0, 25.0, 21.0):
        found = wrapped(words, size * _NARROWER, room[0], bold=True)
        if len(found) * size * 1.12 <= room[1]:
            break
    drawn = lines(found, size, at, "ink", theme, weight="700", family=_HEADLINE, step=1.12)
    return drawn, at[1] + (len(found) - 1) * size * 1.12


def _chip(status: Status, word: str, at: tuple[float, float], theme: Theme) -> Markup:
    sign = resolved(glyph_at(status, at[0] + 17, at[1] + 10, 34), theme)
    ink = colour(STATUS_TOKENS[status].text, theme)
    return sign + el("text", word, x=at[0] + 46, y=at[1] + 19, font_size="28", font_weight="600", fill=ink)


def _facts(facts: tuple[str, ...], width: float) -> Iterator[tuple[float, tuple[str, ...]]]:
    """The lines of the facts, large and, for long units, smaller."""
    for size in (_FACT, 18.0):
        yield size, tuple(line for fact in facts for line in wrapped(fact, size, width))


def _legend(words: tuple[tuple[Status, str, int], ...], top: float, width: float, theme: Theme) -> Markup:
    x, y, parts = 0.0, top, []
    for status, word, count in words:
        room = 38 + text_width(word, 22.0) + 12 + text_width(str(count), 22.0, bold=True)
        if x and x + room > width:
            x, y = 0.0, y + 38
        at = _SIDE + x
        parts.append(resolved(glyph_at(status, at + 14, y - 8, 28), theme))
        parts.append(el("text", word, x=at + 38, y=y, font_size="22", fill=colour("ink", theme)))
        after = at + 38 + text_width(word, 22.0) + 10
        style = {"font_size": "22", "font_weight": "700", "fill": colour("ink", theme)}
        parts.append(el("text", str(count), x=after, y=y, **style))
        x += room + 14
    return join(parts)


def _site(site: str, left: float, theme: Theme) -> Markup:
    """Whose plan it is, in one line beside the chart."""
    room = _SIDE + 583.0 - left
    size = next((size for size in (22.0, 20.0, 18.0) if text_width(site, size) <= room), 18.0)
    return lines((shortened(site, size, room),), size, (left, 76.0), "ink-2", theme, weight="600")


def _mark(card: Card, theme: Theme) -> tuple[Markup, float]:
    """The picture of the community, else the mark of the product; and where the words beside it begin."""
    if card.mark is None:
        bars = el("path", d="M2 13h5v9H2zM9.5 8h5v14h-5zM17 2h5v20h-5z", fill=_brand(card.accent, theme))
        return el("g", bars, transform=f"translate({_SIDE:g} 48) scale(1.5)"), _SIDE + 48
    width, height = card.mark.fitted(*_MARK_ROOM)
    source = f"data:image/png;base64,{written_picture(card.mark.png)}"
    place = {"x": f"{_SIDE:g}", "y": f"{68 - height / 2:g}", "width": width, "height": height}
    return el("image", href=source, **place), _SIDE + width + 14


def _brand(named: str, theme: Theme) -> str:
    """The colour of the mark: the community's, where its plan names one."""
    accent = accent_of(named) if named else None
    if accent is None:
        return colour("on_track", theme)
    return accent.dark if theme is Theme.DARK else accent.light


def _picture(card: Card, content: Markup, theme: Theme) -> Markup:
    """The picture around its content: whose it is above, the source below, the demo mark over all."""
    head, right = _mark(card, theme)
    head += _site(card.site, right, theme)
    rule = el("path", d=f"M{_SIDE:g} {_FOOT - 32:g}H{WIDTH - _SIDE:g}", stroke=colour("line", theme), stroke_width="2")
    source = (shortened(card.source, 19.0, WIDTH - 2 * _SIDE),)
    foot = rule + lines(source, 19.0, (_SIDE, _FOOT), "ink-2", theme)
    over = demo_mark(card.demo, WIDTH, HEIGHT, theme)
    return document(join((content, head, foot, over)), (0.0, 0.0, WIDTH, HEIGHT), card.finding, theme)
