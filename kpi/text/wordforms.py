"""Words as people type them: one key for the forms of a word, whatever its ending, apostrophe or keyboard layout.

A stemmer of one language would not do: names stand in the strategy's language, English beside it. The rule is of shape
alone: two words are forms of one where they begin alike and hold the same consonants up to their endings
(дерево – дерев, гурток – гуртків, школа – шкіл, hospital – hospitals). `kpi/web/saved/static/search.js` does the same
in a browser; a test holds the two together.
"""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

#: Every way to type an apostrophe, and the soft hyphen, are left out: «обєктів» is «об’єктів».
_LEFT_OUT = dict.fromkeys(map(ord, "'’ʼ‘`´′\u00ad\u0301"))
#: Latin letters that look like Cyrillic ones: Latin «IT» is «ІТ».
_ALIKE = str.maketrans("abcehikmoptxy", "авсенікмортху")
#: Letters and digits of a folded text; a hyphen joins parts that are words too.
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
#: Endings of cases and numbers, longest first; letters are those that `folded` leaves.
_ENDINGS = re.compile(
    "(?:ами|ями|ого|ому|ими|іми|ях|ах|ам|ям|ів|їв|ом|ем|єм|ою|ею|єю|их|іх|им|ім|ий|ій|ої|ей|єї|іеs|еs|іng|еd|s)$"
)
_SOUNDLESS = re.compile("[аеєиіїоуюяйьъыэёu]")
#: Consonants that change within a word: економіка – економічний, книга – книжка.
_CHANGING = str.maketrans("чж", "кг")
#: English words change at their end alone: their consonants must all agree.
_LATIN = re.compile("[a-z]")
#: Shorter words are abbreviations, prepositions and numbers of goals: only the word itself is meant.
_SHORTEST_FORM = 3
_MOST_MORE = 3
_LONGEST_PLURAL = 2
#: One slip in a word of seven letters; half of a word is somebody else's word.
_NEAR = 0.85


def folded(words: str) -> str:
    """Text for comparing: one case, no apostrophes or invisible marks, Cyrillic where Latin letters look alike."""
    plain = unicodedata.normalize("NFKC", words).translate(_LEFT_OUT).casefold()
    return unicodedata.normalize("NFKC", plain).translate(_LEFT_OUT).translate(_ALIKE)


def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a text in their order; of «кол-центр» both parts, then both as one word."""
    found: list[str] = []
    for word in _WORD.findall(folded(text)):
        parts = word.split("-")
        found += parts if len(parts) == 1 else [*parts, "".join(parts)]
    return tuple(dict.fromkeys(found))


def asked_words(query: str) -> tuple[str, ...]:
    """The folded words of a query, joined at hyphens; single letters («і», «в») only where nothing else is asked."""
    found = [word.replace("-", "") for word in _WORD.findall(folded(query))]
    return tuple([word for word in found if len(word) > 1 or word.isdigit()] or found)


def is_form(asked: str, word: str) -> bool:
    """Whether a folded word is a form of the one asked for, or begins with it."""
    if asked == word:
        return True
    if len(asked) < _SHORTEST_FORM or any(c.isdigit() for c in asked):
        return False
    if word.startswith(asked):
        return len(asked) > _SHORTEST_FORM or len(word) - len(asked) < _MOST_MORE
    if asked.startswith(word) and len(asked) - len(word) <= _LONGEST_PLURAL < len(word):
        return True
    return asked[:2] == word[:2] and _is_inflected(asked, word)


def nearest(asked: str, words: Iterable[str]) -> str:
    """The known word most like one with a slip of the keyboard, which begins alike; "" where none is like it."""
    alike = [word for word in words if word[:1] == asked[:1]]
    begun = {word[: len(asked)]: word for word in alike if len(word) > len(asked) > _SHORTEST_FORM}
    found = get_close_matches(asked, alike, n=1, cutoff=_NEAR)
    start = get_close_matches(asked, list(begun), n=1, cutoff=_NEAR)
    return found[0] if found else begun[start[0]] if start else ""


def _is_inflected(asked: str, word: str) -> bool:
    sought, held = _skeleton(asked), _skeleton(word)
    if len(sought) < 2 or _LATIN.search(word):
        return sought == held and len(sought) > 1
    return held.startswith(sought) and len(held) - len(sought) <= (1 if len(sought) == 2 else _MOST_MORE)


def _skeleton(word: str) -> str:
    """The consonants of a word without its ending; the word itself keeps at least three letters."""
    stem = _ENDINGS.sub("", word)
    return _SOUNDLESS.sub("", stem if len(stem) >= _SHORTEST_FORM else word).translate(_CHANGING)
