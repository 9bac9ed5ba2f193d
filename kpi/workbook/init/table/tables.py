"""The tables of files: every sheet that holds one, with its header settled and its rows read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, islice
from math import inf

from kpi.model import FiscalYear, Problem
from kpi.text.numbers import decimal_sign
from kpi.workbook.init.answers import AnswerError, Answers
from kpi.workbook.init.cells import decimal_mark
from kpi.workbook.init.table.columns import Horizon, address, settled, sheet_year
from kpi.workbook.init.table.goal_lists import goal_list
from kpi.workbook.init.table.header import Spread, TableColumn, TableHeader, find_header, further_headers
from kpi.workbook.init.table.row_kinds import DroppedRow, Item, TableIndicator
from kpi.workbook.init.table.rows import TableReader
from kpi.workbook.init.units import ends_with_unit
from kpi.workbook.init.vocabulary import NUMBERS, Holds
from kpi.workbook.period_tables.unrecognised import tell_unrecognised
from kpi.workbook.reader.grid import Cell, CellLook, Merge, Sheet
from kpi.workbook.sheet.problems import ProblemList

#: so many cells of a column are shown to whoever is asked about it
_SAMPLES = 3
#: a sheet with more rows is no table whose years stand as rows
_MOST_TURNED = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file with a planner's tables: its name without folders, and its sheets."""

    name: str
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as read. `title` of its sheet, with the file's name in front where two files have one of that title.

    header   with the columns of every table of the sheet, where there are several
    samples  the first texts below the header, by the place of the column
    cover    the only text above the header, "" where there is none or more than one
    """

    file: str
    title: str
    header: TableHeader
    items: list[Item]
    samples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cover: str = ""

    @property
    def unit_in_names(self) -> bool:
        """Whether names carry their units: the header says so, or most end with them and no column has units."""
        rows = [item.name for item in self.items if isinstance(item, TableIndicator)]
        if not self.header.of(Holds.UNIT) and 2 * sum(map(ends_with_unit, rows)) > len(rows):
            return True
        names = [column.text.casefold() for column in self.header.of(Holds.NAME)]
        return any("одиниц" in text or "од." in text or "unit" in text for text in names)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Headed:
    """A sheet with the header of its table."""

    file: str
    title: str
    spread: Spread
    header: TableHeader

    def numbers(self) -> Iterator[Cell]:
        """The cells of the columns of numbers."""
        at = {column.column for column in self.header.of(*NUMBERS)}
        for row, cells in self.spread.sheet.rows.items():
            if row > self.header.last:
                yield from (cell for column, cell in cells.items() if column in at)


def tables_of(files: Sequence[SourceFile], answers: Answers) -> list[Table]:
    """All tables of the files that hold an indicator, in their order; AnswerError."""
    named = list(_named(files))
    headed: list[_Headed] = []
    for file, title, sheet in named:
        headed += _headed(file, title, sheet, answers)
    seen = [one for one in headed if not one.spread.sheet.hidden]
    unread = [DroppedRow(at=f"{one.title}!1", why="sheet_hidden") for one in headed if seen and one not in seen]
    headed = seen or headed
    if headed:
        _refuse_unknown_places(headed, answers)
    numbers = (cell for one in headed for cell in one.numbers())
    decimal = decimal_mark(numbers, english=decimal_sign(answers.language) == ".")
    sheets = [list(parts) for _, parts in groupby(headed, key=lambda one: one.title)]
    tables = [table for parts in sheets if (table := _table(parts, answers, decimal)) is not None]
    lists = list(_goal_lists(named, tables, answers)) if _refer(tables) else []
    if tables:
        known = {one.title for one in (*lists, *tables)} | {row.at.rpartition("!")[0] for row in unread}
        others = (title for _, title, sheet in named if sheet.rows and title not in known)
        tables[-1].items.extend([*unread, *(DroppedRow(at=f"{title}!1", why="sheet_unread") for title in others)])
    return [*lists, *tables]


def _named(files: Sequence[SourceFile]) -> Iterator[tuple[str, str, Sheet]]:
    """Every sheet with its file and its title, the file's name in front where two sheets have that title."""
    titles = [sheet.title for file in files for sheet in file.sheets]
    for file in files:
        for sheet in file.sheets:
            yield file.name, sheet.title if titles.count(sheet.title) == 1 else f"[{file.name}]{sheet.title}", sheet


def _refer(tables: Sequence[Table]) -> bool:
    """Whether rows refer to goals by codes that other sheets may name."""
    return any(isinstance(item, TableIndicator) and item.goal for table in tables for item in table.items)


def _goal_lists(named: Sequence[tuple[str, str, Sheet]], tables: Sequence[Table], answers: Answers) -> Iterator[Table]:
    """The sheets of goals among those that are no table of indicators."""
    read = {table.title for table in tables}
    for file, title, sheet in named:
        unread = not sheet.hidden and title not in read
        goals = goal_list(Spread(sheet, answers.fiscal_year), title) if unread else []
        if goals:
            yield Table(file=file, title=title, header=TableHeader(first=0, last=0, columns=()), items=goals)


def _refuse_unknown_places(headed: Sequence[_Headed], answers: Answers) -> None:
    """An answer about a column or a cell that is not there is a slip of the pen, and told; AnswerError."""
    columns = {address(one.title, column) for one in headed for column in one.header.columns}
    cells = {
        f"{one.title}!{cell.ref}" for one in headed for row in one.spread.sheet.rows.values() for cell in row.values()
    }
    unknown = [*(answers.columns.keys() - columns), *(answers.cells.keys() - cells)]
    if unknown:
        raise AnswerError(f"columns/{min(unknown)}", "place")


