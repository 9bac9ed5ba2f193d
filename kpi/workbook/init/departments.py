"""Who answers: the texts of a column of departments, each once; a person's name is never taken without a question."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from kpi.model.folding import fold
from kpi.workbook.init.answers import DepartmentAnswer
from kpi.workbook.init.vocabulary import begins, capitals, has_word, words

MAX_NAME = 200
_UK = "А-ЯҐЄІЇ"
_LOW = "а-яґєії’'ʼ-"
_WORD = rf"[{_UK}][{_LOW}]+"
_INITIALS = rf"[{_UK}]\.\s?(?:[{_UK}]\.?)?"
_PATRONYMIC = rf"[{_UK}][{_LOW}]+(?:ович|евич|євич|йович|ійович|івн|ївн|овн)[а-яіїєґ]*"
_ENGLISH = r"[A-Z][a-z]+(?:[-'][A-Z][a-z]+)?"
#: a person with initials, with a patronymic, with a title
_PERSONS = (
    re.compile(rf"{_WORD}(?:-{_WORD})?\s+{_INITIALS}(?![{_LOW}])"),
    re.compile(rf"{_INITIALS}\s?{_WORD}"),
    re.compile(rf"{_WORD}\s+{_WORD}\s+{_PATRONYMIC}"),
    re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Dr)\.?\s+{_ENGLISH}(?:\s+{_ENGLISH})?"),
    re.compile(rf"\b{_ENGLISH}\s+[A-Z]\.\s?{_ENGLISH}"),
    re.compile(rf"(?<![A-Za-z.])[A-Z]\.\s?(?:[A-Z]\.\s?)?{_ENGLISH}"),
    re.compile(rf"\b{_ENGLISH},?\s+[A-Z]\.(?![A-Za-z])"),
)
#: two capitalised words and nothing that an left is called by
_TWO_WORDS = re.compile(rf"(?:{_WORD}\s+{_WORD}|{_ENGLISH}\s+{_ENGLISH})(?=$|\s*[,(;–-])")
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
    for pattern in _PERSONS:
        rest = pattern.sub(" ", rest)
    if (
        rest == text
        and (two := _TWO_WORDS.match(text))
        and not has_word(capitals(two[0]), words("departments", "words"))
    ):
        rest = text[two.end() :]
    if rest == text:
        return None
    left = _LEFT.sub("", _LEFT.sub("", " ".join(rest.split()))).strip()
    left = left[1:-1].strip() if left.startswith("(") and left.endswith(")") else left
    return left if begins(capitals(left), words("departments", "words")) else ""
