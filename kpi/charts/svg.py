"""Small parts every drawing is made of: the svg element, usable numbers, paths."""

from collections.abc import Iterable, Sequence
from math import isfinite

from kpi.model import Language
from kpi.text import scripts
from kpi.text.markup import Markup, el, join, num

XY = tuple[float, float]


_LARGEST = 1e15  # beyond it neighbouring doubles lie too far apart to draw or to print


def usable(value: float | None) -> bool:
    """Whether a value can be drawn: present, finite and of a size that means something."""
    return value is not None and isfinite(value) and abs(value) <= _LARGEST


def drawing(
    content: Markup,
    width: float,
    height: float,
    *,
    label: str | None = None,
    class_: str | None = None,
    shown: XY | None = None,
    lang: Language | None = None,
) -> Markup:
    """The svg element: an image with a name, or without `label` decoration.

    shown  width and height in px, where the style sheet does not give them
    lang   of the label, where it is not the page's
    """
    return el(
        "svg",
        content,
        xmlns="http://www.w3.org/2000/svg",
        class_=class_,
        viewBox=f"0 0 {num(width)} {num(height)}",
        width=shown and shown[0],
        height=shown and shown[1],
        role="img" if label is not None else None,
        aria_label=label,
        lang=lang,
        aria_hidden="true" if label is None else None,
        focusable="false",
    )


def marked_words(words: str, language: Language, own: Language) -> Markup:
    """Words of a drawing in the page's `language`; those of a workbook in the strategy's `own` are marked."""
    return join(el("tspan", piece, lang=lang) if lang else piece for piece, lang in scripts.runs(words, language, own))


def path_of(points: Iterable[XY], *, closed: bool = False) -> str:
    """Path data through the points, "" for none."""
    data = "L".join(f"{num(x)} {num(y)}" for x, y in points)
    return f"M{data}{'Z' if closed else ''}" if data else ""


def runs(points: Sequence[XY | None]) -> list[list[XY]]:
    """The unbroken runs of a line with gaps."""
    found: list[list[XY]] = [[]]
    for point in points:
        if point is None:
            found.append([])
        else:
            found[-1].append(point)
    return [run for run in found if run]


def hatch(x0: float, y0: float, x1: float, y1: float, step: float = 6.0) -> str:
    """Path data of 45° lines inside a rectangle. Drawn, not a pattern: a pattern needs an id that a page may repeat."""
    parts = []
    width, height = x1 - x0, y1 - y0
    if width <= 0 or height <= 0:
        return ""
    offset = step
    while offset < width + height:
        start = (x0 + max(0.0, offset - height), y0 + min(offset, height))
        finish = (x0 + min(offset, width), y0 + max(0.0, offset - width))
        parts.append(path_of([start, finish]))
        offset += step
    return "".join(parts)
