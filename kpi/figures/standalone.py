"""A drawing as a file of its own: colours resolved, fonts named, title, source and the demo mark inside."""

import re

from kpi.figures.labels import wrapped
from kpi.figures.svg import el, esc
from kpi.figures.tokens import TOKENS, Theme, colour

_VIEW_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
_VARIABLE = re.compile(r"var\(--p-([\w-]+),[^)]*\)")
_PAD = 16.0  # px around everything
_FAMILY = "Inter, 'Noto Sans', 'Segoe UI', Roboto, sans-serif"


def standalone(svg: str, theme: Theme = Theme.LIGHT, *, title: str = "", source: str = "", demo: str = "") -> str:
    """The SVG of this package as a document with its own background, heading, source line and «ДЕМО-ДАНІ» diagonal.

    Colours become plain values of the theme, because many programs know no custom properties.
    """
    match = _VIEW_BOX.search(svg)
    if match is None:
        raise ValueError("not a drawing of this package")
    width, height = float(match[1]), float(match[2])
    inner = svg[svg.index(">") + 1 : svg.rindex("</svg>")]
    label = re.search(r'aria-label="([^"]*)"', svg)
    size = 22.0 if width > 600 else 17.0
    heading = wrapped(title, size, width, bold=True) if title else ()
    notes = wrapped(source, 13.0, width) if source else ()
    top = len(heading) * size * 1.25 + (14 if heading else 0)
    full = top + height + len(notes) * 18 + (10 if notes else 0)
    ground = {"x": -_PAD, "y": -_PAD, "width": width + 2 * _PAD, "height": full + 2 * _PAD}
    parts = [
        el("rect", fill=colour("page", theme), **ground),
        _lines(heading, size, size, "ink", theme),
        el("g", _resolved(inner, theme), transform=f"translate(0 {top:.1f})"),
        _lines(notes, 13.0, top + height + 20, "ink-2", theme),
        _demo_mark(demo, width, full, theme) if demo else "",
    ]
    box = f"{-_PAD:g} {-_PAD:g} {width + 2 * _PAD:g} {full + 2 * _PAD:g}"
    sides = f'width="{width + 2 * _PAD:g}" height="{full + 2 * _PAD:g}"'
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" {sides} '
        f'role="img" aria-label="{label[1] if label else esc(title)}" font-family="{_FAMILY}">'
    )
    return head + "".join(parts) + "</svg>"


def _lines(lines: tuple[str, ...], size: float, y: float, token: str, theme: Theme) -> str:
    """Lines of a heading (bold, in ink) or of a note, the first on the baseline `y`."""
    weight = "700" if token == "ink" else None  # noqa: S105 - a colour
    style = {"font_size": size, "font_weight": weight, "fill": colour(token, theme)}
    return "".join(
        el("text", esc(line), x=0.0, y=y + 1.3 * size * number, **style) for number, line in enumerate(lines)
    )


def _resolved(svg: str, theme: Theme) -> str:
    def value(match: re.Match[str]) -> str:
        return colour(match[1], theme) if match[1] in TOKENS else _FAMILY

    return _VARIABLE.sub(value, svg)


def _demo_mark(words: str, width: float, height: float, theme: Theme) -> str:
    size = min(width / 6.5, 110.0)
    return el(
        "text",
        esc(words),
        x=width / 2,
        y=height / 2,
        text_anchor="middle",
        font_size=size,
        font_weight="700",
        fill=colour("ink", theme),
        opacity="0.1",
        transform=f"rotate(-24 {width / 2:.1f} {height / 2:.1f})",
    )
