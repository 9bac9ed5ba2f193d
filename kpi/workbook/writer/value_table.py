"""One workbook for all values that are due, over any number of goals: the value stands right beside the name.

Sheets: «Довідка», «Значення» (the columns of «Спостереження», so that it is read by the same code). Nothing but value,
reason and comment is open; nothing is filled in, so that sending it back replaces nobody's words.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from kpi.model import USUAL_LANGUAGE, Language
from kpi.text import Text
from kpi.workbook.sheet.book_words import BookWords
from kpi.workbook.sheet.layout import Column, layout
from kpi.workbook.writer.due import DueRow
from kpi.workbook.writer.due_cells import due_record, write_due_rows
from kpi.workbook.writer.protected_sheet import ProtectedSheet
from kpi.workbook.writer.records import Record
from kpi.workbook.writer.sheet_writer import Book, Target
from kpi.workbook.writer.template_help import HelpSheet, write_help
from kpi.workbook.writer.validations import gap_rule

_ASKED = ("value", "gap", "comment")
_TOLD = ("info_last", "info_last_period", "info_plan", "info_deadline")
_HELP = ("value", "what_form", "gap_form", "comment", "correction", "parts_form", "check_form")


def write_value_table(
    rows: Sequence[DueRow],
    target: Target,
    *,
    department: str,
    on: date,
    text: Text | None = None,
    created: datetime | None = None,
    language: Language = USUAL_LANGUAGE,
) -> int:
    """Write the workbook of `rows`, in their order; returns how many there are.

    department  whose values they are, in words
    on          the day from which a deadline has passed
    language    of the strategy, in which the workbook is written
    text        language of hints and help, the same by default
    """
    text = text or Text(language)
    out = Book(target, created, language=language)
    out.file.set_custom_property("template_version", layout("goal").version)
    title = text.say("template.values.title", department=department, day=text.date(on))
    years = rows[0].period.fiscal_year
    write_help(out, text, HelpSheet(title=title, intro="template.values.intro", topics=_HELP, fiscal_year=years))
    into = ProtectedSheet(out, str(out.words.said("values")), _columns(rows, out.words), text, fixed=2)
    records = [(row, _record(row, on, text)) for row in rows]
    write_due_rows(into, records, _ASKED, [gap_rule(text, out.words)] * len(rows))
    into.sheet.activate()
    out.close()
    return len(rows)


def _columns(rows: Sequence[DueRow], words: BookWords) -> list[Column]:
    """The order of the sheet: of the parts of a year those that the reader must have, half-years where one is due."""
    found = {column.key: column for column in words.columns("goal", "observations")}
    halves = ("half",) if any(row.period.span_months == 6 for row in rows) else ()
    name, unit = found["info_name"], found["info_unit"]
    found["info_name"] = replace(name, header=f"{name.header}, {unit.header.lower()}")
    order = ("code", "info_name", *_ASKED, "year", *halves, "quarter", "month", *_TOLD)
    return [found[key] for key in order]


def _record(row: DueRow, on: date, text: Text) -> Record:
    known = due_record(row, text)
    indicator, told = row.indicator, {"info_name": row.indicator.name}
    if indicator.unit:
        told["info_name"] = f"{indicator.name}, {indicator.unit}"
    if row.deadline is not None:
        key = "late" if row.deadline < on else "until"
        told["info_deadline"] = text.say(f"template.values.{key}", day=text.date(row.deadline))
    return {**known, **told}
