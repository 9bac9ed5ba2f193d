"""Rows of the tree and codes as people write them: «СТРАТЕГІЧНА ЦІЛЬ А. НАЗВА», «ОЦ 1.1», «1.1-1», «II. Name»."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from kpi.model import CODE_PATTERN
from kpi.workbook.init.vocabulary import begins, capitals, levels, words

_LETTERS = "A-Za-zА-Яа-яҐґЄєІіЇї"
_PART = rf"(?:[0-9]{{1,3}}[а-яa-zіїєґ]?(?![0-9])|[{_LETTERS}]{{1,2}}[0-9]{{1,3}}|[IVXІХ]{{1,5}}|[A-ZА-ЯҐЄІЇ])"
_CODE = rf"{_PART}(?:\s*[.\-–‐]\s*(?:[0-9]{{1,3}}[а-яa-zіїєґ]?(?![0-9])|[a-zа-яіїєґ](?![{_LETTERS}])))*"
_WHOLE = re.compile(rf"(?P<code>{_CODE})(?:\.|\))?")
_BEFORE_NAME = re.compile(rf"[«\"“]?\s*(?P<code>{_CODE})(?P<end>\s*[.):–—-]+\s*|\s+)(?P<name>\S.*)", re.DOTALL)
_ENDING = re.compile(r"^[\s.:;,№–—-]+|[\s:;–—-]+$")
_QUOTED = re.compile(r"^[«\"“](?P<inner>[^«»\"“”]*)[»\"”]\.?$")
_ROMAN = re.compile("[IVXІХ]{1,5}")
_IN_CHARGE = re.compile(r"(?P<name>.*\S)\s*[(\[](?P<who>[^()\[\]:]+?)\s*:\s*(?P<department>[^()\[\]]+)[)\]]", re.DOTALL)
#: words of tasks and programmes begin indicators, too: they are levels only before a code or a colon
_NEEDS_CODE = frozenset({"task", "priority", "sector"})


class CodeAndName(NamedTuple):
    """What stands in one text: the code as written ("" for none), and the name without it."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionText:
    """A text that names a node of the tree.

    level, rank  by its words; "" and -1 where it has none
    prefix       those words as written
    """

    level: str
    rank: int
    prefix: str
    code: str
    name: str

    @property
    def as_written(self) -> str:
        """The code with its words, as the table has them."""
        return f"{self.prefix} {self.code}".strip() if self.code else ""


def code_at(text: str) -> str:
    """The code that a whole text is, without a closing point; "" where it is none: «А.1.2.» → «А.1.2»."""
    bare = " ".join(text.split())
    found = section_of(bare) if not _WHOLE.fullmatch(bare) else None
    if found is not None and found.level and found.code and not found.name:
        return found.code
    whole = _WHOLE.fullmatch(bare)
    return whole["code"] if whole else ""


def normal_code(code: str) -> str:
    """A code in the form of the product: parts joined by points; "" where that is none."""
    bare = re.sub(r"\s*[.\-–‐]\s*", ".", code.strip()).strip(".")
    return bare if CODE_PATTERN.fullmatch(bare) else ""


def is_roman(part: str) -> bool:
    """Whether a part of a code is a Roman numeral, in letters of either alphabet."""
    return bool(_ROMAN.fullmatch(part))


def split_code(text: str) -> CodeAndName:
    """A code in front of a name: «1.1. Дороги», «А.1 Дороги», «II. Economy»."""
    whole = _WHOLE.fullmatch(text)
    if whole is not None and len(whole["code"]) > 1:
        return CodeAndName(whole["code"], "")
    found = _BEFORE_NAME.fullmatch(text)
    if found is None:
        return CodeAndName("", text)
    code, end = found["code"], found["end"].strip()
    dotted = len(re.split(r"[.\-–‐]", code)) > 1
    # «2 бібліотеки» and «В громаді» begin no code: one part needs its point
    if not dotted and not end:
        return CodeAndName("", text)
    return CodeAndName(code, found["name"])


def section_of(text: str) -> SectionText:
    """The level, the code and the name of a text."""
    bare = " ".join(text.split())
    upper = capitals(bare)
    for word, rank, level in levels():
        if not upper.startswith(word) or upper[len(word) : len(word) + 1].isalpha():
            continue
        rest = bare[len(word) :].lstrip(" №.")
        code, name = _code_and_name(rest)
        colon = bare[len(word) :].lstrip()[:1] in {":", ".", "«", '"', "–", "—"}
        if not code and level in _NEEDS_CODE and not colon:
            continue
        return SectionText(level=level, rank=rank, prefix=bare[: len(word)], code=code, name=tidy(name))
    code, name = split_code(bare)
    return SectionText(level="", rank=-1, prefix="", code=code, name=tidy(name))


def _code_and_name(rest: str) -> CodeAndName:
    """What stands behind the words of a level: there one letter or digit is a code also without a point."""
    whole = _WHOLE.fullmatch(rest.rstrip(" :.–—-"))
    if whole is not None:
        return CodeAndName(whole["code"] + ("." if rest.rstrip().endswith(".") else ""), "")
    found = _BEFORE_NAME.fullmatch(rest)
    if found is None:
        return CodeAndName("", rest)
    end = found["end"].strip()
    return CodeAndName(found["code"] + ("." if end.startswith(".") else ""), found["name"])


def tidy(name: str) -> str:
    """A name without the signs that joined it to its code, and without quotes around the whole."""
    bare = _ENDING.sub("", name).strip()
    quoted = _QUOTED.match(bare)
    bare = quoted["inner"].strip() if quoted else bare
    return bare[:-1] if bare.endswith(".") and bare.count(".") == 1 and len(bare) > 20 else bare


def level_of(text: str) -> str:
    """Which level of the tree a text is of, by its words, else by how deep its code is; "" where nothing tells."""
    found = section_of(text)
    return found.level or (str(len(normal_code(found.code).split("."))) if normal_code(found.code) else "")


class NameAndDepartment(NamedTuple):
    """The name of a goal and who answers for it."""

    name: str
    department: str


def without_department(name: str) -> NameAndDepartment | None:
    """«Людина (відповідальний: Управління освіти)» in its two parts; None where no department is named."""
    found = _IN_CHARGE.fullmatch(name)
    if found is None or not begins(capitals(found["who"]), words("in_charge", "words")):
        return None
    return NameAndDepartment(found["name"], found["department"].strip())


def is_total(text: str, *, alone: bool) -> bool:
    """Whether a row sums others up: «Усього індикаторів за ціллю А: 9», «Total».

    alone  the row has neither a code nor a unit; «Total jobs created, number» is an indicator
    """
    upper = capitals(text).strip(" .:")
    for word in words("rows", "totals"):
        rest = upper.removeprefix(word)
        if rest != upper and not rest[:1].isalpha():
            return not rest or (alone and begins(rest.strip(" :–—-"), words("rows", "of_totals")))
    return False


def is_note(text: str) -> bool:
    """Whether a row speaks about the table: «Примітка: …», «Виконавець: …»."""
    return begins(capitals(text), words("rows", "notes"))
