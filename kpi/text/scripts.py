"""Which language the words of a workbook are in, told by their letters: pages mark what is not in their own."""

import re

from kpi.model import Language

_CYRILLIC = re.compile(r"[А-Яа-яҐґЄєІіЇї]")
#: two words of Latin letters beside each other: a name, a unit, an address or a code is none
_PHRASE = re.compile(r"(?<![\w./@:-])[A-Za-z]{2,}[,;]? (?:[a-z]{2,}|[a-z]{1,2} [a-z]{2,})(?![\w/@])")
#: from one Cyrillic word to the last of a run: what stands between them without Latin letters belongs to it
_RUN = re.compile(r"[А-Яа-яҐґЄєІіЇї](?:[^A-Za-z]*[А-Яа-яҐґЄєІіЇї’.»])?")


def foreign(words: str, language: Language) -> Language | None:
    """The language of the words where it is not the page's `language`; None where nothing need be marked.

    Cyrillic letters are Ukrainian on an English page; a phrase in Latin letters alone is English on a Ukrainian one.
    """
    if _CYRILLIC.search(words):
        return Language.UK if language is Language.EN else None
    return Language.EN if language is not Language.EN and _PHRASE.search(words) else None


def runs(words: str, language: Language) -> list[tuple[str, Language | None]]:
    """A sentence of ours around words of a workbook, taken apart: pieces with the language they must be marked with."""
    if foreign(words, language) is not Language.UK:
        return [(words, foreign(words, language))]
    found: list[tuple[str, Language | None]] = []
    at = 0
    for run in _RUN.finditer(words):
        found += [(words[at : run.start()], None), (run[0], Language.UK)]
        at = run.end()
    found.append((words[at:], None))
    return [(piece, marked) for piece, marked in found if piece]
