"""Codes of goals and indicators: «1.1.3», also letters («А.1.2»); 1.10 is not 1.1."""

import re

from kpi.model.language import Language

#: letters of a code, for a class of a regular expression: Latin and Cyrillic ones, and those that a language adds
CODE_LETTERS = "A-Za-zА-Яа-я" + "".join(sorted({c for one in Language for c in one.letters + one.letters.lower()}))
_SIGN = f"[0-9{CODE_LETTERS}]"
#: Parts of letters and digits joined by points.
CODE_PATTERN = re.compile(rf"{_SIGN}+(?:\.{_SIGN}+)*")
#: Codes of sectors and departments, which stand in addresses.
SLUG_PATTERN = re.compile(rf"{_SIGN}+(?:[-_.]{_SIGN}+)*")
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


def catalogue_key(code: str) -> str:
    """What two spellings of a catalogue code have in common."""
    return " ".join(code.split()).casefold()
