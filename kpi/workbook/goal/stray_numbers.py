"""A number typed beside an empty «Значення»: told at its cell, never taken for the value."""

from kpi.workbook.reader.clean import clean
from kpi.workbook.reader.grid import Cell, CellKind
from kpi.workbook.reader.numbers import stored_number, written_number
from kpi.workbook.sheet.fields import is_visible
from kpi.workbook.sheet.table import Row

#: columns of a template that hold numbers which nobody types
_TOLD = frozenset({"info_plan", "info_last", "info_last_period"})
_MOST_PART = {"half": 2, "quarter": 4, "month": 12}


def tell_stray(row: Row) -> None:
    """Tell every number of a row without a value that stands where no number belongs."""
    header = row.table.header
    keys = {column: key for key, column in header.columns.items()} | dict(header.ignored)
    titles = row.table.sheet.rows.get(header.row, {})
    for column in sorted(row.cells):
        cell, key = row.cells[column], keys.get(column)
        number = _number(cell)
        if number is None or (key is None and column in titles):
            continue
        if key is None or _misplaced(row, key, number):
            row.table.problems.add("value_beside", row.place_of(cell), is_visible(row, cell), None, **row.subject)


def _number(cell: Cell) -> float | None:
    if cell.kind is CellKind.NUMBER:
        return None if cell.number_format.is_date else stored_number(cell.text)
    if cell.kind is not CellKind.TEXT:
        return None
    value = written_number(clean(cell.text)[0], percent=True)
    return value if isinstance(value, float) else None


def _misplaced(row: Row, key: str, number: float) -> bool:
    if key in _MOST_PART:
        return number != int(number) or not 1 <= number <= _MOST_PART[key]
    if key == "info_last":
        # without a period beside it no last value was written there
        period = next((c for c, k in row.table.header.ignored.items() if k == "info_last_period"), None)
        return period is not None and period not in row.cells
    if key in {"code", "year", "breakdown"}:
        return False
    return key not in _TOLD
