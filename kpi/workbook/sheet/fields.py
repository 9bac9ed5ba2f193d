"""Fields: what one cell means as text, number, year, date or word; each problem is told at its cell."""

from datetime import date, timedelta
from typing import Final

from kpi.model.folding import fold
from kpi.workbook.reader.calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    CellMoment,
    serial_date,
    serial_moment,
    written_moment,
    written_year,
)
from kpi.workbook.reader.clean import clean, without_hidden
from kpi.workbook.reader.displayed_values import shown_number, shows_text
from kpi.workbook.reader.fiscal_years import plain_years
from kpi.workbook.reader.grid import Cell, CellKind
from kpi.workbook.reader.numbers import as_written, shifted, stored_number, written_number
from kpi.workbook.sheet.cell_visibility import is_visible, usable
from kpi.workbook.sheet.cures import Cure, cure_of
from kpi.workbook.sheet.table import Row
from kpi.workbook.sheet.typed_words import ANSWERS, NOT_APPLICABLE, NOTHING

__all__ = ["BAD", "NOTHING", "Unreadable", "choice_field", "date_field", "is_not_applicable", "is_nothing"]
__all__ += ["is_visible", "number_cell", "number_field", "required_text", "text_field", "usable", "year_field"]


class Unreadable:
    """A field that stands there and cannot be read; its problem has been told."""


BAD: Final = Unreadable()
_DASHES = frozenset("-—–−")
_NOT_APPLICABLE = frozenset({"х", "x", "Х", "X"})
_BOOLEANS = {"1": "TRUE", "0": "FALSE"}
#: More than 1 000 % is more likely a percent typed as a number.
_MOST_PERCENT = 10


def is_nothing(text: str) -> bool:
    """Whether the text says «no value yet»."""
    return text in _DASHES or fold(text) in NOTHING


def is_not_applicable(text: str) -> bool:
    """Whether the text is «х»."""
    return text in _NOT_APPLICABLE or fold(text) in NOT_APPLICABLE


def text_field(row: Row, key: str) -> str | Unreadable:
    """Cleaned text, "" for a blank. Numbers in text columns are text as they are shown."""
    cell = row.cell(key)
    if cell is None:
        return ""
    if not usable(row, key, cell):
        return BAD
    column = row.column(key)
    if cell.kind is CellKind.TEXT:
        text, told = clean(cell.text, lines=column.limit >= 2000)
        if told:
            row.table.problems.add("text_cleaned", row.place_of(cell), text, column=column.label)
    elif cell.kind is CellKind.BOOL:
        text = {"1": "так", "0": "ні"}.get(cell.text, clean(cell.text)[0])
    else:
        text = _number_as_text(row, cell)
    if len(text) > column.limit:
        problems = row.table.problems
        problems.add(
            "text_too_long", row.place_of(cell), text, column=column.label, limit=column.limit, length=len(text)
        )
        return BAD
    return text


def _number_as_text(row: Row, cell: Cell) -> str:
    """A number or a date in a column of texts as it is shown: «№ 5», where the format writes the sign."""
    value = stored_number(cell.text)
    if value is None or cell.number_format.is_date or cell.number_format.is_percent:
        return is_visible(row, cell)
    return clean(shown_number(value, cell.number_format).text)[0] or is_visible(row, cell)


def required_text(row: Row, key: str) -> str | Unreadable:
    """`text_field` of a field that must be filled."""
    text = text_field(row, key)
    if text == "":
        row.problem("required_missing", key)
        return BAD
    return text


def number_cell(
    row: Row, key: str, cell: Cell | None, *, percent: bool = False, yes_no: bool = False, unit: str | None = None
) -> float | Unreadable | None:
    """The number of a cell, None for no value.

    percent  the number is a percent: a percent format is multiplied by 100, a closing «%» may stand there
    yes_no   the unit is «так/ні»: так is 1, ні is 0
    unit     of the number, for the cure of what is none; None = not known
    """
    if cell is None:
        return None
    if not usable(row, key, cell):
        return BAD
    if cell.kind is CellKind.NUMBER:
        return _stored(row, key, cell, percent=percent)
    if cell.kind is CellKind.TEXT:
        return _written(row, key, cell, percent=percent, yes_no=yes_no, unit=unit)
    if cell.kind is CellKind.BOOL and yes_no and cell.text in _BOOLEANS:
        return float(cell.text)
    code = "number_is_bool" if cell.kind is CellKind.BOOL else "number_is_date"
    found = _BOOLEANS.get(cell.text, cell.text) if cell.kind is CellKind.BOOL else cell.text
    return _bad_number(row, key, cell, code, found)


