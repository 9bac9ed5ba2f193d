"""The pre-filled workbook of a goal: what is known is filled in and locked, what is asked for is open.

Sheets: «Довідка», «Спостереження» (one row for each indicator and period due, free rows below), «Показники» (locked),
«Призупинення», «Зміни цілей», «Заходи», «Кошти»,
«Заходи виправлення». Protection has no password: it keeps from slips, not from people.
"""

from collections.abc import Sequence
from datetime import datetime

from kpi.model import USUAL_LANGUAGE, FiscalYear, GoalBook, Language, Period
from kpi.text import Text
from kpi.workbook.sheet.layout import layout
from kpi.workbook.writer.due import DueRow, due_rows, next_quarter
from kpi.workbook.writer.due_cells import due_record, write_due_rows
from kpi.workbook.writer.protected_sheet import ProtectedSheet
from kpi.workbook.writer.records import Record, goal_records
from kpi.workbook.writer.sheet_writer import Book, Target
from kpi.workbook.writer.template_help import HelpSheet, write_help
from kpi.workbook.writer.validations import LONGEST_LIST, column_rule, gap_rule, list_rule
from kpi.workbook.writer.whole_books import plan_years

#: the order of «Спостереження» in a template: what tells the row, what is asked for first, what stands beside
_KNOWN = ("code", "info_name", "info_unit", "year", "half", "quarter", "month")
_FIRST = ("value", "gap", "comment")
_TOLD = ("info_last", "info_last_period", "info_plan", "info_hint")
_LAST = ("state", "coverage_pct", "provenance", "value_source")
#: sheets whose rows go on being filled in, and the columns by which a row is known
_OPEN = {
    "actions": ("code", "name"),
    "action_money": ("code", "action", "year", "source"),
    "corrective_actions": ("code", "year", "half", "quarter", "month"),
}
_HELP = ("value", "what", "gap", "comment", "revision", "parts", "targets", "check")


def write_template(
    book: GoalBook,
    target: Target,
    fiscal_year: FiscalYear,
    *,
    period: Period | None = None,
    years: Sequence[int] = (),
    text: Text | None = None,
    created: datetime | None = None,
    language: Language = USUAL_LANGUAGE,
) -> int:
    """Write the template of `book` for all that is due up to `period`; returns how many rows it asks for.

    period   default: the quarter after the book's last row
    years    of the plan, as in `write_goal_book`
    language of the strategy, in which the workbook is written
    text     language of hints and help, the same by default
    """
    text = text or Text(language)
    until = period or next_quarter(book, fiscal_year)
    rows = due_rows(book, until)
    shown = list(years) or plan_years(book)
    out = Book(target, created, language=language)
    out.file.set_custom_property("template_version", layout("goal").version)
    out.file.set_custom_property("template_goal", book.goal)
    out.file.set_custom_property("template_period", until.code)
    title = text.say("template.title", goal=book.goal, period=text.period(until))
    write_help(out, text, HelpSheet(title=title, intro="template.intro", topics=_HELP, fiscal_year=fiscal_year))
    codes = [indicator.code for indicator in book.indicators]
    observations = _observations(out, text, rows, codes, shown)
    records = goal_records(book, out.words)
    for key in ("indicators", "suspensions", "target_changes", "actions", "action_money", "corrective_actions"):
        _table(out, text, key, records[key], shown)
    observations.sheet.activate()
    out.close()
    return len(rows)


def _observations(
    out: Book, text: Text, rows: Sequence[DueRow], codes: Sequence[str], years: Sequence[int]
) -> ProtectedSheet:
    found = {column.key: column for column in out.words.columns("goal", "observations", years)}
    # a part is told beside the name where there are parts; else its column waits for corrections behind the others
    parts = any(row.breakdown for row in rows)
    known = (*_KNOWN[:2], "breakdown", *_KNOWN[2:]) if parts else _KNOWN
    order = (*known, *_FIRST, *_TOLD, *(() if parts else ("breakdown",)), *_LAST)
    title = out.words.title("goal", "observations")
    into = ProtectedSheet(out, title, [found[key] for key in order], text, fixed=2)
    records = [(row, due_record(row, text)) for row in rows]
    gaps = [gap_rule(text, out.words, row.period.year) for row in rows]
    write_due_rows(into, records, (*_FIRST, *_LAST), gaps)
    rules = {"gap": gap_rule(text, out.words, max(years, default=2026))}
    if codes and len(",".join(codes)) <= LONGEST_LIST:
        rules["code"] = list_rule(codes, text)
    told = frozenset(key for key in order if key.startswith("info_"))
    into.free(len(rows) + 1, years=years, locked=told, rules=rules)
    return into


def _table(out: Book, text: Text, key: str, records: Sequence[Record], years: Sequence[int]) -> None:
    """A sheet that repeats what is known: locked, except actions and their money, which change."""
    used = [column for column in out.words.columns("goal", key, years, records) if column.type != "ignored"]
    into = ProtectedSheet(out, out.words.title("goal", key), used, text)
    for row, record in enumerate(records, start=1):
        into.out.fit(into.sheet, row, into.columns, record)
        for place, column in enumerate(into.columns):
            is_open = key in _OPEN and column.key not in _OPEN[key]
            into.put(row, place, record.get(column.key), is_open=is_open)
            if is_open:
                into.rule(row, row, place, column_rule(column, into.text, out.words))
    if key != "indicators":
        into.free(len(records) + 1, years=years)
