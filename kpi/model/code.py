"""Codes of goals and indicators: «1.1.3», also letters («А.1.2»); 1.10 is not 1.1."""

import re

#: Parts of letters and digits joined by points.
CODE_PATTERN = re.compile(r"[0-9A-Za-zА-Яа-яҐґЄєІіЇї]+(?:\.[0-9A-Za-zА-Яа-яҐґЄєІіЇї]+)*")
#: Codes of sectors and departments, which stand in addresses.
SLUG_PATTERN = re.compile(r"[0-9A-Za-zА-Яа-яҐґЄєІіЇї]+(?:[-_.][0-9A-Za-zА-Яа-яҐґЄєІіЇї]+)*")
_PIECE = re.compile(r"\d+|\D+")


def parent_code(code: str) -> str | None:
    """The code one level up («1.1.3» -> «1.1»), None for a code of one part."""
    head, point, _ = code.rpartition(".")
    return head if point else None


def code_sort_key(code: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key under which 1.2 < 1.10 and digits come before letters."""
    return tuple(
        (0, int(p), "") if p.isdigit() else (1, 0, p) for part in code.split(".") for p in _PIECE.findall(part)
    )
