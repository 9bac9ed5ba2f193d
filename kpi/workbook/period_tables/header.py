"""Finding a table of periods: one to three header rows, merged or not, each column with what it is.

The first of the top rows that names the code or the name of an indicator; rows of periods above and below belong to it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kpi.model import FiscalYear
from kpi.workbook.period_tables.words import (
    Meaning,
    Vocabulary,
    header_text,
    is_piece,
    meaning,
    plain_column,
    vocabulary,
)
from kpi.workbook.reader.grid import Cell, CellKind, Sheet
from kpi.workbook.sheet.header import HEADER_ROWS
from kpi.workbook.sheet.layout import WorkbookLayout, layout

#: tried in this order: «Факт 2023» says more than «2023»
LAYOUTS = ("pairs", "periods")
_MORE_ROWS = 2
#: one «Факт» without a period, one «I кв.» without a year is enough to ask about
_UNCLEAR_ENOUGH = {"pairs": 1, "periods": 1}


@dataclass(frozen=True, slots=True)
class Heading:
    """The header of one column: its words from the top down, its lowest cell, what it means.

    carried  the year or the role above it stands in a column to the left, without merged cells
    """

    column: int
    words: tuple[str, ...]
    cell: Cell
    meaning: Meaning
    carried: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WideHeader:
    """A table of periods on a sheet."""

    sheet: Sheet
    layout: WorkbookLayout
    name: str
    first: int
    last: int
    headings: tuple[Heading, ...]


def find_wide(sheet: Sheet, fiscal_year: FiscalYear) -> WideHeader | None:
    """The table of periods on `sheet`, None where there is none."""
    found = [header for name in LAYOUTS for header in _headers(sheet, name, fiscal_year)]
    certain = [header for header in found if _values(header, unclear=False)]
    # headers that speak of periods unclearly make a table, too: what they mean is asked
    asked = [header for header in found if _values(header, unclear=True) >= _UNCLEAR_ENOUGH[header.name]]
    return next(iter((*certain, *asked)), None)


def _headers(sheet: Sheet, name: str, fiscal_year: FiscalYear) -> Iterator[WideHeader]:
    """Every row that names an indicator, as the header of a table of the layout `name`."""
    grid = _Grid(sheet, vocabulary(name), fiscal_year)
    for row in range(1, HEADER_ROWS + 1):
        anchor = grid.fixed(row)
        if {"code", "name"} & set(anchor.values()):
            first, last = grid.extent(row, anchor)
            yield WideHeader(
                sheet=sheet,
                layout=layout(name),
                name=name,
                first=first,
                last=last,
                headings=tuple(grid.headings(first, last, anchor)),
            )


def _values(header: WideHeader, *, unclear: bool) -> int:
    """How many columns hold values; `unclear`: how many may, for all their headers say."""
    meanings = [heading.meaning for heading in header.headings if heading.meaning.unclear is unclear]
    role = {"value"} if header.name == "pairs" or not unclear else {"value", ""}
    return sum(
        (found.column.key if found.column else "") in role and bool(found.period or unclear) for found in meanings
    )


@dataclass(slots=True)
class _Grid:
    """The cells of the header with merged ones spread over their columns."""

    sheet: Sheet
    words: Vocabulary
    fiscal_year: FiscalYear
    cells: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merged: dict[int, set[int]] = field(default_factory=dict)

    def row(self, number: int) -> Mapping[int, Cell]:
        """The cells of a row by column; a cell merged over columns stands in each of them."""
        if number not in self.cells:
            cells = dict(self.sheet.rows.get(number, {}))
            across = self.merged.setdefault(number, set())
            for merge in self.sheet.merges:
                if merge.top == number and merge.right > merge.left and (source := cells.get(merge.left)):
                    columns = range(merge.left, min(merge.right, merge.left + 63) + 1)
                    cells |= dict.fromkeys(columns, source)
                    across.update(columns)
            self.cells[number] = {column: cell for column, cell in cells.items() if self._says(cell)}
        return self.cells[number]

    def text(self, cell: Cell) -> str:
        return header_text(cell, date1904=self.sheet.date1904)

    def _says(self, cell: Cell) -> bool:
        return cell.kind is not CellKind.NO_VALUE and bool(self.text(cell))

    def fixed(self, row: int) -> dict[int, str]:
        """The columns of a row that are no periods, by the key of what they are."""
        known = {column: plain_column(self.text(cell), self.words) for column, cell in self.row(row).items()}
        return {column: found.key for column, found in known.items() if found is not None}

    def extent(self, row: int, anchor: Mapping[int, str]) -> tuple[int, int]:
        """First and last row of the header around the row that names the indicator."""
        below = [m.bottom for m in self.sheet.merges if m.top == row and m.left in anchor]
        first, last = row, min(max([row, *below]), row + _MORE_ROWS)
        while last < row + _MORE_ROWS and self._is_of_periods(last + 1, anchor, self._is_part):
            last += 1
        # above, only what is surely no title: «2024», never «Показники 2024»
        while first > max(1, row - _MORE_ROWS) and self._is_of_periods(first - 1, anchor, self._is_pure):
            first -= 1
        return first, last

    def _is_of_periods(self, row: int, anchor: Mapping[int, str], is_part: Callable[[Cell], bool]) -> bool:
        cells = self.row(row)
        return bool(cells) and cells.keys().isdisjoint(anchor) and all(map(is_part, cells.values()))

    def _is_pure(self, cell: Cell) -> bool:
        return is_piece(self.text(cell), self.words, self.fiscal_year)

    def _is_part(self, cell: Cell) -> bool:
        """A period, a piece of one, or a role: «2023», «I кв.», «План», «План 2023»."""
        found = meaning((self.text(cell),), self.words, self.fiscal_year)
        role = found.column is not None and found.column.key in {"value", "plan"}
        return role or found.unclear or self._is_pure(cell)

    def headings(self, first: int, last: int, anchor: Mapping[int, str]) -> Iterator[Heading]:
        """Every column of the header with its meaning."""
        rows = [dict(self.row(row)) for row in range(first, last + 1)]
        columns = sorted({column for row in rows for column in row})
        carried: set[int] = set()
        doubtful: set[int] = set()
        for at in range(len(rows) - 1):
            groups = self._carry(rows, at, anchor, self.merged.get(first + at, set()))
            carried |= {column for group in groups for column in group[1:]}
            bare = {c for c in rows[at + 1].keys() - rows[at].keys() - anchor.keys() if self._is_part(rows[at + 1][c])}
            doubtful |= self._doubtful(groups, rows[at + 1], certain=not bare)
        for column in columns:
            cells = [row[column] for row in rows if column in row]
            texts = tuple(self.text(cell) for cell in cells)
            found = meaning(texts, self.words, self.fiscal_year)
            if column in doubtful and found.column is not None:
                found = Meaning(found.column, None, unclear=True)
            lowest = max(cells, key=lambda cell: cell.row)
            address = lowest._replace(column=column) if lowest.column != column else lowest
            yield Heading(column, texts, address, found, column in carried)

    def _carry(
        self, rows: list[dict[int, Cell]], at: int, anchor: Mapping[int, str], merged: set[int]
    ) -> list[list[int]]:
        """Write what stands over the first of several columns over the others; the groups of columns that it gave.

        Only a period or a role is carried, only over pieces of the same kind of header, never beyond merged cells.
        """
        groups: list[list[int]] = []
        top, below = rows[at], rows[at + 1]
        for column in range(min(below, default=0), max(below, default=-1) + 1):
            lower = below.get(column)
            if column in merged or column in anchor or lower is None or not self._is_part(lower):
                groups.append([])
            elif column in top:
                groups.append([column] if self._is_part(top[column]) else [])
            elif groups and groups[-1] and groups[-1][-1] == column - 1:
                top[column] = top[column - 1]
                groups[-1].append(column)
        found = [group for group in groups if group]
        return found if any(len(group) > 1 for group in found) else []

    def _doubtful(self, groups: Sequence[Sequence[int]], below: Mapping[int, Cell], *, certain: bool) -> set[int]:
        """The columns of groups that do not repeat one another: there what belongs to which year is not certain.

        certain  False where a piece has nothing above it: then the years may stand over the middle of their columns
        """
        lower = [[self.text(below[column]).casefold() for column in group] for group in groups]
        longest = max(lower, key=len, default=[])
        alike = all(words == longest for words in lower[:-1]) and all(w == longest[: len(w)] for w in lower[-1:])
        return set() if alike and certain else {column for group in groups for column in group}
