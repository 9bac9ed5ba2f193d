"""A table of periods read: values become observations of the goal's indicators, plans are compared and never taken.

Nothing of it is certain before a person has confirmed the `Interpretation`; what can be read two ways is a problem.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from kpi.model import CellRef, GapReason, GoalBook, Observation, Period
from kpi.workbook.goal.gaps import written_reason
from kpi.workbook.goal.goal_book import Expected
from kpi.workbook.goal.indicators import IndicatorSheet, is_percent, is_yes_no
from kpi.workbook.goal.observations import check_observations
from kpi.workbook.period_tables.header import Heading, WideHeader, find_wide
from kpi.workbook.period_tables.interpretation import ColumnRead, ColumnRole, Interpretation, RowRead, ValueRead
from kpi.workbook.period_tables.rows import Identity, TableRows
from kpi.workbook.period_tables.table import key_of, open_wide, role_of
from kpi.workbook.reader.clean import clean
from kpi.workbook.reader.grid import CellKind, Sheet, column_letters
from kpi.workbook.reader.numbers import as_written, same, stored_number
from kpi.workbook.sheet.codes import check_goal
from kpi.workbook.sheet.fields import Unreadable, is_visible, number_field
from kpi.workbook.sheet.problems import ProblemList
from kpi.workbook.sheet.table import Row, SheetTable

ROWS_SHOWN = 3
_LEFT_OUT_SHOWN = 20
#: hexadecimal digits of a key: it tells readings apart, it guards nothing
_KEY = 16
#: so many values equal to the plan, and none that differs, are perhaps the plan itself
_EQUAL_TO_PLAN = 3


def read_wide(
    sheets: Iterable[Sheet], problems: ProblemList, expected: Expected, former: GoalBook | None, digest: str
) -> "WideBook | None":
    """The one table of periods among `sheets`; None where none has such a table.

    former  the book in force, where it is known
    digest  the file's SHA-256, which the key of the interpretation holds
    """
    found = [header for sheet in sheets if (header := find_wide(sheet, expected.fiscal_year))]
    if not found:
        return None
    if len(found) > 1:
        titles = ", ".join(f"«{header.sheet.title}»" for header in found)
        problems.add("table_ambiguous", None, None, sheets=titles, first=found[0].sheet.title)
    header = found[0]
    return WideBook(
        table=open_wide(header, problems, expected.fiscal_year),
        header=header,
        expected=expected,
        rows=TableRows(problems=problems, former=former),
    ).read(digest)


@dataclass(slots=True, kw_only=True)
class WideBook:
    """The reading of one table: `book` and `interpretation` are there after `read`."""

    table: SheetTable
    header: WideHeader
    expected: Expected
    rows: TableRows
    book: GoalBook | None = None
    interpretation: Interpretation | None = None
    _observations: list[Observation] = field(default_factory=list)
    _read: list[RowRead] = field(default_factory=list)
    _left_out: list[int] = field(default_factory=list)
    _equal: int = 0
    _differing: int = 0

    @property
    def _headings(self) -> list[Heading]:
        taken = set(self.table.header.columns.values())
        known = [h for h in self.header.headings if h.meaning.period and h.column in taken]
        return [h for h in known if role_of(h) in {ColumnRole.VALUE, ColumnRole.PLAN}]

    def read(self, digest: str) -> "WideBook":
        """Read all rows and hold them against the book in force."""
        headings = self._headings
        columns = {heading.column for heading in headings}
        for row in self.table.rows():
            if not columns:
                continue  # what the columns mean is asked; the rows may well be full
            if columns.isdisjoint(row.cells) or self._is_numbering(row):
                self._left_out.append(row.number)
            else:
                self._row(row, headings)
        self._compare_with_plan_as_a_whole()
        self.book = self._goal_book()
        self.interpretation = self._interpret(digest)
        return self

    def _is_numbering(self, row: Row) -> bool:
        """The row «1 | 2 | 3 | …» that numbers the columns of a printed table."""
        if row.number > self.table.header.row + 1 or "name" not in self.table.header.columns:
            return False
        texts = [row.cells[column].text.strip() for column in sorted(row.cells)]
        numbers = [stored_number(text) for text in texts]
        return len(numbers) > 2 and row.cell("name") is not None and numbers == list(range(1, len(numbers) + 1))

    def _row(self, row: Row, headings: list[Heading]) -> None:
        identity = self.rows.identify(row)
        values = []
        if not isinstance(identity.unit, Unreadable):
            for heading in headings:
                if heading.column in row.cells:
                    take = self._value if role_of(heading) is ColumnRole.VALUE else self._plan
                    values += take(row, heading, identity)
        code = "" if isinstance(identity.code, Unreadable) else identity.code
        unit = "" if isinstance(identity.unit, Unreadable) else identity.unit
        self._read.append(
            RowRead(
                row=row.number, code=code, name=identity.name, unit=unit, by_name=identity.by_name, values=tuple(values)
            )
        )

    def _number(self, row: Row, key: str, unit: str) -> float | Unreadable | None:
        return number_field(row, key, percent=is_percent(unit), yes_no=is_yes_no(unit), unit=unit or None)

    def _value(self, row: Row, heading: Heading, identity: Identity) -> list[ValueRead]:
        key, cell, period = key_of(heading), row.cells[heading.column], heading.meaning.period
        gap = until = None
        if cell.kind is CellKind.TEXT:
            gap, until = written_reason(clean(cell.text)[0])
            if not clean(cell.text)[0]:
                return []
        value = None if gap else self._number(row, key, str(identity.unit))
        if isinstance(value, Unreadable) or period is None:
            return []
        gap = gap if gap or value is not None else GapReason.NO_VALUE
        if isinstance(identity.code, str):
            place = row.place(key)
            self._observations.append(
                Observation(code=identity.code, period=period, value=value, gap=gap, restricted_until=until, cell=place)
            )
            self._compare(identity.code, period, value)
        return [ValueRead(cell.ref, period, value, gap)]

    def _compare(self, code: str, period: Period, value: float | None) -> None:
        """Count the yearly values that stand in the plan in force; a column that says «Факт» is no plan."""
        known = self.rows.indicator(code)
        planned = dict(known.targets).get(period.year) if known and period.is_year else None
        if planned is not None and value is not None and self.header.name == "periods":
            self._equal += same(planned, value)
            self._differing += not same(planned, value)

    def _compare_with_plan_as_a_whole(self) -> None:
        if self._equal >= _EQUAL_TO_PLAN and not self._differing:
            self.table.problems.add("values_equal_plan", self.table.sheet.title, n=self._equal)

    def _plan(self, row: Row, heading: Heading, identity: Identity) -> list[ValueRead]:
        """A planned value is compared with the one in force; it is told, and changes nothing."""
        period, cell, known = heading.meaning.period, row.cells[heading.column], self.rows.indicator(identity.code)
        if period is None:
            return []
        aside = Row(
            replace(self.table, problems=ProblemList()),
            row.number,
            row.cells,
        )
        value = self._number(aside, key_of(heading), str(identity.unit))
        problems, place = self.table.problems, CellRef(self.table.sheet.title, cell.ref)
        if isinstance(value, Unreadable):
            problems.add("plan_unclear", place, is_visible(row, cell), column=" ".join(heading.words))
            return []
        if known is not None and value is not None and period.is_year:
            planned = dict(known.targets).get(period.year)
            if not same(planned, value):
                last = "—" if planned is None else as_written(planned)
                problems.add(
                    "plan_differs",
                    place,
                    is_visible(row, cell),
                    indicator=known.code,
                    year=period.fiscal_year.label(period.year),
                    last=last,
                )
        return [] if value is None else [ValueRead(cell.ref, period, value)]

    def _goal_book(self) -> GoalBook:
        former, problems = self.rows.former, self.table.problems
        touched = [indicator for code in self.rows.found if (indicator := self.rows.indicator(code))]
        units = {indicator.code: indicator.unit for indicator in touched}
        sheet = IndicatorSheet(self.rows.codes, touched, self.rows.found, units)
        self._observations = check_observations(self.table, self._observations, sheet, self.expected.day)
        if not self._read and self._headings and not self.table.data_merges():
            problems.add("sheet_empty", self.table.sheet.title)
        if former is None:
            goal = check_goal(self.rows.codes, self.expected.goal) if self.rows.found else self.expected.goal or ""
            problems.add("not_compared")
            return GoalBook(goal=goal, observations=tuple(self._observations))
        if self.expected.goal is not None and former.goal != self.expected.goal:
            problems.add("wrong_goal", self.table.sheet.title, former.goal, goal=self.expected.goal)
        return GoalBook(
            goal=former.goal,
            indicators=former.indicators,
            observations=tuple(self._observations),
            edition=former.edition,
        )

    def _interpret(self, digest: str) -> Interpretation:
        taken = set(self.table.header.columns.values())
        columns = tuple(
            ColumnRead(column_letters(h.column), h.words, self._role(h, taken), h.meaning.period)
            for h in self.header.headings
        )
        place = (self.header.name, self.header.sheet.title, self.header.first, self.header.last)
        former = self.rows.former
        known = () if former is None else tuple((i.code, i.name, i.unit) for i in former.indicators)
        key = hashlib.sha256(repr((digest, place, columns, known)).encode("utf-8", "backslashreplace")).hexdigest()[
            :_KEY
        ]
        return Interpretation(
            key=key,
            layout=self.header.name,
            sheet=self.header.sheet.title,
            header_rows=(self.header.first, self.header.last),
            columns=columns,
            rows=tuple(self._read[:ROWS_SHOWN]),
            n_rows=len(self._read),
            n_values=len(self._observations),
            left_out=tuple(self._left_out[:_LEFT_OUT_SHOWN]),
            n_left_out=len(self._left_out),
        )

    def _role(self, heading: Heading, taken: set[int]) -> ColumnRole:
        role = role_of(heading)
        return role if heading.column in taken or role is ColumnRole.UNCLEAR else ColumnRole.IGNORED
