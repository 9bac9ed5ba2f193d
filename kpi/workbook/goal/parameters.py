"""The sheet «Стратегія»: parameters with their values, each of its own type."""

from dataclasses import MISSING, fields

from kpi.model import Strategy
from kpi.model.folding import fold
from kpi.workbook.sheet.fields import (
    BAD,
    Unreadable,
    date_field,
    is_visible,
    number_cell,
    required_text,
    text_field,
    year_field,
)
from kpi.workbook.sheet.layout import WorkbookLayout
from kpi.workbook.sheet.problems import ProblemList
from kpi.workbook.sheet.table import Row, SheetTable

_YEARS = frozenset({"first_year", "last_year", "baseline_year"})
_DAYS = frozenset({"released", "in_force_from"})
_ANSWERS = frozenset({"illustrative", "approval"})
_YES_NO = {fold("так"): True, fold("ні"): False, fold("yes"): True, fold("no"): False}
_NEEDED = tuple(f.name for f in fields(Strategy) if f.default is MISSING and f.default_factory is MISSING)
_MAX_DAYS = 366

Value = str | int | float | bool | object


def read_parameters(table: SheetTable, layout: WorkbookLayout, problems: ProblemList) -> dict[str, Value]:
    """The parameters of `layout.parameters` by key; blanks are left out, what is missing or wrong is told."""
    keys = {fold(name): key for key, name in layout.parameters.items()}
    found: dict[str, Value] = {}
    seen: dict[str, str] = {}
    for row in table.rows():
        name = required_text(row, "parameter")
        if isinstance(name, Unreadable):
            continue
        key = keys.get(fold(name))
        if key is None:
            row.problem("parameter_unknown", "parameter", name)
        elif key in seen:
            row.problem("parameter_duplicate", "parameter", name, first=seen[key])
        else:
            seen[key] = row.place("parameter").cell
            value = _value(row, key, name)
            if value not in (None, ""):
                found[key] = value
    for key in _NEEDED:
        if key not in found:
            problems.add("parameter_missing", table.sheet.title, layout.parameters[key], name=layout.parameters[key])
    _years(table, found, problems)
    return {key: value for key, value in found.items() if not isinstance(value, Unreadable)}


def _value(row: Row, key: str, name: str) -> Value:
    if key in _YEARS:
        return year_field(row, "value")
    if key in _DAYS:
        return date_field(row, "value")
    if key in _ANSWERS:
        return _yes_no(row, name)
    if key.startswith("deadline_days"):
        return _number(row, name, 0, _MAX_DAYS, whole=True)
    if key.startswith("settings."):
        return _number(row, name, 0, 1)
    return text_field(row, "value")


def _yes_no(row: Row, name: str) -> bool | Unreadable | None:
    text = text_field(row, "value")
    if isinstance(text, Unreadable) or not text:
        return BAD if isinstance(text, Unreadable) else None
    answer = _YES_NO.get(fold(text))
    if answer is None:
        row.problem("parameter_invalid", "value", text, name=name, expected="так / ні")
        return BAD
    return answer


def _number(row: Row, name: str, low: float, high: float, *, whole: bool = False) -> float | Unreadable | None:
    cell = row.cell("value")
    value = number_cell(row, "value", cell)
    if cell is None or not isinstance(value, float):
        return value
    if not low <= value <= high or (whole and value != int(value)):
        row.problem("parameter_invalid", "value", is_visible(row, cell), name=name, expected=f"{low:g}–{high:g}")
        return BAD
    return int(value) if whole else value


def _years(table: SheetTable, found: dict[str, Value], problems: ProblemList) -> None:
    first, last, base = (found.get(key) for key in ("first_year", "last_year", "baseline_year"))
    if isinstance(first, int) and isinstance(last, int) and last < first:
        problems.add("parameter_invalid", table.sheet.title, str(last), name="Рік кінця", expected=f"≥ {first}")
    if isinstance(first, int) and isinstance(base, int) and base > first:
        problems.add("parameter_invalid", table.sheet.title, str(base), name="Базовий рік", expected=f"≤ {first}")
