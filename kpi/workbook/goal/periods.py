"""The period of a row of «Спостереження»: year, half-year, quarter, month; a contradiction is refused.

Years, halves and quarters are the strategy's own, months the calendar's: where years begin in July, September 2025 lies
in the year 2025/26, and «2026» beside «вересень» may mean either: that is asked.
"""

from collections.abc import Callable
from dataclasses import dataclass

from kpi.model import FiscalYear, Period, index_number
from kpi.workbook.reader.calendar import FIRST_YEAR, LAST_YEAR, serial_date, written_month, written_part
from kpi.workbook.reader.clean import clean
from kpi.workbook.reader.fiscal_years import names_fiscal_year, plain_years
from kpi.workbook.reader.grid import Cell, CellKind
from kpi.workbook.reader.numbers import stored_number
from kpi.workbook.sheet.fields import BAD, Unreadable, is_nothing, is_visible, usable, year_field
from kpi.workbook.sheet.table import Row


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a year: `number` counts within the strategy's year; `calendar_year` of a month that was written with
    its year of the calendar."""

    key: str
    span_months: int
    number: int
    year: int | None
    calendar_year: int | None = None

    @property
    def first_month(self) -> int:
        return (self.number - 1) * self.span_months + 1

    def holds(self, other: "_Part") -> bool:
        return self.first_month <= other.first_month < self.first_month + self.span_months


_Written = Callable[[str], tuple[int, int | None] | None]
_KINDS: tuple[tuple[str, int, _Written], ...] = (
    ("half", 6, lambda text: written_part(text, "півр", 2)),
    ("quarter", 3, lambda text: written_part(text, "кв", 4)),
    ("month", 1, written_month),
)


def read_period(row: Row) -> Period | Unreadable:
    """The period of a row; what is missing, invalid or contradictory is told at its cell."""
    year = year_field(row, "year")
    parts: list[_Part] = []
    bad = isinstance(year, Unreadable)
    for key, span, written in _KINDS:
        part = _part(row, key, span, written)
        if isinstance(part, Unreadable):
            bad = True
        elif part is not None:
            parts.append(part)
    if bad or isinstance(year, Unreadable):
        return BAD
    if year is None:
        year = next((part.year for part in parts if part.year is not None), None)
    if year is None:
        row.problem("required_missing", "year")
        return BAD
    return _together(row, year, parts)


def _together(row: Row, year: int, parts: list[_Part]) -> Period | Unreadable:
    fiscal = row.table.fiscal_year
    if not parts:
        return fiscal.period(year, 12)
    finest = parts[-1]
    if finest.year is not None and year == finest.calendar_year and not _names_its_years(row):
        year = finest.year  # «2025» beside «09.2025», where that month lies in 2025/26: the month says all
    for part in parts:
        if part.year is not None and part.year != year:
            _conflict(row, part.key, fiscal.label(year))
            return BAD
        if not part.holds(finest):
            _conflict(row, part.key, _shown(row, finest.key))
            return BAD
    if _is_unclear(row, parts):
        row.problem("month_year_unclear", finest.key, _shown(row, finest.key), **_both(fiscal, year, finest.number))
        return BAD
    return fiscal.period(year, finest.span_months, finest.number)


def _is_unclear(row: Row, parts: list[_Part]) -> bool:
    """Whether a month stands beside nothing but a bare year, which may be the strategy's or the calendar's."""
    if row.table.fiscal_year.is_calendar or len(parts) > 1 or parts[0].span_months > 1 or parts[0].year is not None:
        return False
    return not _names_its_years(row)


def _names_its_years(row: Row) -> bool:
    """Whether the year of a row says by itself that it is not the calendar's: «2025/26»."""
    return names_fiscal_year(_shown(row, "year"), row.table.fiscal_year)


def _both(fiscal_year: FiscalYear, year: int, number: int) -> dict[str, str]:
    """The month in the strategy's year and in the calendar's, as «09.2025», and what the first of them is called."""
    own = fiscal_year.period(year, 1, number)
    first, month = fiscal_year.month_of(own.end)
    return {"label": fiscal_year.label(year), "own": f"{month:02d}.{first}", "calendar": f"{month:02d}.{year}"}


def _shown(row: Row, key: str) -> str:
    cell = row.cell(key)
    return "" if cell is None else is_visible(row, cell)


def _conflict(row: Row, key: str, other: str) -> None:
    row.problem("period_conflict", key, _shown(row, key), other=other)


def _part(row: Row, key: str, span: int, written: _Written) -> _Part | Unreadable | None:
    cell = row.cell(key)
    if cell is None:
        return None
    if not usable(row, key, cell):
        return BAD
    text = clean(cell.text)[0]
    if cell.kind is CellKind.TEXT and (not text or is_nothing(text)):
        return None
    fiscal = row.table.fiscal_year
    found = _number(row, cell, key) if cell.kind is CellKind.NUMBER else None
    if cell.kind is CellKind.TEXT:
        found = written(plain_years(text, fiscal))
    if found is None or not _is_possible(*found, span):
        row.problem(f"{key}_invalid", key, is_visible(row, cell))
        return BAD
    number, year = found
    if span > 1 or fiscal.is_calendar:
        return _Part(key, span, number, year)
    return _month(number, None if names_fiscal_year(text, fiscal) else year, year, fiscal)


def _is_possible(number: int, year: int | None, span: int) -> bool:
    return 1 <= number <= 12 // span and (year is None or FIRST_YEAR <= year <= LAST_YEAR)


def _month(month: int, calendar_year: int | None, year: int | None, fiscal_year: FiscalYear) -> _Part:
    """A month of the calendar within years that are not; `calendar_year` where its year is the calendar's."""
    if calendar_year is None:
        return _Part("month", 1, index_number(fiscal_year.index_of(0, month)), year)
    found = fiscal_year.month(calendar_year, month)
    return _Part("month", 1, found.number, found.year, calendar_year)


def _number(row: Row, cell: Cell, key: str) -> tuple[int, int | None] | None:
    value = stored_number(cell.text)
    if value is None or cell.number_format.is_percent:
        return None
    if cell.number_format.is_date:
        # «липень 2023» typed into Excel becomes the first of July 2023
        day = serial_date(value, date1904=row.table.sheet.date1904)
        return (day.month, day.year) if day and key == "month" and day.day == 1 else None
    return (int(value), None) if value == int(value) else None
