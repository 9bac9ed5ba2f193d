"""The words of a written workbook in the language of its strategy: titles, headers, choices, reasons, answers.

They stand in layouts/*.toml, where the reader finds them too. A language without a word of its own takes that of the
next in its chain, at last the layout's own.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from kpi.model import USUAL_LANGUAGE, GapReason, Language
from kpi.settings import PACKAGE
from kpi.workbook.sheet.header import ALSO_ENGLISH
from kpi.workbook.sheet.layout import Column, SheetLayout, WorkbookLayout, layout, words_of

_DATES: Mapping[str, str] = {"dd.mm.yyyy": "%d.%m.%Y", "yyyy-mm-dd": "%Y-%m-%d"}
#: stands for the year of a repeated column
_ANY_YEAR = 9999
Rows = Sequence[Mapping[str, object]]


@cache
def _written() -> dict[str, Any]:
    return tomllib.loads((PACKAGE / "workbook/layouts/written.toml").read_text(encoding="utf-8"))


def _written_in(language: Language) -> Mapping[str, Any]:
    """The words of layouts/written.toml, or of `[written]` in workbook.toml of the language's folder."""
    said: Mapping[str, Any] = _written().get(language.value) or words_of(language).get("written", {})
    return said


@dataclass(frozen=True, slots=True)
class BookWords:
    """The words of workbooks in one language."""

    language: Language = USUAL_LANGUAGE

    def title(self, name: str, sheet: str) -> str:
        """The title of a sheet of the layout «goal» or «plan»."""
        found = (known.get("title") for known in self._sheets(name, sheet))
        return next(filter(None, found), layout(name).sheets[sheet].title)

    def columns(self, name: str, sheet: str, years: Sequence[int] = (), records: Rows = ()) -> list[Column]:
        """The columns of a sheet in its order, headers and choices in this language; a repeated one for each year.

        A name beside which no other stands is written in the column «Name» of a workbook in English: the reader takes
        it for the name itself. `records` tell whether there is another.
        """
        found: list[Column] = []
        alone = self._alone(name, sheet, records)
        for column in layout(name).sheets[sheet].columns:
            if column.key in alone.values():
                continue
            own = replace(column, header=self._header(name, sheet, alone.get(column.key, column.key)))
            own = replace(own, choices=self._choices(name, sheet, column))
            if not column.repeated:
                found.append(own)
            else:
                found += [replace(own, key=f"{own.key}_{y}", header=own.header.format(year=y)) for y in years]
        return found

    def parameters(self, values: Mapping[str, object], *, every: bool = False) -> dict[str, str]:
        """What the parameters of `layout("plan").parameters` are called, by key, in the order of the sheet.

        values  of a strategy by key: where a name stands alone its parameter is called as that of names in English
        every   also those that a written workbook leaves out then
        """
        own = layout("plan").parameters
        called = {}
        for key, usual in own.items():
            said = self._parameter(key)
            if said is None and self.language is not USUAL_LANGUAGE and f"{key}_en" in own:
                said = usual if values.get(f"{key}_en") else own[f"{key}_en"]
            called[key] = said or usual
        return {key: word for key, word in called.items() if every or not self._is_twin(key, values)}

    def _is_twin(self, key: str, values: Mapping[str, object]) -> bool:
        """Whether a parameter in English has given its name to the one in the strategy's own language."""
        return self.language is not USUAL_LANGUAGE and key.endswith("_en") and not values.get(key)

    def said(self, key: str) -> Any:
        """A word of layouts/written.toml."""
        tables = [_written_in(language) for language in (*self.language.chain, USUAL_LANGUAGE)]
        return next(table[key] for table in tables if key in table)

    def gaps(self) -> Mapping[GapReason, str]:
        """«Причина відсутності» as it stands in the workbook; a plain missing value has no words."""
        return {GapReason(code): word for code, word in self.said("gaps").items()}

    def restricted(self, until: str) -> str:
        """«обмежено до 31.12.2026»."""
        return str(self.said("restricted")).format(day=until)

    def day(self, day: date) -> str:
        """A date inside a text, as the reader takes it."""
        return day.strftime(_DATES[self.date_format])

    @property
    def date_format(self) -> str:
        """The number format of cells that hold a date."""
        return str(self.said("date"))

    def answer(self, *, yes: bool) -> str:
        return next(said for one in self.language.chain if (said := one.typed("yes" if yes else "no")))[0]

    def _sheets(self, name: str, sheet: str) -> list[Mapping[str, Any]]:
        return [words_of(language).get(name, {}).get(sheet, {}) for language in self.language.chain]

    def _parameter(self, key: str) -> str | None:
        known = [words_of(language).get("parameters", {}) for language in self.language.chain]
        return next((table[key] for table in known if key in table), None)

    def _header(self, name: str, sheet: str, key: str) -> str:
        found = (known.get("headers", {}).get(key) for known in self._sheets(name, sheet))
        return next(filter(None, found), layout(name).sheets[sheet].column(key).header)

    def _choices(self, name: str, sheet: str, column: Column) -> dict[str, str]:
        """Word → code in the layout's order."""
        called = {code: word for word, code in column.choices.items()}
        for known in reversed(self._sheets(name, sheet)):
            called |= known.get("choices", {}).get(column.key, {})
        return {word: code for code, word in called.items()}

    def _alone(self, name: str, sheet: str, records: Rows) -> dict[str, str]:
        """Column → the column of names in English whose header it takes."""
        if self.language is USUAL_LANGUAGE:
            return {}
        known, said = layout(name).sheets[sheet].by_key, self._sheets(name, sheet)
        return {
            own: beside
            for own, beside in ALSO_ENGLISH
            if own in known and beside in known and not any(own in of.get("headers", {}) for of in said)
            if not any(record.get(beside) for record in records)
        }


