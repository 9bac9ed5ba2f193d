"""Writes whole workbooks in the format of docs/workbook.md: what is read back is equal to what was written."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import NamedTuple

from xlsxwriter.worksheet import Worksheet

from kpi.model import USUAL_LANGUAGE, GoalBook, Language, Plan, Strategy
from kpi.model.look.mark import mark_of
from kpi.workbook.sheet.layout import layout
from kpi.workbook.writer.records import Record, goal_records, plan_records
from kpi.workbook.writer.sheet_writer import Book, Target

#: sheets that are written even when they are empty
_ALWAYS = frozenset({"indicators", "observations"})
_WIDE = 44
#: px of a mark in a plan workbook, either way
_MARK = 72


def plan_years(book: GoalBook) -> list[int]:
    """The years that «Ціль РРРР» columns are needed for."""
    years = [y for i in book.indicators for y, _ in i.targets] + [i.target_year for i in book.indicators]
    return list(range(min(years), max(years) + 1)) if years else []


def write_goal_book(
    book: GoalBook,
    target: Target,
    *,
    years: Sequence[int] = (),
    created: datetime | None = None,
    language: Language = USUAL_LANGUAGE,
) -> None:
    """Write a goal workbook to a path or a binary file.

    language  of the strategy, in which the workbook is written
    years    of the plan: one «Ціль РРРР» column each; without them those that the book's targets need
    created  goes into the document properties: with it the bytes depend on the content alone
    """
    out = Book(target, created, language=language)
    for key, records in goal_records(book, out.words).items():
        if records or key in _ALWAYS:
            out.sheet("goal", key, records, years or plan_years(book))
    out.close()


class SheetBeside(NamedTuple):
    """A sheet that the reader of plans passes over: its title, and rows of words of which the first is the header."""

    title: str
    rows: Sequence[Sequence[str]]


def write_plan(
    plan: Plan, target: Target, *, created: datetime | None = None, beside: SheetBeside | None = None
) -> None:
    """Write the plan workbook of an edition, in the strategy's language, to a path or a binary file.

    beside  one more sheet behind its own
    """
    out = Book(target, created, language=plan.strategy.language)
    records = plan_records(plan, out.words)
    for key, rows in records.items():
        if rows or key in plan.oversight.sheets or layout("plan").sheets[key].required:
            sheet = out.sheet("plan", key, rows)
            if key == "strategy":
                _mark(out, sheet, plan.strategy, rows)
    if beside is not None:
        sheet = out.file.add_worksheet(beside.title)
        sheet.set_column(0, 2, _WIDE)
        for number, row in enumerate(beside.rows):
            for place, word in enumerate(row):
                sheet.write_string(number, place, word, out.format(text_wrap=True, bold=number == 0))
    out.close()


def _mark(out: Book, sheet: Worksheet, strategy: Strategy, rows: Sequence[Record]) -> None:
    """The picture of the community's mark over its row, behind the words."""
    mark = mark_of(strategy.mark_picture)
    if mark is None:
        return
    called = out.words.parameters({"mark": strategy.mark, "mark_en": strategy.mark_en})["mark"]
    row = next(number for number, record in enumerate(rows, start=1) if record["parameter"] == called)
    width, _ = mark.fitted(_MARK, _MARK)
    sheet.set_row_pixels(row, _MARK + 8)
    sheet.set_column_pixels(2, 2, _MARK + 8)
    shown = {"x_scale": width / mark.width, "y_scale": width / mark.width, "x_offset": 4, "y_offset": 4}
    about = {"image_data": BytesIO(mark.png), "description": strategy.mark, "object_position": 2}
    sheet.insert_image(row, 2, "mark.png", shown | about)