def _bad_number(row: Row, key: str, cell: Cell, code: str, found: str) -> Unreadable:
    if code == "number_invalid":
        return _no_number(row, key, cell, cure_of(found, None))
    row.table.problems.add(code, row.place_of(cell), found, None, column=_header(row, key, cell), **row.subject)
    return BAD


def _no_number(row: Row, key: str, cell: Cell, cure: Cure) -> Unreadable:
    """A text where a number is needed, with its cure."""
    about = {"column": _header(row, key, cell), **row.subject}
    about |= {"cure": cure.kind, "example": cure.example, "unit": cure.unit}
    row.table.problems.add("number_invalid", row.place_of(cell), clean(cell.text)[0], None, **about)
    return BAD


def _header(row: Row, key: str, cell: Cell) -> str:
    column = row.column(key)
    if not column.repeated:
        return column.label
    year = next(year for year, at in row.table.header.years.items() if at == cell.column)
    return column.label.replace("{year}", str(year))


def _stored(row: Row, key: str, cell: Cell, *, percent: bool) -> float | Unreadable:
    value = stored_number(cell.text)
    if value is None:
        return _bad_number(row, key, cell, "number_invalid", clean(cell.text)[0])
    if cell.number_format.is_date:
        return _bad_number(row, key, cell, "number_is_date", is_visible(row, cell))
    _tell_shown(row, key, cell, value)
    if not cell.number_format.is_percent:
        return value
    if not percent:
        return _bad_number(row, key, cell, "percent_unexpected", is_visible(row, cell))
    if abs(value) > _MOST_PERCENT:
        return _bad_number(row, key, cell, "number_ambiguous", is_visible(row, cell))
    scaled = shifted(value, 100)
    row.table.problems.add(
        "percent_scaled",
        row.place_of(cell),
        as_written(value),
        None,
        column=_header(row, key, cell),
        value=as_written(scaled),
        **row.subject,
    )
    return scaled


def _tell_shown(row: Row, key: str, cell: Cell, value: float) -> None:
    """A remark where the cell shows something else than it holds: what is shown, what is stored."""
    seen = shown_number(value, cell.number_format)
    text, problem = seen.text, seen.problem
    if value == 0 and row.table.sheet.zeros_hidden and problem != "number_replaced":
        text, problem = "", "number_hidden"
    if problem:
        percent = cell.number_format.is_percent
        stored = f"{as_written(shifted(value, 100))} %" if percent else as_written(value)
        place, column, found = row.place_of(cell), _header(row, key, cell), text or stored
        told: dict[str, str | float] = {"column": column, "stored": stored, "divisor": seen.divisor, **row.subject}
        row.table.problems.add(problem, place, found, None, **told)


def _written(
    row: Row, key: str, cell: Cell, *, percent: bool, yes_no: bool, unit: str | None
) -> float | Unreadable | None:
    text, _ = clean(cell.text)
    if not text or is_nothing(text):
        return None
    if yes_no and fold(text) in ANSWERS:
        return float(ANSWERS[fold(text)])
    if not shows_text(cell.number_format):
        problems, place = row.table.problems, row.place_of(cell)
        problems.add("number_hidden", place, text, None, column=_header(row, key, cell), stored=text, **row.subject)
    raw, hidden = without_hidden(cell.text.strip("\u200b\ufeff\u00ad\t\r\n "))
    if "\u202e" in cell.text:
        # it turns the order of what follows: what a person sees is not what stands there
        return _no_number(row, key, cell, Cure("hidden"))
    value = written_number(raw, percent=percent)
    if value == "number_invalid":
        blank = key != "value" and not key.startswith("value ")
        return _no_number(row, key, cell, cure_of(text, unit, percent=percent, blank=blank))
    if not isinstance(value, float):
        return _bad_number(row, key, cell, value, text)
    if hidden:
        row.table.problems.add("text_cleaned", row.place_of(cell), text, None, column=_header(row, key, cell))
    return value