@cache
def layout_in(name: str, language: Language) -> WorkbookLayout:
    """The layout with the words by which messages call its parts in a workbook of this language."""
    usual, words = layout(name), BookWords(language)
    if language is USUAL_LANGUAGE:
        return usual
    sheets = {key: _sheet_in(name, sheet, words) for key, sheet in usual.sheets.items()}
    return replace(usual, sheets=sheets, parameters=words.parameters({}, every=True), language=language)


def _sheet_in(name: str, sheet: SheetLayout, words: BookWords) -> SheetLayout:
    said = {column.key: column for column in words.columns(name, sheet.key, (_ANY_YEAR,))}
    columns = tuple(
        _column_in(column, said.get(column.key) or said.get(f"{column.key}_{_ANY_YEAR}")) for column in sheet.columns
    )
    by_key = {column.key: column for column in columns}
    called = words.title(name, sheet.key)
    return replace(sheet, called=called, language=words.language, columns=columns, by_key=by_key)


def _column_in(column: Column, said: Column | None) -> Column:
    if said is None:
        return column
    called = said.header.replace(str(_ANY_YEAR), "{year}")
    return replace(column, called=called, offered=tuple(said.choices))


def written_in(titles: Iterable[str], name: str) -> Language:
    """The language that most titles of a workbook's sheets are of; the usual one where none is in the majority."""
    found = [sheet.language_of(title) or USUAL_LANGUAGE for title in titles if (sheet := layout(name).sheet_of(title))]
    known: tuple[Language, ...] = (USUAL_LANGUAGE, *Language)
    return max(known, key=found.count)


def every_word(key: str) -> frozenset[str]:
    """A word of layouts/written.toml in every language that has it."""
    return frozenset(str(table[key]) for language in Language if key in (table := _written_in(language)))


def answers_of(unit: str) -> tuple[str, str] | None:
    """«так» and «ні» in the language of a unit «так/ні»; None for another unit."""
    for language in Language:
        if unit in language.typed("yes_no"):
            return language.typed("yes")[0], language.typed("no")[0]
    return None
