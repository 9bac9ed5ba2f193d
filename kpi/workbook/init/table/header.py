"""Where a planner's table begins: one to four header rows, merged or not, each column with its role and period."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from kpi.model import FiscalYear, Period
from kpi.workbook.init.cells import says_a_number
from kpi.workbook.init.periods import header_period
from kpi.workbook.init.vocabulary import NUMBERS, Holds, capitals, comes_first, role_of, without_silent
from kpi.workbook.period_tables.words import header_text
from kpi.workbook.reader.grid import Cell, CellKind, Merge, Sheet, column_letters
from kpi.workbook.reader.numbers import stored_number

#: a header may stand below a cover
LAST_ROW = 80
_MOST_ROWS = 4
_WEIGHTS = {Holds.NAME: 6, Holds.CODE: 2, Holds.UNIT: 2}
#: of numbers: a period says much, and so does a word for plan or fact
_WITH_PERIOD, _WITH_ROLE, _MOST_COLUMNS = 2, 1, 12
_LEAST = 6
_FEWEST_HEADS = 3
_FEWEST_NUMBERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class TableColumn:
    """A column of the table. `role` None: no word of its header is known. `place`: the address of its header.

    period   of numbers: their period; None where the header names none
    sure     False where a person should look at it
    running  its numbers are sums since the beginning of the year
    why      a word of `init.why`: why a person should look at it, "" for a header that can be understood otherwise
    """

    column: int
    text: str
    role: Holds | None
    period: Period | None
    place: str
    sure: bool = True
    running: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableHeader:
    """The header rows of a table and its columns."""

    first: int
    last: int
    columns: tuple[TableColumn, ...]

    def of(self, *roles: Holds) -> list[TableColumn]:
        return [column for column in self.columns if column.role in roles]


class Spread:
    """The cells of a sheet with merged ones in all of their places; `fiscal_year`: the years that its headers mean.

    turned  rows and columns have changed places: years stand as rows
    """

    def __init__(self, sheet: Sheet, fiscal_year: FiscalYear, *, turned: bool = False) -> None:
        self.sheet, self.fiscal_year, self.turned = sheet, fiscal_year, turned
        self._merges: dict[int, list[Merge]] = {}
        for merge in sheet.merges:
            for row in range(merge.top, min(merge.bottom, merge.top + 2000) + 1):
                self._merges.setdefault(row, []).append(merge)

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell that stands there, or that is merged over the place."""
        own = self.sheet.rows.get(row, {}).get(column)
        if own is not None:
            return own
        merge = self.merge(row, column)
        return self.sheet.rows.get(merge.top, {}).get(merge.left) if merge else None

    def merge(self, row: int, column: int) -> Merge | None:
        """The merged range over a place."""
        return next((m for m in self._merges.get(row, ()) if m.left <= column <= m.right), None)

    def text(self, cell: Cell | None) -> str:
        """The words of a cell in one line; a number as its digits."""
        return header_text(cell, date1904=self.sheet.date1904) if cell is not None else ""


def find_header(spread: Spread) -> TableHeader | None:
    """The header of the table on a sheet: the rows whose words say most; None where nothing is recognised."""
    best: tuple[int, int, int] | None = None
    found: TableHeader | None = None
    filled = [row for row in sorted(spread.sheet.rows) if row <= LAST_ROW and spread.sheet.rows[row]]
    for first in filled:
        for header in _candidates(spread, first):
            score = _score(header)
            key = (score, -(header.last - header.first), -first)
            if score >= _LEAST and (best is None or key > best):
                best, found = key, header
    return found


def further_headers(spread: Spread, header: TableHeader) -> Iterator[TableHeader]:
    """The headers of the tables below the first one on the same sheet, also where they say the same."""
    last = header.last
    known = {column.text for column in header.columns}
    for first in sorted(row for row in spread.sheet.rows if row > header.last):
        if first <= last or not _may_begin(spread, first, known):
            continue
        own = max(_candidates(spread, first), key=lambda one: (_score(one), one.first - one.last), default=None)
        if own is not None and own.of(Holds.NAME) and _score(own) >= _LEAST:
            yield own
            last = own.last


def _may_begin(spread: Spread, row: int, known: set[str]) -> bool:
    """Whether a row is words and years, of which several head columns: those of names and units, or the known ones."""
    cells = spread.sheet.rows[row].values()
    if len(cells) < _FEWEST_HEADS or not all(map(_is_word, cells)):
        return False
    texts = [spread.text(cell) for cell in cells if cell.kind is CellKind.TEXT]
    roles = [role_of(capitals(text).strip(" .,;:()"), period=False) for text in texts]
    plain = {role for role in roles if role is not None and role not in NUMBERS}
    return Holds.NAME in plain and (len(plain) > 1 or 2 * len(known & set(texts)) > len(texts))


def _candidates(spread: Spread, first: int) -> Iterator[TableHeader]:
    """Headers of one row and more that begin in a row."""
    own = spread.sheet.rows[first]
    if len({id(cell) for cell in own.values()}) < 2:
        return
    last = first
    while True:
        yield TableHeader(first=first, last=last, columns=tuple(_columns(spread, first, last)))
        last += 1
        if last - first >= _MOST_ROWS or not _continues(spread, last, first):
            return


