"""Signs that keep together what a line must not part: «1–5», «№ 1», «II кв.» in words of people and of data."""

import re

from kpi.text.numbers import NO_BREAK_SPACE

WORD_JOINER = "\u2060"
#: the dash of a range of numbers
_RANGE = re.compile(r"(?<=\d)–(?=\d)")
#: the space inside «№ 1», «II кв.», «I півр.», «в. п.»
_SPACE = re.compile(r"(?<=№) (?=\d)|(?<=[IV]) (?=(?:кв|півр)\.)|(?<=в\.) (?=п\.)")


def unparted(words: str) -> str:
    """The words with joiners around the dash of a range and no breaking space where a line must not end."""
    return _SPACE.sub(NO_BREAK_SPACE, _RANGE.sub(f"{WORD_JOINER}–{WORD_JOINER}", words))
