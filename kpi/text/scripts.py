"""Which language the words of a workbook are in, told by their letters: pages mark what is not in their own."""

import re

from kpi.model import Language

_CYRILLIC = re.compile(r"[А-Яа-яҐґЄєІіЇї]")
#: from one Cyrillic word to the last of a run: what stands between them without Latin letters belongs to it
_RUN = re.compile(r"[А-Яа-яҐґЄєІіЇї](?:[^A-Za-z]*[А-Яа-яҐґЄєІіЇї’.»])?")


def foreign(words: str, language: Language) -> Language | None:
    """Ukrainian where the words hold Cyrillic letters and the page is in English; None where nothing need be marked."""
    return Language.UK if language is Language.EN and _CYRILLIC.search(words) else None


def runs(words: str, language: Language) -> list[tuple[str, Language | None]]:
    """A sentence of ours around words of a workbook, taken apart: pieces with the language they must be marked with."""
    if not foreign(words, language):
        return [(words, None)]
    found: list[tuple[str, Language | None]] = []
    at = 0
    for run in _RUN.finditer(words):
        found += [(words[at : run.start()], None), (run[0], Language.UK)]
        at = run.end()
    found.append((words[at:], None))
    return [(piece, marked) for piece, marked in found if piece]
