"""Markup by values, HTML and SVG alike: whatever is not `Markup` is escaped, so no text of a workbook becomes any."""

import re
from collections.abc import Iterable
from functools import cache
from math import isfinite

from markupsafe import Markup, escape

__all__ = ["EMPTY", "Child", "Markup", "el", "esc", "join", "num"]

Child = str | int | None
#: elements that never hold anything, and shapes, which end at once where they hold nothing
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})
_SHAPES = frozenset({"circle", "path", "rect"})
#: control characters and half surrogates, which no XML may hold
_UNPRINTABLE = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: the same and what markup is made of: & < > " and '
_SPECIAL = re.compile(r"[^\t\n\x20\x21\x23-\x25\x28-\x3b\x3d\x3f-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
EMPTY = Markup()


def num(value: float) -> str:
    """A coordinate with at most one decimal; ValueError where it is not finite (a drawing never says NaN)."""
    if not isfinite(value):
        raise ValueError("a coordinate must be finite")
    text = f"{value:.1f}"
    return "0" if text in {"-0.0", "0.0"} else text.removesuffix(".0")


def esc(value: object) -> Markup:
    """Any value as text of an element or an attribute; `Markup` stays as it is."""
    return value if isinstance(value, Markup) else str.__new__(Markup, _escaped(str(value)))


def _escaped(text: str) -> str:
    # most texts hold nothing to escape: asked first, for pages are made of thousands of them
    return str(escape(_UNPRINTABLE.sub("", text))) if _SPECIAL.search(text) else text


def join(parts: Iterable[Child], separator: Child = "") -> Markup:
    """The parts one after another, escaped where they are not markup; None and "" are left out."""
    return str.__new__(
        Markup, str.join(esc(separator), [esc(part) for part in parts if part is not None and part != ""])
    )


@cache
def _key(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def el(tag: str, /, *children: Child, **attributes: object) -> Markup:
    """An element. `class_` is class, `data_code` is data-code; True is a bare attribute, None and False leave it out.

    Floats are coordinates (`num`).
    """
    opening = tag
    for name, value in attributes.items():
        if value is None or value is False:
            continue
        if type(value) is str:
            # most attributes, and most of them hold nothing to escape
            opening += f' {_key(name)}="{_escaped(value) if _SPECIAL.search(value) else value}"'
        elif value is True:
            opening += f" {_key(name)}"
        elif isinstance(value, float):
            # digits alone
            opening += f' {_key(name)}="{num(value)}"'
        else:
            opening += f' {_key(name)}="{_escaped(str(value))}"'
    content = "".join([c if type(c) is Markup else esc(c) for c in children if c is not None and c != ""])
    end = "" if tag in _VOID else "/" if tag in _SHAPES and not content else None
    # whatever is put together here has been escaped above
    return str.__new__(Markup, f"<{opening}>{content}</{tag}>" if end is None else f"<{opening}{end}>")
