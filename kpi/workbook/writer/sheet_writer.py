"""Writes sheets of the layouts with xlsxwriter: headers from layouts/*.toml, texts as texts, never a formula.

A text that begins with «=», «+», «-» or «@» is written by `write_string`, so no program takes it for a formula.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from math import ceil
from os import PathLike
from pathlib import Path
from types import MappingProxyType
from typing import IO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kpi.model import USUAL_LANGUAGE, Language
from kpi.workbook.sheet.book_words import BookWords
from kpi.workbook.sheet.layout import Column
from kpi.workbook.writer.records import Record, Value

Target = str | PathLike[str] | IO[bytes]

#: characters by type of column
WIDTHS: Mapping[str, int] = MappingProxyType(
    {"code": 9, "text": 32, "number": 12, "year": 8, "date": 12, "choice": 16, "period-part": 9, "slug": 20}
)
#: columns that hold more, or less
WIDE: Mapping[str, int] = MappingProxyType(
    {"name": 48, "name_en": 40, "comment": 52, "definition": 60, "unit": 12, "unit_en": 11, "value": 13, "gap": 24}
    | {"breakdown": 22, "parameter": 26, "act": 30, "department": 36, "state": 12, "coverage_pct": 11}
    | {"info_name": 42, "info_unit": 12, "info_plan": 11, "info_last": 11, "info_last_period": 13, "info_hint": 24}
    | {"info_deadline": 15}
)
_LINE_POINTS, _MOST_LINES = 14.5, 12
#: characters beside each other on A4 landscape at 60 %, which is about 6.5 points
_PAGE_WIDTH = 240
_INK, _HEAD = "#13202B", "#E9EDF1"


def words(column: Column) -> dict[str, str]:
    """Of a choice: what stands in the cell for each code."""
    return {code: word for word, code in column.choices.items()}


def width(column: Column) -> int:
    """Characters that fit beside each other."""
    return WIDE.get(column.key, WIDTHS.get(column.type, 14))


def for_print(sheet: Worksheet, titles: Sequence[Column], fixed: int) -> None:
    """A4 landscape, as many pages wide as its letters stay legible on; header and first `fixed` columns on each."""
    pages = -(-sum(map(width, titles)) // _PAGE_WIDTH)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(pages, 0)
    sheet.set_footer("&L&8&A&R&8&P / &N")
    sheet.repeat_rows(0)
    if pages > 1:
        sheet.repeat_columns(0, fixed - 1)


class Book:
    """An xlsx file in the making; `close` writes it. The same content gives the same bytes for the same `created`.

    language  of its titles, headers and choices: that of the strategy
    """

    def __init__(self, target: Target, created: datetime | None = None, *, language: Language = USUAL_LANGUAGE) -> None:
        self.words = BookWords(language)
        path = str(Path(target)) if isinstance(target, str | PathLike) else target
        options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self.file = xlsxwriter.Workbook(
            path, {**options, "in_memory": True, "default_date_format": self.words.date_format}
        )
        if created is not None:
            self.file.set_properties({"created": created})
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}

    def format(self, **properties: object) -> Format:
        """A cell format, the same object for the same properties; locked unless told otherwise."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            base = {"font_color": _INK, "valign": "top"}
            self._formats[key] = self.file.add_format(base | properties)
        return self._formats[key]

    def head(self, sheet: Worksheet, row: int, titles: Sequence[Column], fixed: int = 1) -> None:
        """The header row: bold, wrapped, frozen with the first `fixed` columns, with the widths of the columns."""
        style = self.format(bold=True, text_wrap=True, bg_color=_HEAD, bottom=2, valign="vcenter", border_color=_INK)
        sheet.set_row(row, 33)
        for place, column in enumerate(titles):
            sheet.set_column(place, place, width(column))
            sheet.write_string(row, place, column.header, style)
        sheet.freeze_panes(row + 1, fixed)

    @staticmethod
    def fit(sheet: Worksheet, row: int, titles: Sequence[Column], record: Record) -> None:
        """Make the row as high as its longest text needs: not every program does so on opening."""
        told = [(str(record.get(c.key) or ""), width(c)) for c in titles]
        lines = max((ceil(len(text) * 1.2 / wide) for text, wide in told if wide > 20), default=1)
        if lines > 1:
            sheet.set_row(row, _LINE_POINTS * min(lines, _MOST_LINES))

    def cell(self, sheet: Worksheet, row: int, place: int, column: Column, value: Value, **style: object) -> None:
        """One value by the type of its column; a blank stays blank but keeps its format."""
        if isinstance(value, float | int):
            sheet.write_number(row, place, value, self.format(**self.number_style(column) | style))
        elif isinstance(value, date):
            sheet.write_datetime(
                row, place, value, self.format(num_format=self.words.date_format, align="left", **style)
            )
        elif value:
            text = words(column).get(value, value)
            sheet.write_string(row, place, text, self.format(**self.text_style(column) | style))
        elif style:
            blank = self.text_style(column) if column.type in ("code", "text") else self.number_style(column)
            sheet.write_blank(row, place, None, self.format(**blank | style))

    def number_style(self, column: Column) -> dict[str, object]:
        """Plain digits for years and parts of periods, thousands apart elsewhere."""
        if column.type in ("year", "period-part"):
            return {"num_format": "0", "align": "center"}
        if column.key.endswith("_uah"):
            return {"num_format": "#,##0"}
        return {"num_format": self.words.date_format} if column.type == "date" else {"num_format": "General"}

    @staticmethod
    def text_style(column: Column) -> dict[str, object]:
        """Codes in text format, which is what keeps 1.10; sentences wrapped."""
        return {"num_format": "@"} if column.type in ("code", "slug") else {"text_wrap": width(column) > 20}

    def sheet(self, name: str, key: str, records: Sequence[Record], years: Sequence[int] = ()) -> Worksheet:
        """A whole sheet of the layout: header in the first row, one row a record."""
        titles = self.words.columns(name, key, years, records)
        sheet = self.file.add_worksheet(self.words.title(name, key))
        used = [c for c in titles if c.type != "ignored"]
        self.head(sheet, 0, used)
        for row, record in enumerate(records, start=1):
            self.fit(sheet, row, used, record)
            for place, column in enumerate(used):
                self.cell(sheet, row, place, column, record.get(column.key))
        return sheet

    def close(self) -> None:
        self.file.close()
