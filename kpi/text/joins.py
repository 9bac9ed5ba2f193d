"""Spaces that a line must not end at: «№ 1», «II кв.» in words of people and of data."""

import re
from functools import cache

from kpi.model import Language
from kpi.text.numbers import NO_BREAK_SPACE

#: the space inside «№ 1», «II кв.», «I півр.», «в. п.», «тис. грн»
_SPACE = re.compile(r"(?<=№) (?=\d)|(?<=[IV]) (?=(?:кв|півр)\.)|(?<=в\.) (?=п\.)|(?<=\bтис\.) (?=\w)")


def join_number_signs(words: str) -> str:
    """The words with a no-break space wherever a line must not end. Ranges are kept whole by `html.unbroken`."""
    return _SPACE.sub(NO_BREAK_SPACE, words)


def inner_quotes(name: str, language: Language) -> str:
    """The name as it stands inside quotation marks: its own ones are of the second kind, «Стратегія „Завтра“»."""
    return name.translate(inner_marks(language, "quotes_of_names")) if "«" in name or "”" in name else name


@cache
def inner_marks(language: Language, form: str) -> dict[int, str]:
    """Each quotation mark with the one that stands inside of others, for `str.translate`.

    form  where a language lists them in pairs (`[forms]`): `quotes_of_names` «„ »“ “‘ ”’, `quotes_inside` «„ »“
    """
    return {ord(pair[0]): pair[1] for pair in language.form(form).split()}
