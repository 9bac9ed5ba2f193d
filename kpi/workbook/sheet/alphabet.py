"""One alphabet for the codes of a strategy: Latin and Cyrillic letters that look alike are one letter."""

import re
from collections.abc import Iterable
from enum import StrEnum

from kpi.model.folding import TO_CYRILLIC, TO_LATIN
from kpi.workbook.reader.clean import TO_DIGITS

_LATIN = re.compile("[A-Za-z]")
_CYRILLIC = re.compile("[А-Яа-яҐґЄєІіЇї]")


class Script(StrEnum):
    """The alphabet of codes."""

    LATIN = "latin"
    CYRILLIC = "cyrillic"


def script_of(codes: Iterable[str]) -> Script | None:
    """The alphabet in which codes are written, None where they have no letters.

    Letters that only one alphabet has decide; of letters that look alike the more frequent, Cyrillic where they are as
    many. The order of the codes makes no difference.
    """
    letters = [letter for code in codes for letter in code]
    latin = [letter for letter in letters if _LATIN.match(letter)]
    cyrillic = [letter for letter in letters if _CYRILLIC.match(letter)]
    if not latin and not cyrillic:
        return None
    own = (sum(map(_only_latin, latin)), sum(map(_only_cyrillic, cyrillic)))
    counts = own if own[0] != own[1] else (len(latin), len(cyrillic))
    return Script.LATIN if counts[0] > counts[1] else Script.CYRILLIC


def _only_latin(letter: str) -> bool:
    return bool(_LATIN.search(letter.translate(TO_CYRILLIC)))


def _only_cyrillic(letter: str) -> bool:
    return bool(_CYRILLIC.search(letter.translate(TO_LATIN)))


def in_script(code: str, script: Script | None) -> str:
    """The code in an alphabet, as it is where that has not all of its letters."""
    if script is Script.CYRILLIC:
        cyrillic = code.translate(TO_CYRILLIC)
        return code if _LATIN.search(cyrillic) else cyrillic
    if script is Script.LATIN:
        latin = code.translate(TO_LATIN)
        return code if _CYRILLIC.search(latin) else latin
    return code


def uniform(code: str) -> str:
    """The code in one alphabet, letters among digits as digits: «1O» -> «10», «АB» -> «АВ»."""
    pieces = []
    for piece in code.split("."):
        digits = piece.translate(TO_DIGITS)
        pieces.append(digits if any(c.isdigit() for c in piece) and digits.isdigit() else piece)
    code = ".".join(pieces)
    if _LATIN.search(code) and _CYRILLIC.search(code):
        cyrillic, latin = code.translate(TO_CYRILLIC), code.translate(TO_LATIN)
        return cyrillic if not _LATIN.search(cyrillic) else latin if not _CYRILLIC.search(latin) else code
    return code


def fold_code(code: str) -> str:
    """The key under which look-alike codes are one: upper case, Cyrillic letters for Latin ones that look like them."""
    return code.upper().translate(TO_CYRILLIC)
