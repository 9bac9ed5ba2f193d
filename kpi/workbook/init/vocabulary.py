"""What a planner's table calls its columns, rows and cells: layouts/planner.toml and planner.toml of each language."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from kpi.model import Language
from kpi.model.folding import TO_CYRILLIC
from kpi.settings import PACKAGE


class Holds(StrEnum):
    """What a column of a planner's table holds."""

    CODE = "code"
    ORDINAL = "ordinal"
    NAME = "name"
    UNIT = "unit"
    BASE = "base"
    BASE_YEAR = "base_year"
    TARGET = "target"
    FACT = "fact"
    PERIOD = "period"  # a period, and no word on whether it was planned or reported
    DEPARTMENT = "department"
    SOURCE = "source"
    NOTE = "note"
    DEFINITION = "definition"
    DIRECTION = "direction"
    KIND = "kind"
    FREQUENCY = "frequency"
    WEIGHT = "weight"
    SECTOR = "sector"
    STRATEGIC = "strategic"
    OPERATIONAL = "operational"
    TASK = "task"
    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    VALUE = "value"
    PLAN_OR_FACT = "plan_or_fact"
    OTHER = "other"


#: the roles whose cells are numbers of a period
NUMBERS = frozenset({Holds.BASE, Holds.TARGET, Holds.FACT, Holds.PERIOD, Holds.VALUE})
#: the levels of a tree in columns of their own
LEVELS = (Holds.SECTOR, Holds.STRATEGIC, Holds.OPERATIONAL, Holds.TASK)
#: a header of these words names a column also where a period stands beside it
_FIRST = frozenset(
    {
        Holds.OTHER,
        Holds.UNIT,
        Holds.DEPARTMENT,
        Holds.SOURCE,
        Holds.NOTE,
        Holds.DEFINITION,
        Holds.FREQUENCY,
    }
)
#: a period stands with numbers alone: «Goal 2026» is a target
_NOT_WITH_PERIOD = frozenset({*LEVELS, Holds.NAME, Holds.CODE, Holds.BASE_YEAR})
#: «Показники виконання», «Цілі та індикатори» are names, «Indicator ID» and «Одиниця показника» are not
_NOT_WITH_NAMES = frozenset(
    {
        *LEVELS,
        Holds.FACT,
        Holds.TARGET,
        Holds.VALUE,
        Holds.BASE,
        Holds.NAME,
        Holds.PLAN_OR_FACT,
    }
)


@cache
def words_of_tables() -> Mapping[str, Any]:
    """The words of Ukrainian and English tables, and those that the folders of further languages add to them."""
    shared = tomllib.loads((PACKAGE / "workbook/layouts/planner.toml").read_text(encoding="utf-8"))
    for language in Language:
        file = language.folder / "planner.toml"
        if file.is_file():
            _add(shared, tomllib.loads(file.read_text(encoding="utf-8")))
    return shared


def _add(shared: dict[str, Any], own: Mapping[str, Any]) -> None:
    """Add the words of a language to the shared lists, each to the one of its name. KeyError for another name."""
    for table, name in (("roles", "role"), ("levels", "level")):
        lists = {entry[name]: entry["words"] for entry in shared[table]}
        for key, more in own.get(table, {}).items():
            lists[key] += more
    for table, lists in own.items():
        if table not in {"roles", "levels"}:
            for key, more in lists.items():
                shared[table][key] += more


def capitals(text: str) -> str:
    """Upper case in one alphabet, single spaces: Latin letters that look Cyrillic are Cyrillic."""
    return " ".join(unicodedata.normalize("NFC", text).upper().translate(TO_CYRILLIC).split())


@cache
def words(*path: str) -> tuple[str, ...]:
    """A list of words of the file, in `capitals`."""
    found: Any = words_of_tables()
    for name in path:
        found = found[name]
    return _as_capitals(found)


def _as_capitals(found: Sequence[str]) -> tuple[str, ...]:
    return tuple(word.upper().translate(TO_CYRILLIC) for word in found)


@cache
def _roles() -> tuple[tuple[Holds, tuple[str, ...]], ...]:
    return tuple((Holds(entry["role"]), _as_capitals(entry["words"])) for entry in words_of_tables()["roles"])


@cache
def levels() -> tuple[tuple[str, int, str], ...]:
    """(word, rank, level) of the rows of the tree, the longest words first; rank 0 is the top."""
    found = [
        (word, rank, entry["level"])
        for rank, entry in enumerate(words_of_tables()["levels"])
        for word in _as_capitals(entry["words"])
    ]
    return tuple(sorted(found, key=lambda one: -len(one[0])))


def begins(text: str, stems: Iterable[str]) -> bool:
    """Whether a text in capitals begins with one of the words."""
    return text.startswith(tuple(stems))


def has_word(text: str, stems: Iterable[str]) -> bool:
    """Whether a word of a text in capitals begins with one of `stems`; «=РІК» must be the whole text."""
    return any(text == stem[1:] if stem.startswith("=") and len(stem) > 1 else _within(text, stem) for stem in stems)


def _within(text: str, stem: str) -> bool:
    at = text.find(stem)
    while at >= 0:
        if at == 0 or not (text[at - 1].isalnum() and stem[0].isalnum()):
            return True
        at = text.find(stem, at + 1)
    return False


@lru_cache(maxsize=8192)
def role_of(text: str, *, period: bool) -> Holds | None:
    """What a header without its period says the column holds; None where no word is known.

    period  whether it has a period: then «ціль 2026» is a number, and a name has none
    """
    bare = re.sub(r"[\s:;,.–—-]+$", "", text)
    # «Базове значення показника» is a number of it
    names = not period and has_word(bare, words("names", "words")) and not has_word(bare, words("names", "numbers"))
    if names and begins(bare, words("names", "results")):
        return Holds.NAME
    for role, stems in _roles():
        if role in (_NOT_WITH_PERIOD if period else _NOT_WITH_NAMES if names else ()):
            continue
        beside = role is Holds.UNIT and names and not begins(bare, stems)
        if has_word(bare, stems) and not beside:
            return role
    return Holds.NAME if names else None


def typed_in_any(name: str) -> tuple[str, ...]:
    """Words of `[typed]` of every language: «tak», «tak/nie»."""
    return tuple(word for language in Language for word in language.typed(name))


def without_silent(text: str) -> str:
    """The words around a period without those that say nothing: «ЗА», «ROK»."""
    silent = words("silent", "words")
    return " ".join(word for word in text.split() if word.strip(".,") not in silent)


def comes_first(role: Holds | None) -> bool:
    """Whether a header of this role is that column whatever period stands in it."""
    return role in _FIRST
