"""A table as CSV for programs: comma, dot, UTF-8, RFC 4180; texts that a spreadsheet would run are made inert."""

from collections.abc import Iterable, Sequence
from datetime import date

from kpi.opendata.columns import Cell, Known
from kpi.opendata.tables import DataTable
from kpi.text.csv_text import csv_field, csv_text, inert

MEDIA_TYPE = "text/csv; charset=utf-8"


def csv_of(table: DataTable) -> bytes:
    """The table with its field names in the first row."""
    columns = (map(Known(_field).__getitem__, cells) for cells in zip(*table.rows, strict=True))
    lines = map(",".join, zip(*columns, strict=True))
    return "\r\n".join((",".join(table.names), *lines, "")).encode()


def csv_of_rows(names: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Rows under the names of their fields."""
    return csv_text(names, ([_written(cell) for cell in row] for row in rows)).encode()


def _field(cell: Cell) -> str:
    """A cell as it stands between commas; most cells of a large table are equal to others of their column."""
    return csv_field(inert(_written(cell)))


def _written(cell: Cell) -> object:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell.isoformat() if isinstance(cell, date) else cell
