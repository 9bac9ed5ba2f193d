"""The sheet «Стратегія»: parameters with their values, each of its own type."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, replace

from kpi.model import Strategy
from kpi.model.folding import fold
from kpi.model.look.accent import is_readable, nearest_readable, written_colour
from kpi.model.web_address import is_plain_https
from kpi.workbook.goal.settings import SETTINGS, first_month
from kpi.workbook.sheet.book_words import BookWords
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
from kpi.workbook.sheet.layout import layout as layout_of
from kpi.workbook.sheet.problems import ProblemList
from kpi.workbook.sheet.table import Row, SheetTable
from kpi.workbook.sheet.typed_words import ANSWERS

_NEEDED = tuple(f.name for f in fields(Strategy) if f.default is MISSING and f.default_factory is MISSING)
_TERM = (0, 366)
#: parameters that are whole numbers, with the least and the greatest
_NUMBERS: Mapping[str, tuple[float, float]] = {
    **{f.name: _TERM for f in fields(Strategy) if f.name.startswith("deadline_days")},
    "population": (1, 1e9),
}

Value = str | int | float | bool | object


def read_parameters(table: SheetTable, layout: WorkbookLayout, problems: ProblemList) -> dict[str, Value]:
    """The parameters of `layout.parameters` by key; blanks are left out, what is missing or wrong is told."""
    keys = parameter_keys(layout)
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
    for key in layout.parameters:
        # names in English alone are the names
        if f"{key}_en" in found and key not in found:
            found[key] = found.pop(f"{key}_en")
    for key in _NEEDED:
        if key not in found:
            problems.add("parameter_missing", table.sheet.title, layout.parameters[key], name=layout.parameters[key])
    _years(table, found, problems, layout.parameters)
    if language := layout.sheets["strategy"].language_of(table.sheet.title):
        # a plan whose sheets are called in a language other than the usual one need not say so
        found.setdefault("language", language)
    return {key: value for key, value in found.items() if not isinstance(value, Unreadable)}


def parameter_keys(layout: WorkbookLayout) -> dict[str, str]:
    """The keys of the parameters by their names in every language."""
    spoken = (*layout.spoken.values(), layout.english, layout_of("plan").parameters)
    return {fold(name): key for names in spoken for key, name in names.items()}


def first_month_of(table: SheetTable, layout: WorkbookLayout) -> int | None:
    """The month that a year begins in, None where the sheet does not say it, or not as one month."""
    keys = parameter_keys(layout)
    texts = (
        text_field(replace(row, table=replace(table, problems=ProblemList())), "value")
        for row in table.rows()
        if (cell := row.cell("parameter")) is not None and keys.get(fold(cell.text)) == "first_month"
    )
    return next((first_month(text) for text in texts if isinstance(text, str) and text), None)


def _value(row: Row, key: str, name: str) -> Value:
    if key in _NUMBERS or key.startswith("settings."):
        return _number(row, name, *_NUMBERS.get(key, (0.0, 1.0)), whole=key in _NUMBERS)
    if key in SETTINGS:
        return _setting(row, key, name)
    return _READ.get(key, _text)(row, name)


def _text(row: Row, _name: str) -> Value:
    return text_field(row, "value")


def _year(row: Row, _name: str) -> Value:
    return year_field(row, "value")


def _day(row: Row, _name: str) -> Value:
    return date_field(row, "value")


def _setting(row: Row, key: str, name: str) -> Value:
    text = text_field(row, "value")
    if isinstance(text, Unreadable) or not text:
        return text
    read, expected = SETTINGS[key]
    value = read(text)
    if value is None:
        row.problem("parameter_invalid", "value", text, name=name, expected=expected)
        return BAD
    return value


def _link(row: Row, name: str) -> str | Unreadable:
    """An address that pages may link: of https alone."""
    text = text_field(row, "value")
    if isinstance(text, str) and text and not is_plain_https(text):
        row.problem("parameter_invalid", "value", text, name=name, expected="https://…")
        return BAD
    return text


def _colour(row: Row, name: str) -> str | Unreadable:
    """A colour by which links can be read in both themes."""
    text = text_field(row, "value")
    if isinstance(text, Unreadable) or not text:
        return text
    colour = written_colour(text)
    if colour is None:
        row.problem("parameter_invalid", "value", text, name=name, expected="#RRGGBB, #0B5A8A")
        return BAD
    if not is_readable(colour):
        row.problem("colour_contrast", "value", text, nearest=nearest_readable(colour))
        return BAD
    return colour


def _yes_no(row: Row, name: str) -> bool | Unreadable | None:
    text = text_field(row, "value")
    if isinstance(text, Unreadable) or not text:
        return BAD if isinstance(text, Unreadable) else None
    answer = ANSWERS.get(fold(text))
    if answer is None:
        words = BookWords(row.table.layout.language)
        both = f"{words.answer(yes=True)} / {words.answer(yes=False)}"
        row.problem("parameter_invalid", "value", text, name=name, expected=both)
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


def _years(table: SheetTable, found: dict[str, Value], problems: ProblemList, names: Mapping[str, str]) -> None:
    first, last, base = (found.get(key) for key in ("first_year", "last_year", "baseline_year"))
    about = []
    if isinstance(first, int) and isinstance(last, int) and last < first:
        about.append(("last_year", last, f"≥ {first}"))
    if isinstance(first, int) and isinstance(base, int) and base > first:
        about.append(("baseline_year", base, f"≤ {first}"))
    for key, year, expected in about:
        problems.add("parameter_invalid", table.sheet.title, str(year), name=names[key], expected=expected)


#: how the cells of the parameters are read that are neither numbers nor settings nor plain text
_READ: Mapping[str, Callable[[Row, str], Value]] = {
    **dict.fromkeys(("first_year", "last_year", "baseline_year"), _year),
    **dict.fromkeys(("illustrative", "approval"), _yes_no),
    **dict.fromkeys(("website", "accessibility"), _link),
    "colour": _colour,
    **dict.fromkeys(("released", "in_force_from", "act_day", "population_day"), _day),
}
