"""The header of a table of periods applied to its sheet: one key for each column, and what is wrong with the whole."""

from dataclasses import replace

from kpi.model import CellRef, FiscalYear
from kpi.workbook.period_tables.header import Heading, WideHeader
from kpi.workbook.period_tables.interpretation import ColumnRole
from kpi.workbook.reader.clean import clean
from kpi.workbook.reader.grid import MAX_COLUMNS, CellKind, Merge, column_letters
from kpi.workbook.sheet.header import Header, tell_unnamed
from kpi.workbook.sheet.layout import Column, SheetLayout
from kpi.workbook.sheet.problems import ProblemList
from kpi.workbook.sheet.table import SheetTable, tell_bloated, tell_hidden


class WideTable(SheetTable):
    """A table whose section titles, merged over the columns, are titles and not values of merged cells."""

    def data_merges(self) -> list[Merge]:
        """Merged ranges that touch filled cells of rows with values."""
        return [merge for merge in super().data_merges() if not self._is_title(merge)]

    def _is_title(self, merge: Merge) -> bool:
        columns = {column for key, column in self.header.columns.items() if " " in key}
        return merge.top == merge.bottom and columns.isdisjoint(self.sheet.rows.get(merge.top, {}).keys())


def role_of(heading: Heading) -> ColumnRole:
    """What a column is by its header alone."""
    found = heading.meaning
    if found.unclear:
        return ColumnRole.UNCLEAR
    if found.column is None or found.column.type == "ignored":
        return ColumnRole.IGNORED
    return ColumnRole.PERIOD if found.column.type == "period-part" else ColumnRole(found.column.key)


def key_of(heading: Heading) -> str:
    """The key of a column: «code», «value 2024-Q1», «plan 2024»."""
    column, period = heading.meaning.column, heading.meaning.period
    key = column.key if column else ""
    return f"{key} {period.code}" if period else key


def open_wide(header: WideHeader, problems: ProblemList, fiscal_year: FiscalYear) -> SheetTable:
    """The table of `header`; unclear, double and unknown columns, merged and hidden things are told."""
    sheet = header.sheet
    if sheet.hidden:
        problems.add("sheet_hidden", sheet.title)
    if sheet.far_filled:
        place = CellRef(sheet.title, sheet.far) if sheet.far else sheet.title
        problems.add("table_too_wide", place, limit=MAX_COLUMNS)
    else:
        tell_bloated(sheet, problems)
    columns: dict[str, Column] = {}
    places: dict[str, int] = {}
    for heading in header.headings:
        role, column, key = role_of(heading), heading.meaning.column, key_of(heading)
        place, words = CellRef(sheet.title, heading.cell.ref), " ".join(heading.words)
        if role is ColumnRole.UNCLEAR:
            problems.add("period_unclear", place, words)
        elif column is None:
            problems.add("header_unknown", place, words)
        elif key in places and key == "name":
            # «Назва показника» beside «Показник результату»: the first is the name
            problems.add("header_unknown", place, words)
        elif key in places:
            problems.add("header_duplicate", place, words, first=f"{column_letters(places[key])}{heading.cell.row}")
        elif role is not ColumnRole.IGNORED:
            columns[key] = replace(column, key=key, header=words)
            places[key] = heading.column
    _carried(header, problems)
    layout = SheetLayout(key="table", title=sheet.title, required=True, columns=tuple(columns.values()), by_key=columns)
    known = Header(header.last, places)
    table = WideTable(sheet=sheet, layout=layout, header=known, problems=problems, fiscal_year=fiscal_year)
    for merge in table.data_merges():
        top = CellRef(sheet.title, merge.ref.partition(":")[0])
        problems.add("merged_cells", top, clean(sheet.rows[merge.top][merge.left].text)[0], range=merge.ref)
    tell_hidden(table, problems)
    _without_header(header, table, problems)
    return table


def _carried(header: WideHeader, problems: ProblemList) -> None:
    carried = [heading for heading in header.headings if heading.carried and not heading.meaning.unclear]
    if carried:
        letters = ", ".join(column_letters(heading.column) for heading in carried)
        problems.add("header_carried", header.sheet.title, columns=letters, row=header.first)


def _without_header(header: WideHeader, table: SheetTable, problems: ProblemList) -> None:
    """Filled columns without a word above them, or under a struck-out one, are not read, and said so."""
    named = {heading.column for heading in header.headings}
    for number in range(header.first, header.last + 1):
        for column, cell in sorted(table.sheet.rows.get(number, {}).items()):
            if cell.kind is CellKind.STRUCK and column not in named:
                problems.add("cell_struck", CellRef(table.sheet.title, cell.ref), clean(cell.text)[0])
                named.add(column)
    tell_unnamed(table.sheet, header.last, named, problems)
