"""What the words over a column of periods say: which period, and whether it is a value or a plan.

Certain or nothing: of «9 міс. 2024», «І–ІІІ кв. 2024», «станом на 01.01.2024», «2024*» no one can be sure.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from kpi.model import FiscalYear, Period
from kpi.model.folding import TO_CYRILLIC, fold
from kpi.workbook.period_tables.indicator_words import names_indicators
from kpi.workbook.reader.calendar import FIRST_YEAR, LAST_YEAR, month_words, part_words, serial_date
from kpi.workbook.reader.clean import clean
from kpi.workbook.reader.fiscal_years import names_fiscal_year, plain_years
from kpi.workbook.reader.grid import Cell, CellKind
from kpi.workbook.reader.numbers import as_written, stored_number
from kpi.workbook.sheet.layout import Column, WorkbookLayout, layout

_Y = "(?:19|20)[0-9]{2}"
_END = r"(?![^\W_])"
_START = r"(?<![^\W_])"


def _further(name: str) -> str:
    """Words of further languages for a part of a year or a year, as one more choice of a pattern."""
    return "".join(f"|{re.escape(word.upper().translate(TO_CYRILLIC).rstrip('.'))}" for word in part_words(name))


_YEAR = re.compile(rf"(?<![0-9])({_Y})(?![0-9])(?:[\s-]*(?:РІК|РОКУ|РОЦІ|РР?{_further('year')}){_END}\.?)?")
#: 2024-07 · 07.2024 · 2024-Q1 · Q1 2024 · 2024-H1, in the letters of `_normal` (Н is Cyrillic there)
_MONTH_YEAR = (
    re.compile(rf"(?<![0-9.])(?P<year>{_Y})[-.](?P<number>0[1-9]|1[0-2])(?![0-9]|[.-][0-9])"),
    re.compile(rf"(?<![0-9.,/-])(?P<number>0?[1-9]|1[0-2])[./-](?P<year>{_Y})(?![0-9])"),
)
_QUARTER_YEAR = (
    re.compile(rf"{_START}(?P<year>{_Y})[\s-]*Q(?P<number>[1-4]){_END}"),
    re.compile(rf"{_START}Q(?P<number>[1-4])[\s/-]*(?P<year>{_Y}){_END}"),
)
_HALF_YEAR = (
    re.compile(rf"{_START}(?P<year>{_Y})[\s-]*Н(?P<number>[12]){_END}"),
    re.compile(rf"{_START}Н(?P<number>[12])[\s/-]*(?P<year>{_Y}){_END}"),
)
_ORDINALS = {"ПЕРШИЙ": 1, "ПЕРШЕ": 1, "ДРУГИЙ": 2, "ДРУГЕ": 2, "ТРЕТІЙ": 3, "ЧЕТВЕРТИЙ": 4}
_ROMAN = {"І": 1, "ІІ": 2, "ІІІ": 3, "ІV": 4}
_NUMBER = rf"(?P<number>{'|'.join(_ORDINALS)}|ІV|І{{1,3}}|[1-4])"
_PARTS = tuple(
    (span, re.compile(pattern))
    for span, word in (
        (3, rf"КВ(?:АРТАЛ[УІ]?)?{_further('quarter')}"),
        (6, rf"ПІВР(?:ІЧЧЯ)?|ПІВРІЧ{_further('half')}"),
    )
    for pattern in (
        rf"{_START}{_NUMBER}(?:-?(?:ИЙ|ЫЙ|ШИЙ|ГИЙ|ТІЙ|ТИЙ|Й|ШЕ|ГЕ|Е)(?=[\s.]))?[\s.-]*(?:{word}){_END}\.?",
        rf"{_START}(?:{word})[\s.№-]*{_NUMBER}{_END}",
    )
)
_TOKEN = re.compile(r"[^\W_]+|[%*]")
_LETTERS = re.compile(r"[^\W\d_]+\.?")


class Meaning(NamedTuple):
    """What a header says. `column` without `period`, or with `unclear`: something about periods that is not certain."""

    column: Column | None = None
    period: Period | None = None
    unclear: bool = False


NOTHING = Meaning()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The headers of a layout: those without a period by their words, those with one by the words around it."""

    plain: Mapping[str, Column]
    around: Mapping[str, Column]
    silent: frozenset[str]
    name: Column | None = None


@cache
def vocabulary(name: str) -> Vocabulary:
    """The headers of the layout `name`."""
    return _vocabulary(layout(name))


def _vocabulary(source: WorkbookLayout) -> Vocabulary:
    silent = frozenset(_normal(word) for word in source.words["silent"])
    plain: dict[str, Column] = {}
    around: dict[str, Column] = {}
    for column in source.sheets["table"].columns:
        for header in (column.header, *column.aliases):
            if "{period}" in header:
                around[_key(_normal(header.replace("{period}", "")), silent)] = column
            else:
                plain[fold(header.replace("%", "відсоток"))] = column
    return Vocabulary(plain, around, silent, source.sheets["table"].by_key.get("name"))


def _normal(text: str) -> str:
    """Upper case in one alphabet: Latin letters that look Cyrillic are Cyrillic."""
    return unicodedata.normalize("NFC", text).upper().translate(TO_CYRILLIC)


def _key(text: str, silent: frozenset[str]) -> str:
    tokens = ("ВІДСОТОК" if token == "%" else token for token in _TOKEN.findall(text))  # noqa: S105
    return "".join(token for token in tokens if token not in silent)


