"""The pre-filled workbook of a goal: what is known is filled in and locked, what is asked for is open.

Sheets: «Довідка», «Спостереження» (one row for each indicator and period due, free rows below), «Показники» (locked),
«Призупинення», «Зміни цілей», «Заходи». Protection has no password: it keeps from slips, not from people.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from kpi.model import GoalBook, Indicator, Kind, Language, Period
from kpi.text import Text, decimals_of
from kpi.workbook.sheet.layout import Column, layout
from kpi.workbook.writer.due import DueRow, due_rows, next_quarter
from kpi.workbook.writer.records import Record, Value, goal_records
from kpi.workbook.writer.sheet_writer import Book, Target, columns, for_print
from kpi.workbook.writer.template_help import write_help
from kpi.workbook.writer.validations import LONGEST_LIST, NO_RULES, Rule, column_rule, gap_rule, list_rule, value_rule
from kpi.workbook.writer.whole_books import plan_years

#: the order of «Спостереження» in a template: what is known, then what is asked for
_KNOWN = ("code", "info_name", "breakdown", "year", "half", "quarter", "month")
_TOLD = ("info_last", "info_last_period", "info_plan", "info_hint", "info_unit")
_ASKED = ("value", "comment", "gap", "state", "coverage_pct", "provenance", "value_source")
_NUMBERS = frozenset({"value", "info_plan", "info_last"})
_STYLE: dict[str, dict[str, object]] = {"info_last_period": {"align": "center"}, "info_hint": {"indent": 1}}
#: empty rows for corrections, new suspensions, decisions and actions
FREE_ROWS = 20
_LOCKED = "#EDF0F3"
_OPEN = "#FFFBE3"
_UNFILLED = "#FFE9B0"
_LINE = "#C9D1D8"
_PROTECTION = {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True}


def write_template(
    book: GoalBook,
    target: Target,
    *,
    period: Period | None = None,
    years: Sequence[int] = (),
    text: Text | None = None,
    created: datetime | None = None,
) -> int:
    """Write the template of `book` for all that is due up to `period`; returns how many rows it asks for.

    period   default: the quarter after the book's last row
    years    of the plan, as in `write_goal_book`
    text     language of hints and help (headers are the format's own); Ukrainian by default
    """
    text = text or Text(Language.UK)
    until = period or next_quarter(book)
    rows = due_rows(book, until)
    shown = list(years) or plan_years(book)
    out = Book(target, created)
    out.file.set_custom_property("template_version", layout("goal").version)
    out.file.set_custom_property("template_goal", book.goal)
    out.file.set_custom_property("template_period", until.code)
    write_help(out, text, text.say("template.title", goal=book.goal, period=text.period(until)))
    observations = _Sheet(out, "observations", shown, text, [*_KNOWN, *_TOLD, *_ASKED])
    _observations(observations, rows, [i.code for i in book.indicators])
    records = goal_records(book)
    for key in ("indicators", "suspensions", "target_changes", "actions"):
        _table(_Sheet(out, key, shown, text), records[key])
    observations.sheet.activate()
    out.close()
    return len(rows)


class _Sheet:
    """One protected sheet of a template with its columns and styles."""

    def __init__(self, out: Book, key: str, years: Sequence[int], text: Text, order: Sequence[str] = ()) -> None:
        self.out, self.key, self.years, self.text = out, key, years, text
        found = {c.key: c for c in columns("goal", key, years) if order or c.type != "ignored"}
        self.columns: list[Column] = [found[k] for k in order] if order else list(found.values())
        self.sheet: Worksheet = out.file.add_worksheet(layout("goal").sheets[key].title)
        out.head(self.sheet, 0, self.columns, fixed=2 if order else 1)
        self.sheet.protect("", _PROTECTION)
        for_print(self.sheet, self.columns, fixed=2 if order else 1)
        self.sheet.hide_gridlines(2)

    def put(self, row: int, place: int, value: Value, *, is_open: bool, **style: object) -> None:
        """One cell, open or locked; a blank one keeps its colour and border."""
        look = {"locked": not is_open, "bg_color": _OPEN if is_open else _LOCKED, "border": 1, "border_color": _LINE}
        self.out.cell(self.sheet, row, place, self.columns[place], value, **look | style)

    def rule(self, first: int, last: int, place: int, rule: object) -> None:
        if rule is not None:
            self.sheet.data_validation(first, place, last, place, rule)

    def free(self, first: int, *, locked: frozenset[str] = frozenset(), rules: Mapping[str, Rule] = NO_RULES) -> None:
        """Empty open rows with the rules of their columns; `rules` stand instead of those of the layout."""
        last = first + FREE_ROWS - 1
        for row in range(first, last + 1):
            for place, column in enumerate(self.columns):
                self.put(row, place, None, is_open=column.key not in locked)
        for place, column in enumerate(self.columns):
            if column.key not in locked:
                usual = column_rule(column, self.text, self.years)
                self.rule(first, last, place, rules.get(column.key, usual))

    def place(self, key: str) -> int:
        """Where the column with this key stands, from 0."""
        return next(at for at, column in enumerate(self.columns) if column.key == key)


def _observations(into: _Sheet, rows: Sequence[DueRow], codes: Sequence[str]) -> None:
    for place, row in enumerate(rows, start=1):
        record = _due_record(row, into.text)
        into.out.fit(into.sheet, place, into.columns, record)
        for at, column in enumerate(into.columns):
            style = _STYLE.get(column.key, {}) | ({"num_format": _digits(row)} if column.key in _NUMBERS else {})
            into.put(place, at, record.get(column.key), is_open=column.key in _ASKED, **style)
            into.rule(place, place, at, _asked_rule(column, row, into.text))
    told = frozenset(key for key in (*_KNOWN, *_TOLD) if key.startswith("info_"))
    rules = {"gap": gap_rule(max(into.years, default=2026), into.text)}
    if codes and len(",".join(codes)) <= LONGEST_LIST:
        rules["code"] = list_rule(codes, into.text)
    into.free(len(rows) + 1, locked=told, rules=rules)
    into.sheet.autofilter(0, 0, len(rows), len(into.columns) - 1)
    _mark_unfilled(into, len(rows))


def _mark_unfilled(into: _Sheet, count: int) -> None:
    """A warmer colour for values that are neither entered nor explained yet."""
    if not count:
        return
    value, gap = into.place("value"), into.place("gap")
    formula = f'=AND({xl_rowcol_to_cell(1, value, col_abs=True)}="",{xl_rowcol_to_cell(1, gap, col_abs=True)}="")'
    look = into.out.file.add_format({"bg_color": _UNFILLED})
    into.sheet.conditional_format(1, value, count, value, {"type": "formula", "criteria": formula, "format": look})


def _asked_rule(column: Column, row: DueRow, text: Text) -> object:
    if column.key == "value":
        return value_rule(row, text)
    if column.key == "gap":
        return gap_rule(row.period.year, text)
    return column_rule(column, text) if column.key in _ASKED else None


def _due_record(row: DueRow, text: Text) -> Record:
    indicator, period = row.indicator, row.period
    part = {6: "half", 3: "quarter", 1: "month"}.get(period.span_months)
    told: dict[str, Value] = {
        "code": indicator.code,
        "breakdown": row.breakdown,
        "year": period.year,
        "info_name": indicator.name,
        "info_unit": indicator.unit,
        "info_plan": None if row.breakdown else _plan(indicator, period.year, text),
        "info_last": row.last.value if row.last else None,
        "info_last_period": text.period(row.last.period) if row.last else None,
        "info_hint": text.say(f"template.hint.{indicator.kind.value}"),
    }
    return {**told, part: period.number} if part else told


def _plan(indicator: Indicator, year: int, text: Text) -> Value:
    """The planned value of the year; a range as words."""
    if indicator.range_low is not None and indicator.range_high is not None:
        low, high = text.number(indicator.range_low), text.number(indicator.range_high)
        return text.say("template.range", low=low, high=high)
    return dict(indicator.targets).get(year)


def _digits(row: DueRow) -> str:
    """A number format with as many decimals as the last value has, thousands apart."""
    places = decimals_of(row.last.value if row.last else None, most=3)
    if row.indicator.unit == "%" and row.indicator.kind is not Kind.DELIVERABLE:
        places = max(places, 1)
    return "#,##0" + ("." + "0" * places if places else "")


def _table(into: _Sheet, records: Sequence[Record]) -> None:
    """A sheet that repeats what is known: locked, except actions, whose state and costs change."""
    for row, record in enumerate(records, start=1):
        into.out.fit(into.sheet, row, into.columns, record)
        for place, column in enumerate(into.columns):
            is_open = into.key == "actions" and column.key not in ("code", "name")
            into.put(row, place, record.get(column.key), is_open=is_open)
            if is_open:
                into.rule(row, row, place, column_rule(column, into.text))
    if into.key != "indicators":
        into.free(len(records) + 1)
