"""The layouts of layouts/*.toml as values: the single source of sheet titles, headers and rules."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any

from kpi.model import NAMES_BESIDE, USUAL_LANGUAGE, Language
from kpi.model.folding import fold
from kpi.settings import PACKAGE

#: the layouts of tables that people already have
TABLES = frozenset({"periods", "pairs", "long"})
#: the key of the column that holds the number of a part of a year, by the months of the part
PART_COLUMNS: Mapping[int, str] = MappingProxyType({6: "half", 3: "quarter", 1: "month"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. `type` is code, slug, text, number, year, date, choice, period-part or ignored.

    required         must be there and filled
    column_required  must be there
    expected         its absence is told by a remark: what it would say is taken as blank
    repeated         one column per year: «Ціль 2026»
    english          the header in English workbooks, "" where it has none of its own
    spoken           the headers in further languages by their codes
    called           the header in the language of the workbook that is read, for messages; "" in the usual one
    offered          the words of its choices in that language
    """

    key: str
    header: str
    type: str
    english: str = ""
    spoken: Mapping[str, str] = field(default_factory=dict)
    called: str = ""
    offered: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    required: bool = False
    column_required: bool = False
    expected: bool = False
    optional: bool = False
    repeated: bool = False
    limit: int = 500
    min: float | None = None
    max: float | None = None
    default: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    #: the same vocabulary with its words folded
    folded: Mapping[str, str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """What messages call the column."""
        return self.called or self.header

    @property
    def needed(self) -> bool:
        return self.required or self.column_required

    def choice(self, word: str) -> str | None:
        """The code of a word of this column's vocabulary, None where it is none of them."""
        return self.folded.get(fold(word))

    @property
    def names(self) -> tuple[str, ...]:
        """Every header that is this column."""
        return (self.header, *self.aliases, *([self.english] if self.english else []), *self.spoken.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLayout:
    """One sheet of a layout. `aliases`: other titles of a tab that has its whole header; alone they tell nothing.

    `called`: the title in the language of the workbook that is read, for messages; "" in the usual one.
    """

    key: str
    title: str
    required: bool
    columns: tuple[Column, ...]
    may_be_empty: bool = False
    #: a level of the goal tree that a strategy may be without: it is needed where a row below names one of its codes
    level: bool = False
    #: a sheet that other workbooks too may have under this title: it does not tell what a workbook is
    beside: bool = False
    aliases: tuple[str, ...] = ()
    english: str = ""
    #: the titles in further languages by their codes
    spoken: Mapping[str, str] = field(default_factory=dict)
    called: str = ""
    language: Language = USUAL_LANGUAGE
    by_key: Mapping[str, Column] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """What messages call the sheet."""
        return self.called or self.title

    def column(self, key: str) -> Column:
        return self.by_key[key]

    @property
    def titles(self) -> tuple[str, ...]:
        """Every title that is this sheet."""
        return tuple(filter(None, (self.title, self.english, *self.spoken.values())))

    def language_of(self, title: str) -> Language | None:
        """The language in which a tab with this title is called so; None for the usual one and for other titles."""
        called = {fold(self.english): NAMES_BESIDE} if self.english else {}
        called |= {fold(own): Language(code) for code, own in self.spoken.items()}
        return called.get(fold(title))


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookLayout:
    """A kind of workbook: «goal», «plan», or a table that people already have: «periods», «pairs».

    words  lists of words by their use; only the tables of periods have them
    english  parameters in English by their key, beside those that have names for English already
    spoken  parameters in further languages by their key, by the code of the language
    """

    version: str
    sheets: Mapping[str, SheetLayout]
    parameters: Mapping[str, str]
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)
    english: Mapping[str, str] = field(default_factory=dict)
    spoken: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    #: of the workbook that is read, in which messages name its parts
    language: Language = USUAL_LANGUAGE

    def sheet_of(self, title: str) -> SheetLayout | None:
        """The sheet that a tab with this title is."""
        key = fold(title)
        return next((sheet for sheet in self.sheets.values() if key in map(fold, sheet.titles)), None)


#: words of a layout in further languages by their codes: as english.toml has them
_Spoken = Mapping[str, Mapping[str, Any]]


def _column(entry: Mapping[str, object], english: Mapping[str, Any], further: _Spoken) -> Column:
    values = dict(entry)
    more = (header for said in further.values() for header in said.get("aliases", {}).get(entry["key"], ()))
    values["aliases"] = (*values.get("aliases", ()), *more)  # type: ignore[misc]
    values["english"] = english.get("headers", {}).get(entry["key"], "")
    key = str(entry["key"])
    values["spoken"] = {code: header for code, said in further.items() if (header := said.get("headers", {}).get(key))}
    spoken = {
        word: code
        for said in (*further.values(), english)
        for code, word in said.get("choices", {}).get(key, {}).items()
    }
    own: Mapping[str, str] = values.get("choices", {})  # type: ignore[assignment]
    values["folded"] = {fold(word): code for word, code in spoken.items()} | {fold(w): code for w, code in own.items()}
    return Column(**values)  # type: ignore[arg-type]


def _sheet(key: str, entry: Mapping[str, Any], english: Mapping[str, Any], further: _Spoken) -> SheetLayout:
    columns = tuple(_column(column, english, further) for column in entry["columns"])
    by_key = {column.key: column for column in columns}
    return SheetLayout(
        key=key,
        title=entry["title"],
        required=entry["required"],
        columns=columns,
        may_be_empty=entry.get("may_be_empty", False),
        level=entry.get("level", False),
        beside=entry.get("beside", False),
        aliases=(*entry.get("aliases", ()), *english.get("aliases", ())),
        english=english.get("title", ""),
        spoken={code: said["title"] for code, said in further.items() if "title" in said},
        by_key=by_key,
    )


@cache
def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((PACKAGE / "workbook/layouts" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def words_of(language: Language) -> dict[str, Any]:
    """The words of workbooks in a language: english.toml, else workbook.toml of its folder; none without a file."""
    if language is NAMES_BESIDE:
        return _toml("english")
    file = language.folder / "workbook.toml"
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def _said(said: Mapping[str, Any], name: str, sheet: str) -> Mapping[str, Any]:
    """What a language says of a sheet; the tables that people already have share the headers of `[tables]`."""
    own: dict[str, Any] = dict(said.get(name, {}).get(sheet, {}))
    shared = said.get("tables", {}).get("aliases", {}) if name in TABLES else {}
    aliases = {
        key: [*shared.get(key, ()), *own.get("aliases", {}).get(key, ())] for key in {*shared, *own.get("aliases", {})}
    }
    return {**own, "aliases": aliases} if aliases else own


def _more_words(further: Mapping[str, Mapping[str, Any]], use: str) -> tuple[str, ...]:
    return tuple(word for said in further.values() for word in said.get("tables", {}).get(use, ()))


@cache
def layout(name: str) -> WorkbookLayout:
    """The layout of layouts/<name>.toml, the words of english.toml and of further languages beside its own."""
    table, english = _toml(name), words_of(NAMES_BESIDE)
    known = english.get(name, {})
    further = {
        language.value: said for language in Language if language is not NAMES_BESIDE and (said := words_of(language))
    }
    sheets = {
        key: _sheet(key, sheet, known.get(key, {}), {c: _said(said, name, key) for c, said in further.items()})
        for key, sheet in table["sheets"].items()
    }
    parameters = table.get("parameters", {})
    return WorkbookLayout(
        version=table["version"],
        sheets=sheets,
        parameters=parameters,
        words={use: (*own, *_more_words(further, use)) for use, own in table.get("words", {}).items()},
        english=english["parameters"] if parameters else {},
        spoken={code: said["parameters"] for code, said in further.items() if parameters and "parameters" in said},
    )
