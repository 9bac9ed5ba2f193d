"""How a workbook that follows no template was read: what a person confirms before anything else happens.

Interpretation.key    names exactly this reading of exactly this file; whoever confirms gives it back
"""

from dataclasses import dataclass
from enum import StrEnum

from kpi.model import GapReason, Period


class ColumnRole(StrEnum):
    """What a column is taken for."""

    CODE = "code"
    NAME = "name"
    UNIT = "unit"
    VALUE = "value"
    PERIOD = "period"  # says when, in a table of one row a value
    ROW_VALUE = "row_value"  # the value of the row's own period
    PLAN = "plan"  # compared with the plan in force, never changes it
    IGNORED = "ignored"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class ColumnRead:
    """One column: its letters in the file, its header from the top row down, what it is taken for."""

    letters: str
    header: tuple[str, ...]
    role: ColumnRole
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class ValueRead:
    """One cell as read: a value or a gap, of a plan column its value."""

    cell: str
    period: Period
    value: float | None
    gap: GapReason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RowRead:
    """One row as read; `code` is "" where it is not known. `by_name`: the code was found by the exact name."""

    row: int
    code: str
    name: str
    unit: str
    by_name: bool
    values: tuple[ValueRead, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpretation:
    """How one workbook was read.

    layout       periods, pairs or long (kpi/workbook/layouts)
    header_rows  first and last row of the header
    rows         the first three rows with values
    n_rows, n_values   all rows with values, and their values and gaps
    left_out     the first rows below the header that hold no values: titles, numbers of columns, notes
    n_left_out   how many those are
    """

    key: str
    layout: str
    sheet: str
    header_rows: tuple[int, int]
    columns: tuple[ColumnRead, ...]
    rows: tuple[RowRead, ...]
    n_rows: int
    n_values: int
    left_out: tuple[int, ...]
    n_left_out: int
