"""Finding the header: the first of the top rows that has the key column and more known headers.

Columns are told by header, never by position.
"""

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from difflib import get_close_matches

from kpi.model import CellRef, FiscalYear
from kpi.model.folding import fold
from kpi.workbook.reader.clean import clean
from kpi.workbook.reader.fiscal_years import plain_years
from kpi.workbook.reader.grid import Cell, CellKind, Sheet, column_letters
from kpi.workbook.sheet.layout import Column, SheetLayout
from kpi.workbook.sheet.problems import ProblemList

#: a cover of a printed report stands above many a header
HEADER_ROWS = 40
_MAX_HEADER = 100
#: columns and those of names in English beside them
ALSO_ENGLISH = (("name", "name_en"), ("unit", "unit_en"), ("task", "task_en"))
_YEARLY = re.compile(r"(?P<head>\D+?)(?P<year>(?:19|20)[0-9]{2})(?:РІК|РОКУ|Р)?")


@dataclass(frozen=True, slots=True)
class Header:
    """Where the table of a sheet stands: its header row, and the column of each key and of each target year."""

    row: int
    columns: Mapping[str, int]
    years: Mapping[int, int] = field(default_factory=dict)
    #: columns of a template that only tell, by their place
    ignored: Mapping[int, str] = field(default_factory=dict)

    def all_columns(self) -> set[int]:
        return {*self.columns.values(), *self.years.values()}


def _names(layout: SheetLayout) -> dict[str, Column]:
    return {fold(name): column for column in layout.columns if not column.repeated for name in column.names}


def _yearly(layout: SheetLayout) -> dict[str, Column]:
    return {
        fold(name.replace("{year}", "")): column
        for column in layout.columns
        if column.repeated
        for name in column.names
    }


def _recognise(
    cell: Cell, names: Mapping[str, Column], yearly: Mapping[str, Column], fiscal_year: FiscalYear
) -> tuple[Column, int] | None:
    """The column a header cell names, and its year (0 where it has none)."""
    if cell.kind is CellKind.STRUCK:
        return None
    key = fold(cell.text)
    if key in names:
        return names[key], 0
    match = _YEARLY.fullmatch(fold(plain_years(cell.text, fiscal_year)))
    if match and match["head"] in yearly:
        return yearly[match["head"]], int(match["year"])
    # «Вага, %», «Значення (факт)»: what stands after a comma or in brackets explains
    short = fold(re.split(r"[,(\[]", cell.text, maxsplit=1)[0])
    return (names[short], 0) if short in names else None


def find_header(sheet: Sheet, layout: SheetLayout, problems: ProblemList, fiscal_year: FiscalYear) -> Header | None:
    """The header of `sheet`, None where there is none. Missing, double and unknown columns are told, the rest read."""
    names, yearly = _names(layout), _yearly(layout)
    key = layout.columns[0].key
    enough = min(2, sum(column.needed for column in layout.columns[1:]))
    best: dict[str, str] = {}
    for number in range(1, HEADER_ROWS + 1):
        found = {
            cell: known for cell in _cells(sheet, number) if (known := _recognise(cell, names, yearly, fiscal_year))
        }
        keys = {column.key for column, _ in found.values()}
        if len(keys) > len(best):
            best = {column.key: column.label for column, _ in found.values()}
        if key in keys and len(keys) > enough:
            return _complete(sheet, layout, number, found, problems)
    missing = next((c.label for c in layout.columns if c.needed and c.key not in best), layout.columns[0].label)
    problems.add("header_missing", sheet.title, column=missing, rows=HEADER_ROWS)
    return None


def _cells(sheet: Sheet, row: int) -> list[Cell]:
    cells = sheet.rows.get(row, {})
    return [cells[column] for column in sorted(cells)]


def _complete(
    sheet: Sheet, layout: SheetLayout, row: int, found: Mapping[Cell, tuple[Column, int]], problems: ProblemList
) -> Header:
    columns: dict[str, int] = {}
    years: dict[int, int] = {}
    ignored: dict[int, str] = {}
    for cell, (column, year) in found.items():
        first = years.get(year) if column.repeated else columns.get(column.key)
        if first is not None:
            place = CellRef(sheet.title, cell.ref)
            problems.add("header_duplicate", place, clean(cell.text)[0], first=f"{column_letters(first)}{row}")
        elif column.repeated:
            years[year] = cell.column
        elif column.type == "ignored":
            ignored[cell.column] = column.key
        else:
            columns[column.key] = cell.column
    for own, english in ALSO_ENGLISH:
        # in a workbook whose names are English alone «Name» is the name
        if english in columns and own in layout.by_key and own not in columns:
            columns[own] = columns.pop(english)
    unknown = [cell for cell in _cells(sheet, row) if cell not in found]
    header = Header(row, columns, years, ignored)
    meant = _missing(sheet, layout, header, unknown, problems)
    told = {cell.column for cell in (*found, *meant)}
    _unknown(sheet, header, [cell for cell in unknown if cell not in meant], told, problems)
    return header


def _missing(sheet: Sheet, layout: SheetLayout, head: Header, unknown: list[Cell], problems: ProblemList) -> list[Cell]:
    """Note the needed columns that are not there; return the unknown headers that were perhaps meant."""
    meant = []
    for column in layout.columns:
        there = bool(head.years) if column.repeated else column.key in head.columns
        if there or not (column.needed or column.repeated or column.expected):
            continue
        named = [cell for cell in unknown if len(cell.text) <= _MAX_HEADER and cell.kind is not CellKind.STRUCK]
        similar = {fold(cell.text): cell for cell in named}
        close = get_close_matches(fold(column.label), similar, n=1, cutoff=0.6)
        cell = similar[close[0]] if close else None
        if cell:
            meant.append(cell)
        place = CellRef(sheet.title, cell.ref) if cell else sheet.title
        header = column.label.replace("{year}", "YYYY" if column.called else "РРРР")
        found, code = clean(cell.text)[0] if cell else None, "header_absent" if column.expected else "header_missing"
        problems.add(code, place, found, column=header, rows=head.row)
    return meant


def _unknown(sheet: Sheet, header: Header, unknown: list[Cell], told: set[int], problems: ProblemList) -> None:
    for cell in unknown:
        code = "cell_struck" if cell.kind is CellKind.STRUCK else "header_unknown"
        problems.add(code, CellRef(sheet.title, cell.ref), clean(cell.text)[0])
    headed = header.all_columns() | {cell.column for cell in unknown} | told
    tell_unnamed(sheet, header.row, headed, problems)


def tell_unnamed(sheet: Sheet, row: int, headed: Set[int], problems: ProblemList) -> None:
    """One remark on all filled columns that have no header in the row `row`."""
    filled = {column for number, cells in sheet.rows.items() if number > row for column in cells}
    bare = sorted(filled - headed)
    if bare:
        problems.add("columns_unnamed", sheet.title, columns=", ".join(map(column_letters, bare)), row=row)
