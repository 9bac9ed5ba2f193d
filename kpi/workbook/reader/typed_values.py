"""The value of a cell as Excel would keep it, with the section of its format that shows it."""

import math

from kpi.workbook.reader.calendar import serial_of, written_moment
from kpi.workbook.reader.grid import CellKind, NumberFormat
from kpi.workbook.reader.number_formats import Style, style_of
from kpi.workbook.reader.numbers import stored_number

_BOOLEANS = {"1": "1", "true": "1", "0": "0", "false": "0"}
#: of a date of ISO 8601 (t="d") whose format shows none
_DAY = style_of("dd.mm.yyyy")


def typed_value(kind: CellKind, text: str, style: Style, *, date1904: bool) -> tuple[CellKind, str, NumberFormat]:
    """A value as Excel would keep it, with the section of its format that shows it."""
    if kind is CellKind.DATE and (moment := written_moment(text.strip())) is not None:
        # years, months, codes and headers know dates as numbers with a format
        serial = serial_of(moment.day, date1904=date1904)
        shape = style.of(serial)
        return CellKind.NUMBER, str(serial), shape if shape.is_date else _DAY.of(serial)
    if kind is CellKind.BOOL:
        return kind, _BOOLEANS.get(text.strip().lower(), text), style.text
    if kind is not CellKind.NUMBER:
        return kind, text, style.text
    if len(style.sections) == 1:
        return kind, text, style.sections[0]
    value = stored_number(text)
    return kind, text, style.of(value if value is not None else math.nan)
