"""Small parts every drawing is made of: escaped elements, finite numbers, paths. Pure strings."""

import re
from collections.abc import Iterable, Sequence
from html import escape
from math import isfinite

XY = tuple[float, float]


_UNPRINTABLE = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LARGEST = 1e15  # beyond it neighbouring doubles lie too far apart to draw or to print


def usable(value: float | None) -> bool:
    """Whether a value can be drawn: present, finite and of a size that means something."""
    return value is not None and isfinite(value) and abs(value) <= _LARGEST


def num(value: float) -> str:
    """A coordinate with at most one decimal; ValueError where it is not finite (a drawing never says NaN)."""
    if not isfinite(value):
        raise ValueError("a coordinate must be finite")
    text = f"{value:.1f}"
    return "0" if text in {"-0.0", "0.0"} else text.removesuffix(".0")


def esc(text: object) -> str:
    """Text for element content and for attributes alike."""
    return escape(_printable(str(text)), quote=True)


def _printable(text: str) -> str:
    """Without the control characters and half surrogates that no XML may hold."""
    return _UNPRINTABLE.sub("", text)


def el(name: str, content: str = "", /, **attributes: object) -> str:
    """An element; `class_` becomes class, `_` becomes `-`, None is left out, floats are rounded, values are escaped."""
    parts = [name]
    for key, value in attributes.items():
        if value is None:
            continue
        shown = num(value) if isinstance(value, float) else str(value)
        parts.append(f'{key.rstrip("_").replace("_", "-")}="{esc(shown)}"')
    head = " ".join(parts)
    return f"<{head}>{content}</{name}>" if content or name in {"text", "title"} else f"<{head}/>"


def drawing(
    content: str, width: float, height: float, *, label: str | None = None, class_: str = "", fixed: bool = False
) -> str:
    """The svg element: an image with a name, or without `label` decoration. `fixed` prints width and height too."""
    return el(
        "svg",
        content,
        xmlns="http://www.w3.org/2000/svg",
        class_=class_ or None,
        viewBox=f"0 0 {num(width)} {num(height)}",
        width=num(width) if fixed else None,
        height=num(height) if fixed else None,
        role="img" if label is not None else None,
        aria_label=label,
        aria_hidden="true" if label is None else None,
        focusable="false",
    )


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
