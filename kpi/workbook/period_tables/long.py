"""A table with one row for each indicator and period: Показник | Рік | Значення. Confirmed like a table of periods."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from kpi.model import CellRef, FiscalYear, GapReason, GoalBook, Observation
from kpi.workbook.goal.gaps import is_blank, written_reason
from kpi.workbook.goal.goal_book import Expected
from kpi.workbook.goal.periods import read_period
from kpi.workbook.period_tables.header import Heading, WideHeader
from kpi.workbook.period_tables.interpretation import ColumnRole, RowRead, ValueRead
from kpi.workbook.period_tables.period_table import WideBook
from kpi.workbook.period_tables.rows import TableRows
from kpi.workbook.period_tables.table import open_wide
from kpi.workbook.period_tables.words import NOTHING, Meaning, has_period, header_text, plain_column, vocabulary
from kpi.workbook.reader.clean import clean
from kpi.workbook.reader.grid import CellKind, Sheet
from kpi.workbook.sheet.fields import Unreadable
from kpi.workbook.sheet.header import HEADER_ROWS
from kpi.workbook.sheet.layout import layout
from kpi.workbook.sheet.problems import ProblemList
from kpi.workbook.sheet.table import Row

NAME = "long"


def read_long(
    sheets: Iterable[Sheet], problems: ProblemList, expected: Expected, former: GoalBook | None, digest: str
) -> WideBook | None:
    """The one table of rows of values among `sheets`; None where none has such a table, or more than one."""
    found = [header for sheet in sheets if (header := find_long(sheet, expected.fiscal_year))]
    if len(found) != 1:
        return None
    rows = TableRows(problems=problems, former=former, repeated=True)
    return LongBook(
        table=open_wide(found[0], problems, expected.fiscal_year), header=found[0], expected=expected, rows=rows
    ).read(digest)


def find_long(sheet: Sheet, fiscal_year: FiscalYear) -> WideHeader | None:
    """The header: one row that names the indicator, the year and the value."""
    words = vocabulary(NAME)
    for number in range(1, HEADER_ROWS + 1):
        cells = sheet.rows.get(number, {})
        texts = {column: header_text(cell, date1904=sheet.date1904) for column, cell in cells.items()}
        known = {column: found for column, text in texts.items() if (found := plain_column(text, words))}
        keys = {found.key for found in known.values()}
        if any(has_period(text, fiscal_year) for column, text in texts.items() if column not in known):
            continue  # «2024», «Факт 2024» beside a year: a table of periods
        if {"year", "value"} <= keys and keys & {"code", "name"}:
            headings = [
                Heading(at, (texts[at],), cells[at], Meaning(known[at]) if at in known else NOTHING)
                for at in sorted(cells)
                if texts[at]
            ]
            return WideHeader(
                sheet=sheet, layout=layout(NAME), name=NAME, first=number, last=number, headings=tuple(headings)
            )
    return None


@dataclass(slots=True)
class LongBook(WideBook):
    """The reading of such a table."""

    _seen: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def _headings(self) -> list[Heading]:
        at = self.table.header.columns.get("value")
        return [heading for heading in self.header.headings if heading.column == at]

    def _role(self, heading: Heading, taken: set[int]) -> ColumnRole:
        role = WideBook._role(self, heading, taken)
        return ColumnRole.ROW_VALUE if role is ColumnRole.VALUE else role

    def _row(self, row: Row, headings: list[Heading]) -> None:
        if is_blank(row.cell("value")):
            self._left_out.append(row.number)
            return
        identity, period = self.rows.identify(row), read_period(row)
        code, unit = identity.code, identity.unit
        values: tuple[ValueRead, ...] = ()
        if not isinstance(period, Unreadable) and not isinstance(unit, Unreadable):
            cell = row.cells[headings[0].column]
            gap, until = written_reason(clean(cell.text)[0]) if cell.kind is CellKind.TEXT else (None, None)
            value = None if gap else self._number(row, "value", unit)
            if not isinstance(value, Unreadable):
                gap = gap if gap or value is not None else GapReason.NO_VALUE
                values = (ValueRead(cell.ref, period, value, gap),)
                if isinstance(code, str):
                    place = row.place("value")
                    self._take(
                        Observation(code=code, period=period, value=value, gap=gap, restricted_until=until, cell=place),
                        place,
                    )
        told = "" if isinstance(code, Unreadable) else code
        self._read.append(
            RowRead(
                row=row.number,
                code=told,
                name=identity.name,
                unit="" if isinstance(unit, Unreadable) else unit,
                by_name=identity.by_name,
                values=values,
            )
        )

    def _take(self, observation: Observation, place: CellRef) -> None:
        key = (observation.code, observation.period.code)
        if key in self._seen:
            about = {"first": self._seen[key], "period": key[1]}
            self.table.problems.add("observation_duplicate", place, observation.code, None, **about)
            return
        self._seen[key] = place.cell
        self._observations.append(observation)
