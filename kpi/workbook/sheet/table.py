"""A sheet as rows of keys: the header applied, hidden and merged things told, rows read field by field."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from kpi.model import CODE_PATTERN, CellRef, FiscalYear, Severity
from kpi.workbook.reader.clean import clean
from kpi.workbook.reader.grid import Cell, CellKind, Merge, Sheet, column_letters
from kpi.workbook.sheet.header import Header, find_header
from kpi.workbook.sheet.layout import Column, SheetLayout
from kpi.workbook.sheet.problems import ProblemList

#: So many rows or more beyond the last filled one are worth a remark.
BLOATED_ROWS = 1000


@dataclass(slots=True, kw_only=True)
class SheetTable:
    """A sheet whose header is known."""

    sheet: Sheet
    layout: SheetLayout
    header: Header
    problems: ProblemList
    fiscal_year: FiscalYear
    struck: set[int] = field(default_factory=set)

    def place(self, row: int, key: str) -> CellRef:
        """The address of the field `key` in `row`, of the whole table's first column where the column is not there."""
        column = self.header.columns.get(key) or min(self.header.all_columns())
        return CellRef(self.sheet.title, f"{column_letters(column)}{row}")

    def rows(self) -> Iterator["Row"]:
        """The filled rows below the header; rows inside merged ranges are left out (they are refused already)."""
        columns = self.header.all_columns()
        merged = {
            row for merge in self.data_merges() for row in range(merge.top, min(merge.bottom, merge.top + 99) + 1)
        }
        for number in sorted(self.sheet.rows):
            cells = self.sheet.rows[number]
            filled = number > self.header.row and number not in merged and not columns.isdisjoint(cells)
            if filled and not self._struck(number, [cells[column] for column in sorted(columns & cells.keys())]):
                yield Row(self, number, cells)

    def _struck(self, number: int, cells: list[Cell]) -> bool:
        """Whether a row is struck out from its first cell to its last; told once, however often the rows are read."""
        if len(cells) < 2 or any(cell.kind is not CellKind.STRUCK for cell in cells):
            return False
        if number not in self.struck:
            self.struck.add(number)
            place, whole = CellRef(self.sheet.title, cells[0].ref), f"{cells[0].ref}:{cells[-1].ref}"
            self.problems.add("row_struck", place, clean(cells[0].text)[0], range=whole)
        return True

    def texts(self, key: str) -> list[str]:
        """The texts of a column below the header."""
        column = self.header.columns.get(key)
        cells = (row.cells.get(column) for row in self.rows()) if column is not None else ()
        return [clean(cell.text)[0] for cell in cells if cell is not None and cell.kind is CellKind.TEXT]

    def data_merges(self) -> list[Merge]:
        """Merged ranges that touch filled data cells."""
        columns = self.header.all_columns()
        found = []
        for merge in self.sheet.merges:
            inside = {column for column in columns if merge.left <= column <= merge.right}
            filled = self.sheet.rows.get(merge.top, {})
            if merge.bottom > self.header.row and inside and merge.left in filled:
                found.append(merge)
        return found


@dataclass(slots=True)
class Row:
    """One row of a table. `bad` are the keys whose problem has been told already."""

    table: SheetTable
    number: int
    cells: dict[int, Cell]

    def cell(self, key: str) -> Cell | None:
        column = self.table.header.columns.get(key)
        return None if column is None else self.cells.get(column)

    def year_cell(self, year: int) -> Cell | None:
        return self.cells.get(self.table.header.years[year])

    def year_label(self, year: object) -> str:
        """What a year is called in the strategy: «2026», «2025/26»."""
        return self.table.fiscal_year.label(int(str(year)))

    def column(self, key: str) -> Column:
        return self.table.layout.column(key)

    def place(self, key: str) -> CellRef:
        return self.table.place(self.number, key)

    def place_of(self, cell: Cell) -> CellRef:
        return CellRef(self.table.sheet.title, cell.ref)

    def problem(self, code: str, key: str, found: str | None = None, **values: str | float) -> None:
        """Note a problem at the field `key`; what is missing in every row because its column is, has been told once."""
        if code == "required_missing" and key not in self.table.header.columns:
            return
        about = {"column": self.column(key).label, **self.subject} | values
        self.table.problems.add(code, self.place(key), found, None, **about)

    @property
    def subject(self) -> dict[str, str]:
        """The code that the row is about as it is written there, so that a list of problems can name its indicator."""
        cell = self.cell("code")
        text = clean(cell.text)[0] if cell is not None and cell.kind is CellKind.TEXT else ""
        return {"row_code": text} if CODE_PATTERN.fullmatch(text) else {}


def open_table(sheet: Sheet, layout: SheetLayout, problems: ProblemList, fiscal_year: FiscalYear) -> SheetTable | None:
    """The table of `sheet`; what is wrong with the sheet as a whole is noted. None where it cannot be read."""
    if sheet.hidden:
        problems.add("sheet_hidden", sheet.title)
    tell_bloated(sheet, problems)
    if not sheet.rows:
        if layout.required:
            # «Спостереження» may be empty; the other required sheets say nothing without rows
            problems.add("sheet_empty", sheet.title, severity=Severity.REMARK if layout.may_be_empty else None)
        return None
    header = find_header(sheet, layout, problems, fiscal_year)
    if header is None:
        return None
    table = SheetTable(sheet=sheet, layout=layout, header=header, problems=problems, fiscal_year=fiscal_year)
    for merge in table.data_merges():
        top = CellRef(sheet.title, merge.ref.partition(":")[0])
        cell = sheet.rows[merge.top][merge.left]
        problems.add("merged_cells", top, clean(cell.text)[0], range=merge.ref)
    tell_hidden(table, problems)
    return table


def tell_bloated(sheet: Sheet, problems: ProblemList) -> None:
    """A remark where the sheet reaches far beyond what is filled."""
    last = max(sheet.rows, default=0)
    if sheet.last_row > last + BLOATED_ROWS:
        problems.add("used_range_bloated", sheet.title, last=last, found_last=sheet.last_row)
    elif sheet.far:
        problems.add("used_range_bloated", CellRef(sheet.title, sheet.far), last=last, found_last=sheet.last_row)


def tell_hidden(table: SheetTable, problems: ProblemList) -> None:
    """Remarks on hidden rows and columns that are read."""
    sheet = table.sheet
    hidden = sorted(row for row in sheet.hidden_rows if row > table.header.row and sheet.rows.get(row))
    if hidden:
        problems.add("hidden_rows", sheet.title, first=hidden[0], n=len(hidden))
    columns = sorted(column for column in table.header.all_columns() if sheet.column_hidden(column))
    if columns:
        problems.add("hidden_columns", sheet.title, columns=", ".join(map(column_letters, columns)))
