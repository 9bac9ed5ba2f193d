"""What a person sees in a cell, and whether it can be read at all: what is in the way is told at the cell."""

from kpi.workbook.reader.clean import clean
from kpi.workbook.reader.displayed_values import shown_date
from kpi.workbook.reader.grid import Cell, CellKind
from kpi.workbook.reader.numbers import as_written, shifted, stored_number
from kpi.workbook.reader.text_runs import can_be_written
from kpi.workbook.sheet.table import Row

_ERRORS = frozenset({"#DIV/0!", "#REF!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#VALUE!", "#SPILL!", "#CALC!", "#Н/Д"})


def usable(row: Row, key: str, cell: Cell) -> bool:
    """Whether the cell holds something to read; an error, a formula without a result, a link, raised and struck-out
    pieces are told."""
    if cell.kind is CellKind.STRUCK:
        _tell(row, key, cell, "cell_struck", is_visible(row, cell))
        return False
    if cell.aside is not None and not _in_line(row, key, cell):
        return False
    number_like = cell.kind is CellKind.NUMBER or cell.kind is CellKind.BOOL or cell.kind is CellKind.DATE
    error = cell.kind is CellKind.ERROR or (cell.text.startswith("#") and cell.text.strip().upper() in _ERRORS)
    if not cell.external and (number_like or (cell.kind is CellKind.TEXT and not error)):
        return True
    if cell.external:
        _tell(row, key, cell, "formula_external", is_visible(row, cell))
    if cell.kind is CellKind.NO_VALUE:
        _tell(row, key, cell, "formula_no_value", None)
    elif error:
        _tell(row, key, cell, "cell_error", clean(cell.text)[0])
    return cell.kind is not CellKind.NO_VALUE and not error


def _tell(row: Row, key: str, cell: Cell, code: str, found: str | None, **values: str) -> None:
    about = {"column": row.column(key).label, **row.subject, **values}
    row.table.problems.add(code, row.place_of(cell), found, None, **about)


def _in_line(row: Row, key: str, cell: Cell) -> bool:
    """Whether a cell with raised, lowered or struck-out pieces can be read without them; what was left out is told.

    A raised digit beside a number is a note or a power, and which of them only its author knows; in a text («м²») it is
    written as it stands.
    """
    aside, read = cell.aside, clean(cell.text)[0]
    if aside is None:
        return True
    is_text = row.column(key).type == "text"
    piece = aside.raised or aside.lowered
    if piece and not is_text:
        _tell(row, key, cell, "text_raised", read, piece=piece)
        return False
    if aside.struck:
        _tell(row, key, cell, "text_struck", read, piece=aside.struck)
    if piece and not can_be_written(aside):
        _tell(row, key, cell, "text_raised_read", read, piece=piece)
    return True


def is_visible(row: Row, cell: Cell) -> str:
    """What a person sees in the cell, near enough to recognise it."""
    number = stored_number(cell.text) if cell.kind in {CellKind.NUMBER, CellKind.STRUCK} else None
    if number is None:
        return clean(cell.text)[0]
    if cell.number_format.is_date:
        return shown_date(number, cell.number_format.code, date1904=row.table.sheet.date1904) or cell.text
    if cell.number_format.is_percent:
        return f"{as_written(shifted(number, 100))} %"
    return as_written(number)