def _headed(file: str, title: str, sheet: Sheet, answers: Answers) -> list[_Headed]:
    """The tables of a sheet, each with its header; turned round where only then one names indicators: years as rows."""
    for turned in (False, True):
        if turned and len(sheet.rows) > _MOST_TURNED:
            return []
        spread = Spread(transposed(sheet) if turned else sheet, answers.fiscal_year, turned=turned)
        header = find_header(spread)
        if header is None:
            continue
        header = _named_by_first(header, spread) if turned else header
        above = [text for row in spread.sheet.rows if row < header.first for text in _texts(spread, row)]
        horizon = Horizon(
            first_year=answers.first_year,
            last_year=answers.last_year,
            fiscal_year=answers.fiscal_year,
            sheet_year=sheet_year(sheet.title, above, answers.fiscal_year),
        )
        found: list[_Headed] = []
        for part, own in _parts(spread, header):
            same = next((one.header for one in found if _says(one.header) == _says(own)), None)
            known = replace(same, first=own.first, last=own.last) if same is not None else None
            read = known or settled(own, part, title, answers, horizon)
            found.append(_Headed(file=file, title=title, spread=part, header=read))
        if found[0].header.of(Holds.NAME):
            return [one for one in found if one.header.of(Holds.NAME)]
    return []


def _parts(spread: Spread, header: TableHeader) -> Iterator[tuple[Spread, TableHeader]]:
    """The tables below each other on a sheet: from header to header."""
    headers = [header, *(further_headers(spread, header) if not spread.turned else ())]
    starts = [0, *(own.first for own in headers[1:])]
    ends: list[float] = [*starts[1:], inf]
    for own, start, end in zip(headers, starts, ends, strict=True):
        rows = {row: cells for row, cells in spread.sheet.rows.items() if start <= row < end}
        sheet = replace(spread.sheet, rows=rows) if len(headers) > 1 else spread.sheet
        yield Spread(sheet, spread.fiscal_year, turned=spread.turned), own


def _says(header: TableHeader) -> list[tuple[int, str]]:
    return [(column.column, column.text) for column in header.columns]


def _table(parts: Sequence[_Headed], answers: Answers, decimal: str) -> Table | None:
    """The rows of a sheet; None where none of them is an indicator."""
    items: list[Item] = []
    columns: dict[str, TableColumn] = {}
    samples: dict[str, tuple[str, ...]] = {}
    for one in parts:
        rows = TableReader(spread=one.spread, title=one.title, header=one.header, answers=answers, decimal=decimal)
        items += rows.items()
        columns |= {column.place: column for column in one.header.columns if column.place not in columns}
        samples |= {c.place: _samples(one, c) for c in one.header.columns if c.place not in samples}
    if not any(isinstance(item, TableIndicator) for item in items):
        return None
    first = parts[0]
    header = replace(first.header, columns=tuple(columns.values()))
    above = [text for row in first.spread.sheet.rows if row < header.first for text in _texts(first.spread, row)]
    return Table(
        file=first.file, title=first.title, header=header, items=items, samples=samples,
        cover=above[0] if len(above) == 1 else "",
    )  # fmt: skip


def _samples(one: _Headed, column: TableColumn) -> tuple[str, ...]:
    """The first filled cells of a column below the header, as texts."""
    rows = (row for row in sorted(one.spread.sheet.rows) if row > one.header.last)
    texts = (one.spread.text(one.spread.sheet.rows[row].get(column.column)) for row in rows)
    return tuple(islice(filter(None, texts), _SAMPLES))


def _texts(spread: Spread, row: int) -> Iterator[str]:
    return (text for cell in spread.sheet.rows[row].values() if (text := spread.text(cell)))


def transposed(sheet: Sheet) -> Sheet:
    """The sheet with rows for columns; each cell keeps the address that it has in the file."""
    rows: dict[int, dict[int, Cell]] = {}
    for row, cells in sheet.rows.items():
        for column, cell in cells.items():
            rows.setdefault(column, {})[row] = cell
    merges = [Merge(m.ref, m.left, m.top, m.right, m.bottom) for m in sheet.merges]
    looks: dict[tuple[int, int], CellLook] = {}
    return replace(sheet, rows=rows, merges=merges, looks=looks, last_row=max(rows, default=0))


def _named_by_first(header: TableHeader, spread: Spread) -> TableHeader:
    """Of a sheet turned round the column that was the row of headers holds the names."""
    if header.of(Holds.NAME):
        return header
    in_order = sorted(header.columns, key=lambda column: column.column)
    # what stands above the table in the file stands before it here, in one row alone
    first = next((c for c in in_order if len(_column_texts(spread, header, c)) > 1), in_order[0])
    named: TableColumn = replace(first, role=Holds.NAME, period=None)
    return replace(header, columns=tuple(named if c is first else c for c in header.columns))


def _column_texts(spread: Spread, header: TableHeader, column: TableColumn) -> list[str]:
    cells = (spread.sheet.rows[row].get(column.column) for row in spread.sheet.rows if row > header.last)
    return [text for cell in cells if (text := spread.text(cell))]


def what_was_seen(files: Sequence[SourceFile], fiscal_year: FiscalYear) -> Iterator[Problem]:
    """For each file what stands on the sheet that says most, and what is missing."""
    for file in files:
        problems = ProblemList()
        if not tell_unrecognised(file.sheets, problems, fiscal_year):
            problems.add("file_empty")
        yield from problems.all()
