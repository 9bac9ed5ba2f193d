"""Which language the words of a workbook are in, told by their letters: pages mark what is not in their own."""

import re

from kpi.model import NAMES_BESIDE, USUAL_LANGUAGE, Language

_CYRILLIC = re.compile(r"[А-Яа-яҐґЄєІіЇї]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
#: two words of Latin letters beside each other: a name, a unit, an address or a code is none
_PHRASE = re.compile(r"(?<![\w./@:-])[A-Za-z]{2,}[,;]? (?:[a-z]{2,}|[a-z]{1,2} [a-z]{2,})(?![\w/@])")
#: a word in Latin letters: no Roman number, no part of an address, a file's name or a code
_WORD = r"(?<![\w./@:-])(?![IVXLCDM]+\b)[A-Za-zÀ-ɏ]{2,}(?![\w/@]|[.-]\w|://)"
_LATIN_WORD = re.compile(_WORD)
#: from one such word to the last of a run without Cyrillic letters
_LATIN_RUN = re.compile(rf"{_WORD}(?:[^А-Яа-яҐґЄєІіЇї]*{_WORD}[’.”]?)?")
#: from one Cyrillic word to the last of a run: what stands between them without Latin letters belongs to it
_RUN = re.compile(r"[А-Яа-яҐґЄєІіЇї](?:[^A-Za-z]*[А-Яа-яҐґЄєІіЇї’.»])?")


def foreign(words: str, language: Language, own: Language) -> Language | None:
    """The language of the words where it is not the page's `language`; None where nothing need be marked.

    own  the strategy's, in which its workbooks are written where their letters allow it

    Cyrillic letters are foreign on a page in Latin letters. On one in Cyrillic a phrase in Latin letters alone is, of a
    strategy in Latin letters a word. Between two languages in Latin letters the letters tell that only one has.
    """
    if _CYRILLIC.search(words):
        if language.script == "cyrillic":
            return None
        return own if own.script == "cyrillic" else USUAL_LANGUAGE
    if language.script != "latin":
        if own.script == "latin":
            return own if _LATIN_WORD.search(words) else None
        return NAMES_BESIDE if _PHRASE.search(words) else None
    only = set(own.letters) - set(language.letters) if own.script == "latin" else set()
    return own if only & set(words.upper()) else None


def in_script(words: str, language: Language) -> bool:
    """Whether words have letters of a language's script."""
    return bool((_CYRILLIC if language.script == "cyrillic" else _LATIN).search(words))


def runs(words: str, language: Language, own: Language) -> list[tuple[str, Language | None]]:
    """A sentence of ours around words of a workbook, taken apart: pieces with the language they must be marked with."""
    marked = foreign(words, language, own)
    if marked is not None and marked.script == language.script:
        return [(words, None)]  # where ours end and theirs begin the letters do not tell
    run_of = _RUN
    if marked is None and language.script == "cyrillic" and own.script == "latin":
        marked, run_of = own, _LATIN_RUN
    elif marked is None or marked.script != "cyrillic":
        return [(words, marked)]
    found: list[tuple[str, Language | None]] = []
    at = 0
    for run in run_of.finditer(words):
        found += [(words[at : run.start()], None), (run[0], marked)]
        at = run.end()
    found.append((words[at:], None))
    return [(piece, language) for piece, language in found if piece]
