"""Spaces that a line must not end at: «№ 1», «II кв.» in words of people and of data."""

import re

from kpi.text.numbers import NO_BREAK_SPACE

#: the space inside «№ 1», «II кв.», «I півр.», «в. п.»
_SPACE = re.compile(r"(?<=№) (?=\d)|(?<=[IV]) (?=(?:кв|півр)\.)|(?<=в\.) (?=п\.)")


def unparted(words: str) -> str:
    """The words with a no-break space wherever a line must not end. Ranges are kept whole by `html.unbroken`."""
    return _SPACE.sub(NO_BREAK_SPACE, words)