def header_text(cell: Cell, *, date1904: bool) -> str:
    """The words of a header cell; of a date that is shown as a month or a year, what is shown; none if struck out."""
    if cell.kind is CellKind.STRUCK:
        return ""
    number = stored_number(cell.text) if cell.kind is CellKind.NUMBER else None
    if number is None:
        return clean(cell.text)[0]
    if not cell.number_format.is_date:
        return as_written(number)
    day = serial_date(number, date1904=date1904)
    if day is None:
        return clean(cell.text)[0]
    if cell.number_format.is_year:
        return str(day.year)
    shown = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", cell.number_format.code).lower()
    return f"{day:%m.%Y}" if "y" in shown and "m" in shown and "d" not in shown else f"{day:%d.%m.%Y}"


def plain_column(text: str, words: Vocabulary) -> Column | None:
    """The column without a period that a header names: «Од. виміру», «Назва показника (індикатора)»."""
    known = words.plain.get(fold(text.replace("%", "відсоток")))
    short = fold(re.split(r"[,(\[]", text, maxsplit=1)[0])
    found = known or words.plain.get(short)
    return found or (words.name if names_indicators(_TOKEN.findall(_normal(text))) else None)


def meaning(texts: Sequence[str], words: Vocabulary, fiscal_year: FiscalYear) -> Meaning:
    """What the header of one column says; `texts` from the top row down."""
    whole = " ".join(texts)
    plain = plain_column(whole, words)
    if plain is not None:
        return Meaning(plain)
    found = _Period(whole, fiscal_year)
    column = words.around.get(_key(found.rest, words.silent))
    if found.period is not None and column is not None:
        return Meaning(column, found.period)
    # a role without a period («Факт»), a period that is not whole («I кв.»), or words nobody knows around one
    role = column is not None and bool(_key(found.rest, words.silent))
    return Meaning(column if role else None, None, unclear=found.touched or role)


def has_period(text: str, fiscal_year: FiscalYear) -> bool:
    """Whether there is something of a period in a text."""
    return _Period(text, fiscal_year).touched


class PeriodWords(NamedTuple):
    """The one period of a text, None where there is none or more than one; `touched`: there is something of one."""

    period: Period | None
    rest: str
    touched: bool


def period_words(text: str, fiscal_year: FiscalYear) -> PeriodWords:
    """The period in a text and the words around it, in capitals of one alphabet."""
    found = _Period(text, fiscal_year)
    return PeriodWords(found.period, " ".join(found.rest.split()), found.touched)


def is_year(text: str, fiscal_year: FiscalYear) -> bool:
    """Whether a text is one year and nothing else."""
    found = _Period(text, fiscal_year)
    return found.period is not None and found.period.is_year and not _TOKEN.search(found.rest)


def is_piece(text: str, words: Vocabulary, fiscal_year: FiscalYear) -> bool:
    """Whether a text is a period, a part of one or a role («2023», «I кв.», «за рік», «Факт») and nothing else."""
    found = _Period(text, fiscal_year)
    key = _key(found.rest, words.silent)
    return key in _roles() or (not key and (found.touched or bool(_TOKEN.search(found.rest))))


@cache
def _roles() -> frozenset[str]:
    """The words around a period in any layout: «Факт» is a role in a table that turns out to have none, too."""
    return frozenset(key for name in ("periods", "pairs") for key in vocabulary(name).around if key)


@cache
def _month_numbers() -> Mapping[str, int]:
    """The number of a month by its words in all languages, as `_normal` has them."""
    return {_normal(word): number for number, said in enumerate(month_words(), start=1) for word in said}


class _Period:
    """The period in a text, and the words around it. `touched`: there is something of a period.

    A month is the calendar's («вересень 2025»), but of a year that says that it is not («вересень 2025/26»).
    """

    def __init__(self, text: str, fiscal_year: FiscalYear) -> None:
        self.rest = _normal(plain_years(text, fiscal_year))
        self._years, self._named = fiscal_year, names_fiscal_year(text, fiscal_year)
        years: set[int] = set()
        parts: list[tuple[int, int]] = []
        for span, patterns in ((1, _MONTH_YEAR), (3, _QUARTER_YEAR), (6, _HALF_YEAR)):
            for pattern in patterns:
                for match in self._taken(pattern):
                    years.add(int(match["year"]))
                    parts.append((span, int(match["number"])))
        years |= {int(match[1]) for match in self._taken(_YEAR)}
        for span, pattern in _PARTS:
            parts += [(span, _number(match["number"])) for match in self._taken(pattern)]
        parts += [(1, number) for number in self._months()]
        self.touched = bool(years or parts)
        self.period = self._one(years, parts)

    def _taken(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """All matches, which leave the rest."""
        matches = list(pattern.finditer(self.rest))
        for match in reversed(matches):
            self.rest = f"{self.rest[: match.start()]} {self.rest[match.end() :]}"
        return iter(matches)

    def _months(self) -> list[int]:
        found = []
        for match in reversed(list(_LETTERS.finditer(self.rest))):
            known = _month_numbers().get(match[0].rstrip("."))
            if known is not None:
                found.append(known)
                self.rest = f"{self.rest[: match.start()]} {self.rest[match.end() :]}"
        return found

    def _one(self, years: set[int], parts: list[tuple[int, int]]) -> Period | None:
        if len(years) != 1 or len(parts) > 1:
            return None
        (year,) = years
        span, number = parts[0] if parts else (12, 1)
        possible = FIRST_YEAR <= year <= LAST_YEAR and number <= 12 // span
        if not possible:
            return None
        if span == 1:
            month = self._years.month(year, number)
            return self._years.period(year, 1, month.number) if self._named else month
        return self._years.period(year, span, number)


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _ROMAN.get(text) or _ORDINALS[text]
