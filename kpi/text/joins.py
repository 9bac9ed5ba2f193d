"""Spaces that a line must not end at: «№ 1», «II кв.» in words of people and of data."""

import re

from kpi.text.numbers import NO_BREAK_SPACE

#: the space inside «№ 1», «II кв.», «I півр.», «в. п.»
_SPACE = re.compile(r"(?<=№) (?=\d)|(?<=[IV]) (?=(?:кв|півр)\.)|(?<=в\.) (?=п\.)")


def join_number_signs(words: str) -> str:
    """The words with a no-break space wherever a line must not end. Ranges are kept whole by `html.unbroken`."""
    return _SPACE.sub(NO_BREAK_SPACE, words)


#: «Стратегія «Завтра»» is written «Стратегія „Завтра“», “The “New” plan” is “The ‘New’ plan”
_INNER = str.maketrans("«»“”", "„“‘’")


def inner_quotes(name: str) -> str:
    """The name as it stands inside quotation marks: its own ones are of the second kind."""
    return name.translate(_INNER) if "«" in name or "”" in name else name
