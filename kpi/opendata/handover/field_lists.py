"""What each register of a state asks for, as data: `lists/*.toml`, a file each. Another country's is another file."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from kpi.model import Strategy
from kpi.settings import PACKAGE
from kpi.text import Text

#: words of a list by language
Words = Mapping[str, str]
_FOLDER = PACKAGE / "opendata" / "handover" / "lists"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where it was seen what a register holds: the address, the day of the copy, what it is."""

    key: str
    address: str
    seen: date
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedField:
    """A column. Without `field` it is not of these data: it is left blank, and the workbook says so.

    field   a name of `kpi.opendata.handover.rows`
    label   its head; without one that of the open data
    record  the name that was seen in the register's public record, "" where none was
    source  a key of the list's sources
    """

    field: str = ""
    label: Words | None = None
    record: str = ""
    source: str = ""
    note: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedSheet:
    """A sheet; `rows` is a key of `kpi.opendata.handover.rows.ROWS`, "" for one that is not of these data."""

    name: Words
    rows: str
    columns: tuple[ListedField, ...]
    note: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldList:
    """The list of a register.

    name         of the file without its ending
    given        fields of the strategy, of which one has to be filled in for the register to be the community's
    legal_basis  a regular expression that its legal basis of open data answers otherwise, "" for none
    directions   codes of `investment_direction` in the register's order
    """

    name: str
    title: Words
    about: Words
    given: tuple[str, ...]
    legal_basis: str
    directions: tuple[str, ...]
    sources: tuple[Source, ...]
    sheets: tuple[ListedSheet, ...]

    def concerns(self, strategy: Strategy) -> bool:
        """Whether the community said, by a code of the state's or by its law, that the register is its own."""
        said = any(getattr(strategy, name) for name in self.given)
        return said or bool(self.legal_basis and re.search(self.legal_basis, strategy.legal_basis))

    def source(self, key: str) -> Source | None:
        return next((one for one in self.sources if one.key == key), None)


def spoken(words: Words | None, text: Text) -> str:
    """Words of a list in a language or the next one that it falls back to; "" where there are none."""
    return next((words[one.value] for one in text.language.chain if one.value in words), "") if words else ""


@cache
def field_lists() -> tuple[FieldList, ...]:
    """All that there are, by name."""
    files = sorted(_FOLDER.glob("*.toml"))
    return tuple(_read(file.stem, tomllib.loads(file.read_text(encoding="utf-8"))) for file in files)


def lists_of(strategy: Strategy) -> tuple[FieldList, ...]:
    """Those that concern a community."""
    return tuple(one for one in field_lists() if one.concerns(strategy))


def _read(name: str, written: dict[str, Any]) -> FieldList:
    return FieldList(
        name=name,
        title=written["title"],
        about=written["about"],
        given=tuple(written["given"]),
        legal_basis=written.get("legal_basis", ""),
        directions=tuple(written.get("directions", ())),
        sources=tuple(Source(**one) for one in written["source"]),
        sheets=tuple(_sheet(one) for one in written["sheet"]),
    )


def _sheet(written: dict[str, Any]) -> ListedSheet:
    columns = tuple(ListedField(**one) for one in written["columns"])
    return ListedSheet(name=written["name"], rows=written["rows"], columns=columns, note=written.get("note"))
