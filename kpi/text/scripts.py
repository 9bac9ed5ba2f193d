"""Which language the words of a workbook are in, told by their letters: pages mark what is not in their own."""

import re

from kpi.model import NAMES_BESIDE, USUAL_LANGUAGE, Language

_CYRILLIC = re.compile(r"[А-Яа-яҐґЄєІіЇї]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
#: two words of Latin letters beside each other: a name, a unit, an address or a code is none
_PHRASE = re.compile(r"(?<![\w./@:-])[A-Za-z]{2,}[,;]? (?:[a-z]{2,}|[a-z]{1,2} [a-z]{2,})(?![\w/@])")
#: from one Cyrillic word to the last of a run: what stands between them without Latin letters belongs to it
_RUN = re.compile(r"[А-Яа-яҐґЄєІіЇї](?:[^A-Za-z]*[А-Яа-яҐґЄєІіЇї’.»])?")


def foreign(words: str, language: Language, own: Language) -> Language | None:
    """The language of the words where it is not the page's `language`; None where nothing need be marked.

    own  the strategy's, in which its workbooks are written where their letters allow it

    Cyrillic letters are foreign on a page in Latin letters, a phrase in Latin letters alone on one in Cyrillic; between
    two languages in Latin letters the letters tell that only the strategy's has.
    """
    if _CYRILLIC.search(words):
        return _of_script("cyrillic", own, USUAL_LANGUAGE) if language.script != "cyrillic" else None
    if language.script != "latin":
        return _of_script("latin", own, NAMES_BESIDE) if _PHRASE.search(words) else None
    only = set(own.letters) - set(language.letters) if own.script == "latin" else set()
    return own if only & set(words.upper()) else None


def in_script(words: str, language: Language) -> bool:
    """Whether words have letters of a language's script."""
    return bool((_CYRILLIC if language.script == "cyrillic" else _LATIN).search(words))


def _of_script(script: str, own: Language, usual: Language) -> Language:
    return own if own.script == script else usual


def runs(words: str, language: Language, own: Language) -> list[tuple[str, Language | None]]:
    """A sentence of ours around words of a workbook, taken apart: pieces with the language they must be marked with."""
    marked = foreign(words, language, own)
    if marked is not None and marked.script == language.script:
        return [(words, None)]  # where ours end and theirs begin the letters do not tell
    if marked is None or marked.script != "cyrillic":
        return [(words, marked)]
    found: list[tuple[str, Language | None]] = []
    at = 0
    for run in _RUN.finditer(words):
        found += [(words[at : run.start()], None), (run[0], marked)]
        at = run.end()
    found.append((words[at:], None))
    return [(piece, language) for piece, language in found if piece]
