"""A table that was not recognised hears what was seen on which sheet, and what is missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kpi.model import FiscalYear
from kpi.workbook.period_tables.words import has_period, header_text, is_year, plain_column, vocabulary
from kpi.workbook.reader.grid import Cell, Sheet, column_letters
from kpi.workbook.sheet.header import HEADER_ROWS
from kpi.workbook.sheet.problems import ProblemList

_ENOUGH = 2
_SHOWN = 6


@dataclass(frozen=True, slots=True)
class SheetSummary:
    """What stands on a sheet. `kind`: periods_across, years_down, headers; `missing`: name, value, period."""

    sheet: str
    kind: str
    place: str
    seen: tuple[str, ...]
    missing: str


def tell_unrecognised(sheets: Iterable[Sheet], problems: ProblemList, fiscal_year: FiscalYear) -> bool:
    """Tell what was seen on the one sheet that says most; False where no sheet holds anything."""
    found = [sight for sheet in sheets if (sight := _sight(sheet, fiscal_year))]
    if not found:
        return False
    order = ("periods_across", "years_down", "headers")
    sight = min(found, key=lambda one: order.index(one.kind))
    seen = ", ".join(sight.seen[:_SHOWN]) + ("…" if len(sight.seen) > _SHOWN else "")
    about = {"kind": sight.kind, "at": sight.place, "seen": seen, "missing": sight.missing}
    problems.add("table_unrecognised", sight.sheet, None, None, **about)
    return True


def _sight(sheet: Sheet, fiscal_year: FiscalYear) -> SheetSummary | None:
    rows = {number: _texts(sheet, sheet.rows[number]) for number in sorted(sheet.rows) if sheet.rows[number]}
    top = {number: texts for number, texts in rows.items() if number <= HEADER_ROWS}
    if not top:
        return None
    number, texts = max(top.items(), key=lambda item: sum(has_period(text, fiscal_year) for text in item[1].values()))
    periods = [text for text in texts.values() if has_period(text, fiscal_year)]
    if len(periods) >= _ENOUGH:
        return SheetSummary(
            sheet.title, "periods_across", str(number), tuple(periods), "value" if _names(top) else "name"
        )
    down = _years_down(rows, fiscal_year)
    if down is not None:
        return SheetSummary(sheet.title, "years_down", *down, "value" if _names(top) else "name")
    number, texts = max(top.items(), key=lambda item: len(item[1]))
    titles = tuple(f"«{text[:40]}»" for text in texts.values())
    missing = "name" if not _names(top) else "value" if periods else "period"
    return SheetSummary(sheet.title, "headers", str(number), titles, missing)


def _texts(sheet: Sheet, cells: Mapping[int, Cell]) -> dict[int, str]:
    found = {column: header_text(cells[column], date1904=sheet.date1904) for column in sorted(cells)}
    return {column: text for column, text in found.items() if text}


def _names(top: Mapping[int, Mapping[int, str]]) -> bool:
    """Whether some row has a column of codes or names."""
    words = vocabulary("periods")
    known = (plain_column(text, words) for texts in top.values() for text in texts.values())
    return any(column is not None and column.key in {"code", "name"} for column in known)


def _years_down(rows: Mapping[int, Mapping[int, str]], fiscal_year: FiscalYear) -> tuple[str, tuple[str, ...]] | None:
    """The column that holds most years, with them; None where none holds two."""
    years: dict[int, list[str]] = {}
    for texts in rows.values():
        for column, text in texts.items():
            if is_year(text, fiscal_year):
                years.setdefault(column, []).append(text)
    fullest = max(years, key=lambda at: len(years[at]), default=0)
    if len(years.get(fullest, ())) < _ENOUGH:
        return None
    return column_letters(fullest), tuple(dict.fromkeys(years[fullest]))
