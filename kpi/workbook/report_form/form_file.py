"""What is kept of a form: a CSV of what was typed, one line a row, from which the same book is read again."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date

from kpi.model import CorrectiveAction, FiscalYear, GoalBook, Observation, Plan, Problem, TypedFields
from kpi.text.csv_text import as_written, csv_text
from kpi.workbook.report_form.typed_rows import FormBasis, Line, RowReading, read_row

_FIELDS = tuple(one.name for one in fields(TypedFields))
_SEPARATOR = ";"
_HEAD = ("code", "period", *_FIELDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormReading:
    """A form as read: as much of a `kpi.workbook.Reading` as publishing asks for. `rows` in the form's order."""

    file: str
    goal_book: GoalBook
    rows: tuple[RowReading, ...]
    problems: tuple[Problem, ...] = ()
    plan: Plan | None = None

    @property
    def accepted(self) -> bool:
        """Whether nothing is wrong in any row."""
        return not any(row.problems for row in self.rows)


def write_form(lines: Iterable[Line]) -> bytes:
    """The canonical CSV of the lines, its texts inert: equal lines are equal bytes."""
    rows = ((code, period.code, *asdict(typed).values()) for code, period, typed in lines)
    return csv_text(_HEAD, rows, _SEPARATOR).encode()


def read_lines(content: bytes, fiscal_year: FiscalYear) -> list[Line]:
    """The lines of a CSV that `write_form` wrote of a strategy with these years."""
    reader = csv.reader(io.StringIO(content.decode(), newline=""), delimiter=_SEPARATOR)
    # a file of an earlier day lacks the fields that came later
    names = next(reader)[2:]
    # and its lines end with LF alone: its texts stand as they were typed
    typed = as_written if content.partition(b"\n")[0].endswith(b"\r") else str
    return [
        (row[0], fiscal_year.parse(row[1]), TypedFields(**dict(zip(names, map(typed, row[2:]), strict=True))))
        for row in reader
    ]


def read_form(lines: Sequence[Line], filename: str, basis: FormBasis, day: date) -> FormReading:
    """Every line read; a line of an indicator that is not in force any more is left out."""
    numbered = [(n, line) for n, line in enumerate(lines, start=1) if line[0] in basis.indicators]
    rows = tuple(read_row(n, line, basis, day) for n, line in numbered)
    observations: list[Observation] = [row.observation for row in rows if row.observation is not None]
    actions: list[CorrectiveAction] = [row.action for row in rows if row.action is not None]
    book = GoalBook(goal="", observations=tuple(observations), corrective_actions=tuple(actions))
    remarks = tuple(problem for row in rows for problem in row.remarks)
    return FormReading(file=filename, goal_book=book, rows=rows, problems=remarks)
