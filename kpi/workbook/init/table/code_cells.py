"""Codes as a spreadsheet keeps them: of «1.2» it may have made a number, or the first of February."""

from kpi.workbook.init.table.header import Spread
from kpi.workbook.reader.calendar import serial_date
from kpi.workbook.reader.grid import Cell, CellKind
from kpi.workbook.reader.numbers import stored_number

#: of a code of three parts the last is a year of this century
_CENTURY = 2000


def is_dated(cell: Cell) -> bool:
    """Whether a spreadsheet has taken the code for a date."""
    return cell.kind is CellKind.NUMBER and cell.number_format.is_date


def code_text(cell: Cell, spread: Spread) -> str:
    """The code that was typed: of a date its day and month, and its year where the format shows it."""
    value = stored_number(cell.text) if cell.kind is CellKind.NUMBER else None
    if value is None:
        return spread.text(cell)
    if not is_dated(cell):
        return f"{value:.15g}"
    day = serial_date(value, date1904=spread.sheet.date1904)
    if day is None:
        return spread.text(cell)
    last = f".{day.year - _CENTURY}" if "y" in cell.number_format.code.lower() and day.year > _CENTURY else ""
    return f"{day.day}.{day.month}{last}"
