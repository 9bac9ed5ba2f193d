"""Who answers: the texts of a column of departments, each once; a person's name is never taken without a question."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from kpi.model.folding import fold
from kpi.text.person_names import EN_WORD, PERSONS, UK_WORD
from kpi.workbook.init.answers import DepartmentAnswer
from kpi.workbook.init.vocabulary import begins, capitals, has_word, words

MAX_NAME = 200
#: two or three capitalised words and nothing else: a person, unless they are what a department is called by
_FULL_NAME = re.compile(rf"(?:{UK_WORD}(?:\s+{UK_WORD}){{1,2}}|{EN_WORD}(?:\s+{EN_WORD}){{1,2}})")
#: what stands between several who answer for one indicator, and around what is said of them
_BETWEEN = re.compile(r"(\s*[,;/()\n]\s*|\s+[–—-]\s+)")
_LEFT = re.compile(r"\(\s*[,;]?\s*\)|^[\s,;:–—-]+|[\s,;:–—(-]+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDepartment:
    """A text of the table and what it is taken for: `name` "" for nobody. `why`: a word of `init.why`, "" for sure."""

    text: str
    name: str
    why: str = ""


@dataclass(slots=True)
class Departments:
    """All departments by the key of their text, in the order of the table."""

    answers: Mapping[str, DepartmentAnswer]
    found: dict[str, FoundDepartment] = field(default_factory=dict)

    def name(self, text: str) -> str:
        """The name that stands for a text, "" for a blank or for nobody."""
        bare = " ".join(text.split())
        if not bare:
            return ""
        key = fold(bare)
        if key not in self.found:
            self.found[key] = self._taken(bare, key)
        return self.found[key].name

    def _taken(self, text: str, key: str) -> FoundDepartment:
        answer = self.answers.get(key)
        if answer is not None:
            return FoundDepartment(text=text, name=answer.name)
        without = without_person(text)
        if without is None:
            return FoundDepartment(text=text, name=text[:MAX_NAME])
        return FoundDepartment(text=text, name=without[:MAX_NAME], why="person")


def without_person(text: str) -> str | None:
    """The left in a text that names a person, "" where none is left; None where it names nobody."""
    rest = text
    for pattern in PERSONS:
        rest = pattern.sub(" ", rest)
    rest = "".join("" if _is_full_name(part) else part for part in _BETWEEN.split(rest))
    if rest == text:
        return None
    left = _LEFT.sub("", _LEFT.sub("", " ".join(rest.split()))).strip()
    left = left[1:-1].strip() if left.startswith("(") and left.endswith(")") else left
    return left if begins(capitals(left), words("departments", "words")) else ""


def _is_full_name(text: str) -> bool:
    """Whether a part of the text is a person's first and last name, as far as their words tell."""
    if not _FULL_NAME.fullmatch(text.strip()):
        return False
    said = capitals(text).split()
    if said[0] in words("departments", "given_names"):
        return True
    whole = words("departments", "whole_words")
    return not has_word(" ".join(said), words("departments", "words")) and not any(word in whole for word in said)
