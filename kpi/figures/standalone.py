"""A drawing as a file of its own: colours resolved, fonts named, title, source and the demo mark inside."""

import re

from kpi.figures.labels import wrapped
from kpi.figures.svg import el, esc
from kpi.figures.tokens import TOKENS, Theme, colour

_VIEW_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
_VARIABLE = re.compile(r"var\(--p-([\w-]+),[^)]*\)")
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
    pad = 16.0
    box = f"{-pad:g} {-pad:g} {width + 2 * pad:g} {full + 2 * pad:g}"
    ground = {"x": -pad, "y": -pad, "width": width + 2 * pad, "height": full + 2 * pad}
    parts = [el("rect", fill=colour("page", theme), **ground)]
    parts += [
        el(
            "text",
            esc(line),
            x=0.0,
            y=size * (1 + 1.25 * n),
            font_size=size,
            font_weight="700",
            fill=colour("ink", theme),
        )
        for n, line in enumerate(heading)
    ]
    parts.append(el("g", _resolved(inner, theme), transform=f"translate(0 {top:.1f})"))
    parts += [
        el("text", esc(line), x=0.0, y=top + height + 20 + 18 * n, font_size="13", fill=colour("ink-2", theme))
        for n, line in enumerate(notes)
    ]
    if demo:
        parts.append(_demo_mark(demo, width, full, theme))
    sides = f'width="{width + 2 * pad:g}" height="{full + 2 * pad:g}"'
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" {sides} '
        f'role="img" aria-label="{label[1] if label else esc(title)}" font-family="{_FAMILY}">'
    )
    return head + "".join(parts) + "</svg>"


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
