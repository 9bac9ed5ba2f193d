"""A style sheet cut to what one page needs: an embed brings its styles itself and is small."""

import re
from collections.abc import Iterator

_CLASS = re.compile(r"\.(p-[\w-]+)")
_USED = re.compile(r'class="([^"]*)"')
#: rules with rules inside; other rules with @ are kept if they are fonts
_NESTED = ("@media", "@supports", "@container")


def used(style: str, markup: str) -> str:
    """The rules of `style` whose classes (p-…) occur in `markup`, and those without such a class."""
    classes = {name for names in _USED.findall(markup) for name in names.split()}
    return "".join(_kept(style, classes))


def _kept(style: str, classes: set[str]) -> Iterator[str]:
    for prelude, body in _rules(style):
        if prelude.startswith(_NESTED):
            inside = "" if "print" in prelude else "".join(_kept(body, classes))
            if inside:
                yield f"{prelude}{{{inside}}}"
        elif prelude.startswith("@"):
            if prelude.startswith("@font-face"):
                yield f"{prelude}{{{body}}}"
        else:
            named = set(_CLASS.findall(prelude))
            if not named or named & classes:
                yield f"{prelude}{{{body}}}"


def _rules(style: str) -> Iterator[tuple[str, str]]:
    """(prelude, body) of the outermost rules."""
    start, depth, opened = 0, 0, 0
    for at, sign in enumerate(style):
        if sign == "{":
            depth += 1
            if depth == 1:
                opened = at
        elif sign == "}":
            depth -= 1
            if depth == 0:
                yield " ".join(style[start:opened].split()), style[opened + 1 : at].strip()
                start = at + 1