def number_field(
    row: Row, key: str, *, percent: bool = False, yes_no: bool = False, unit: str | None = None
) -> float | Unreadable | None:
    """The number of the field `key` within the limits of its column, None for no value."""
    cell = row.cell(key)
    value = number_cell(row, key, cell, percent=percent, yes_no=yes_no, unit=unit)
    column = row.column(key)
    if cell is None or not isinstance(value, float):
        return value
    if (column.min is not None and value < column.min) or (column.max is not None and value > column.max):
        code = "weight_invalid" if key == "weight" else "number_out_of_range"
        low = f"{column.min:g}" if column.min is not None else "−∞"
        high = f"{column.max:g}" if column.max is not None else "∞"
        row.problem(code, key, is_visible(row, cell), low=low, high=high)
        return BAD
    return value


def year_field(row: Row, key: str) -> int | Unreadable | None:
    """A year of the strategy, None for a blank."""
    cell = row.cell(key)
    if cell is None:
        return None
    if not usable(row, key, cell):
        return BAD
    year = _year(row, cell)
    if year is None:
        text = clean(cell.text)[0]
        if cell.kind is CellKind.TEXT and (not text or is_nothing(text)):
            return None
        row.problem("year_invalid", key, is_visible(row, cell))
        return BAD
    return year


def _year(row: Row, cell: Cell) -> int | None:
    year: int | None = None
    if cell.kind is CellKind.TEXT:
        year = written_year(plain_years(clean(cell.text)[0], row.table.fiscal_year))
    elif cell.kind is CellKind.NUMBER:
        number = stored_number(cell.text)
        if number is not None and cell.number_format.is_date:
            # a date shown as its year alone is that year; any other date is not
            day = serial_date(number, date1904=row.table.sheet.date1904)
            year = day.year if day and cell.number_format.is_year else None
        elif number is not None and number == int(number) and not cell.number_format.is_percent:
            year = int(number)
    return year if year is not None and FIRST_YEAR <= year <= LAST_YEAR else None


def date_field(row: Row, key: str) -> date | Unreadable | None:
    """A date, None for a blank."""
    cell = row.cell(key)
    if cell is None:
        return None
    if not usable(row, key, cell):
        return BAD
    text = clean(cell.text)[0]
    moment: CellMoment | None = None
    if cell.kind in {CellKind.TEXT, CellKind.DATE}:
        if not text or is_nothing(text):
            return None
        moment = written_moment(text)
    elif cell.kind is CellKind.NUMBER and cell.number_format.is_date:
        number = stored_number(cell.text)
        moment = serial_moment(number, date1904=row.table.sheet.date1904) if number is not None else None
    if moment is None or not FIRST_YEAR <= moment.day.year <= LAST_YEAR:
        row.problem("date_invalid", key, is_visible(row, cell))
        return BAD
    if moment.zoned:
        row.problem("date_zoned", key, text, read=f"{moment.day:%d.%m.%Y}")
    elif moment.time:
        before = f"{moment.day - timedelta(1):%d.%m.%Y} {moment.time}"
        row.problem("date_rounded", key, before, read=f"{moment.day:%d.%m.%Y}")
    return moment.day


def choice_field(row: Row, key: str) -> str | Unreadable:
    """The code of a word of the column's vocabulary; its default for a blank, "" where there is none."""
    column = row.column(key)
    text = text_field(row, key)
    if isinstance(text, Unreadable):
        return text
    if not text:
        return column.default
    code = column.choice(text)
    if code is None:
        name = "direction_invalid" if key == "direction" else "choice_invalid"
        row.problem(name, key, text, choices=" / ".join(column.offered or column.choices))
        return BAD
    return code
