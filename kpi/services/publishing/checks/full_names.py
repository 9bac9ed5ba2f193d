"""A given name beside a family name, «Олена Іваненко» or «Іваненко Олена»: a hint and never a verdict."""

import re
from collections.abc import Iterator
from functools import cache

from kpi.text.person_names import EN_WORD, UK_WORD
from kpi.workbook.init.vocabulary import capitals, words

_WORD = rf"(?:{UK_WORD}|{EN_WORD})"
#: two capitalised words, every pair of a longer row of them
_PAIR = re.compile(rf"(?<!\w)(?=({_WORD})\s+({_WORD}))")
#: a hospital or a street is called after its saint or poet, who is no patient
_CALLED_AFTER = re.compile(r"(?:імені|ім\.|вул\.|вулиц[яіюею]+|св\.|named after)\s*$", re.IGNORECASE)
#: family names that no adjective ends like
_FAMILY = re.compile(r"[а-яґєії](?:енк|єнк)[оауиі]$|[а-яґєії](?:ч|щ|і|)ук[ауи]?$|[а-яґєії]юк[ауи]?$|швілі$")
_ENDING = re.compile("[АЕОУИІЯЮЬЙЄЇ]$")
#: letters that a case adds to the stem of a name
_CASE_LETTERS = 3


def full_names(text: str) -> Iterator[str]:
    """Each pair of words that is perhaps a person's name, as it is written."""
    for match in _PAIR.finditer(text):
        pair = match[1], match[2]
        if _CALLED_AFTER.search(text[: match.start()]) is None and any(map(_is_of_name, pair)):
            yield text[match.start() : match.end(2)]


def _is_of_name(word: str) -> bool:
    said = capitals(word)
    known = any(said.startswith(stem) and len(said) <= len(stem) + _CASE_LETTERS for stem in _stems())
    return known or _FAMILY.search(word) is not None


@cache
def _stems() -> tuple[str, ...]:
    """Given names without the letter that a case changes; short ones whole."""
    names = words("departments", "given_names")
    shortest = 4
    return tuple(_ENDING.sub("", name) if len(name) > shortest else name for name in names)