def _continues(spread: Spread, row: int, first: int) -> bool:
    """Whether a row may be one more of the header: words or years, and more than one cell or below a merged one."""
    cells = spread.sheet.rows.get(row, {})
    if not cells:
        return False
    if not all(map(_is_word, cells.values())) or _says_numbers(spread, cells.values()):
        return False
    below = any((m := spread.merge(row - 1, c)) is not None and m.right > m.left for c in cells)
    return len(cells) > 1 or below or row == first + 1


def _says_numbers(spread: Spread, cells: Collection[Cell]) -> bool:
    """Whether cells of words are those of a row of numbers with their units: «12 од. (2024)», «не менше 30 од.»."""
    texts = [spread.text(cell) for cell in cells if cell.kind is CellKind.TEXT]
    numbers = sum(says_a_number(header_period(text, spread.fiscal_year).rest) for text in texts)
    return numbers >= _FEWEST_NUMBERS


def _is_word(cell: Cell) -> bool:
    if cell.kind is CellKind.NUMBER:
        value = stored_number(cell.text)
        return cell.number_format.is_date or (value is not None and 1990 <= value <= 2100)
    return cell.kind is CellKind.TEXT


def _columns(spread: Spread, first: int, last: int) -> Iterator[TableColumn]:
    rows = range(first, last + 1)
    at = {column for row in rows for column in spread.sheet.rows.get(row, {})}
    at |= {
        c for m in spread.sheet.merges if first <= m.top <= last for c in range(m.left, min(m.right, m.left + 63) + 1)
    }
    carried: dict[int, Cell] = {}
    for column in sorted(at):
        cells: list[Cell] = []
        for row in rows:
            cell = spread.cell(row, column)
            if cell is None and row < last and column in spread.sheet.rows.get(row + 1, {}):
                cell = carried.get(row)
            elif cell is not None and _carries(spread.text(cell), spread.fiscal_year):
                carried[row] = cell
            else:
                carried.pop(row, None)
            if cell is not None:
                cells.append(cell)
        parts = list(dict.fromkeys(text for cell in cells if (text := spread.text(cell))))
        if parts:
            place = f"{column_letters(column)}{max(cell.row for cell in cells)}"
            yield _column(column, " ".join(parts), place, spread.fiscal_year)


def _carries(text: str, fiscal_year: FiscalYear) -> bool:
    """Whether a header stands for the columns to its right as well: a year or a role of numbers over unmerged cells."""
    found = header_period(text, fiscal_year)
    bare = capitals(found.rest).strip(" .,;:()")
    return (found.period is not None and not bare) or role_of(bare, period=found.touched) in NUMBERS


def _column(column: int, text: str, place: str, fiscal_year: FiscalYear) -> TableColumn:
    found = header_period(text, fiscal_year)
    bare = capitals(found.rest).strip(" .,;:()[]–—-")
    role = role_of(bare, period=found.touched)
    if found.touched and role is None:
        bare = without_silent(bare)
        # words that nobody knows beside a period are asked about
        return TableColumn(
            column=column, text=text, role=Holds.PERIOD, period=found.period, place=place, sure=not bare,
            running=found.running,
        )  # fmt: skip
    if comes_first(role) or role not in NUMBERS:
        return TableColumn(column=column, text=text, role=role, period=None, place=place)
    unclear = found.touched and found.period is None
    return TableColumn(
        column=column, text=text, role=role, period=found.period, place=place, sure=not unclear, running=found.running
    )


def _score(header: TableHeader) -> int:
    counts: dict[Holds, int] = {}
    for column in header.columns:
        if column.role is not None:
            counts[column.role] = counts.get(column.role, 0) + 1
    periods = sum(column.period is not None for column in header.columns)
    years = counts.get(Holds.YEAR, 0) and counts.get(Holds.VALUE, 0) + counts.get(Holds.FACT, 0) + counts.get(
        Holds.TARGET, 0
    )
    plain = counts.get(Holds.FACT, 0) + counts.get(Holds.TARGET, 0)
    if not periods and not years and not plain:
        return 0
    # two columns that say the same lack a row of the header
    numbers = list({(c.role, c.period): c for c in header.columns if c.role in NUMBERS}.values())[:_MOST_COLUMNS]
    score = sum(_WEIGHTS.get(role, 1) for role in counts if role not in NUMBERS)
    score += sum(_WITH_PERIOD * (c.period is not None) + _WITH_ROLE * (c.role is not Holds.PERIOD) for c in numbers)
    # a title that runs over all columns says the same of each of them
    texts = {column.text for column in header.columns}
    return score if len(texts) > 1 else 0


def with_roles(header: TableHeader, found: Mapping[int, TableColumn]) -> TableHeader:
    """The header with other columns in place of its own."""
    return replace(header, columns=tuple(found.get(column.column, column) for column in header.columns))
