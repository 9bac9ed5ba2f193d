"""A drawing as a file of its own: colours resolved, fonts named, title, source and the demo mark inside."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from kpi.charts.labels import text_width, wrapped
from kpi.charts.svg import XY
from kpi.charts.tokens import TOKENS, Theme, colour
from kpi.text.markup import Markup, el, esc, join

_VIEW_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
_VARIABLE = re.compile(r"var\(--p-([\w-]+),[^)]*\)")
_PAD = 16.0  # px around everything
_NOTE = 13.0  # px of source and key
_FAMILY = "Inter, 'Noto Sans', 'Segoe UI', Roboto, sans-serif"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartFrame:
    """What a file says around its drawing; "" and () leave a part out.

    drawn  makes markup of a line of words
    key  swatch (the inside of an SVG of 34 × 14) and words, as `legend.trajectory_key` gives them
    """

    title: str = ""
    subtitle: str = ""
    key: tuple[tuple[Markup, str], ...] = ()
    source: str = ""
    demo: str = ""
    drawn: Callable[[str], Markup] = esc


def standalone(
    svg: Markup,
    theme: Theme = Theme.LIGHT,
    around: ChartFrame | None = None,
    *,
    title: str = "",
    source: str = "",
    demo: str = "",
) -> Markup:
    """The SVG of this package as a document with its own background, heading, key, source line, «ДЕМО-ДАНІ» diagonal.

    Colours become plain values of the theme, because many programs know no custom properties. The words around it
    are given as `around`, or one by one.
    """
    match = _VIEW_BOX.search(svg)
    if match is None:
        raise ValueError("not a drawing of this package")
    words = around or ChartFrame(title=title, source=source, demo=demo)
    width, height = float(match[1]), float(match[2])
    label = re.search(r'aria-label="([^"]*)"', svg)
    head, top = _head(words, width, theme)
    notes = wrapped(words.source, _NOTE, width) if words.source else ()
    full = top + height + len(notes) * 18 + (10 if notes else 0)
    parts = [
        head,
        el("g", inside(svg, theme), transform=f"translate(0 {top:.1f})"),
        lines(tuple(map(words.drawn, notes)), _NOTE, (0.0, top + height + 20), "ink-2", theme),
        demo_mark(words.demo, width, full, theme),
    ]
    name = Markup(label[1]) if label else words.title
    return document(join(parts), (-_PAD, -_PAD, width + 2 * _PAD, full + 2 * _PAD), name, theme)


def document(content: Markup, box: tuple[float, float, float, float], label: str, theme: Theme) -> Markup:
    """A whole SVG file of resolved content on the page's colour."""
    x, y, width, height = box
    return el(
        "svg",
        el("rect", fill=colour("page", theme), x=x, y=y, width=width, height=height),
        content,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"{x:g} {y:g} {width:g} {height:g}",
        width=f"{width:g}",
        height=f"{height:g}",
        role="img",
        aria_label=label,
        font_family=_FAMILY,
    )


def inside(svg: Markup, theme: Theme) -> Markup:
    """What is inside a drawing of this package, in plain colours."""
    return resolved(svg[svg.index(">") + 1 : svg.rindex("</svg>")], theme)


def _head(words: ChartFrame, width: float, theme: Theme) -> tuple[Markup, float]:
    """Title, subtitle and key, and their height."""
    size = 22.0 if width > 600 else 17.0
    title = wrapped(words.title, size, width, bold=True) if words.title else ()
    parts = [lines(tuple(map(words.drawn, title)), size, (0.0, size), "ink", theme, weight="700")]
    top = len(title) * size * 1.25 + (14 if title else 0)
    if words.subtitle:
        subtitle = wrapped(words.subtitle, 14.0, width)
        parts.append(lines(tuple(map(words.drawn, subtitle)), 14.0, (0.0, top + 10), "ink-2", theme))
        top += len(subtitle) * 18.2 + 6
    if words.key:
        drawn, height = key(words.key, width, theme)
        parts.append(el("g", drawn, transform=f"translate(0 {top:.1f})"))
        top += height + 8
    return join(parts), top


def key(entries: tuple[tuple[Markup, str], ...], width: float, theme: Theme) -> tuple[Markup, float]:
    """The key in rows of at most `width` px, and its height."""
    x, y, parts = 0.0, 0.0, []
    for swatch, words in entries:
        wide = 40 + text_width(words, _NOTE)
        if x and x + wide > width:
            x, y = 0.0, y + 20
        name = el("text", words, x=40.0, y=11.5, font_size=_NOTE, fill=colour("ink-2", theme))
        parts.append(el("g", resolved(swatch, theme), name, transform=f"translate({x:.1f} {y:.1f})"))
        x += wide + 20
    return join(parts), y + 20


def lines(
    words: tuple[str, ...],
    size: float,
    at: XY,
    token: str,
    theme: Theme,
    *,
    weight: str | None = None,
    family: str | None = None,
    step: float = 1.3,
) -> Markup:
    """Lines of text, the first on the baseline `at`, `step` ems apart."""
    style = {"font_size": size, "font_weight": weight, "font_family": family, "fill": colour(token, theme)}
    return join(el("text", line, x=at[0], y=at[1] + step * size * number, **style) for number, line in enumerate(words))


def resolved(svg: Markup, theme: Theme) -> Markup:
    """The markup with plain colours of the theme."""

    def value(match: re.Match[str]) -> str:
        return colour(match[1], theme) if match[1] in TOKENS else _FAMILY

    return Markup(_VARIABLE.sub(value, svg))


def demo_mark(words: str, width: float, height: float, theme: Theme) -> Markup | None:
    """The diagonal over a drawing, none without words."""
    if not words:
        return None
    size = min(width / 6.5, 110.0)
    return el(
        "text",
        words,
        x=width / 2,
        y=height / 2,
        text_anchor="middle",
        font_size=size,
        font_weight="700",
        fill=colour("ink", theme),
        opacity="0.1",
        transform=f"rotate(-24 {width / 2:.1f} {height / 2:.1f})",
    )
