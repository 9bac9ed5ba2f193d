"""Tables as an Excel workbook for people: labels and codes in words, dates as dates, the demo mark in the first row.

Nothing that anybody wrote is ever run: texts are written as texts, whatever they begin with.
"""

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

import xlsxwriter

from kpi.model import FiscalYear
from kpi.opendata.columns import Cell
from kpi.opendata.excel_sheet import LONGEST, TableSheet
from kpi.opendata.fields import Field, Type
from kpi.opendata.metadata import ReleaseMetadata
from kpi.opendata.tables import DataTable
from kpi.text import Text

_INERT = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
#: columns that hold sentences
_WIDE = frozenset({"name", "name_en", "comment", "definition", "source", "act", "explanation", "suspension_reason"})
#: characters beside each other on A4 landscape at 60 %, which is about 6.5 points
_PAGE_WIDTH = 240


def workbook_of(tables: Sequence[DataTable], about: ReleaseMetadata, text: Text, *, explained: bool = True) -> bytes:
    """A workbook with a sheet a table and one that says what the data are; the same tables give the same bytes.

    explained  with a sheet that says what every column means
    """
    file = io.BytesIO()
    book, formats = begin(file, about, text)
    _about_sheet(book, formats, about, text)
    for table in tables:
        _table_sheet(book, formats, table, about, text)
    if explained:
        _fields_sheet(book, formats, tables, text, about.fiscal_year)
    book.close()
    return file.getvalue()


def begin(file: io.BytesIO, about: ReleaseMetadata, text: Text) -> tuple[Any, dict[str, Any]]:
    """A workbook that runs nothing and bears the release's day, and its formats: date, head, mark, wrap."""
    book = xlsxwriter.Workbook(file, _INERT)
    day = datetime(about.version.year, about.version.month, about.version.day, tzinfo=UTC).replace(tzinfo=None)
    book.set_properties({"title": about.title, "author": about.publisher, "comments": about.line, "created": day})
    # a workbook of open data that comes back as a submission is told from one (kpi.workbook)
    book.set_custom_property("open_data", "1")
    formats = {
        "date": book.add_format({"num_format": text.language.form("date_sheet")}),
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        "mark": book.add_format({"bold": True, "font_color": "#8A1C1C"}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
    }
    return book, formats


def _about_sheet(book: Any, formats: dict[str, Any], about: ReleaseMetadata, text: Text) -> None:
    sheet = book.add_worksheet(text.say("data.excel.about"))
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 100, formats["wrap"])
    top = write_mark(sheet, formats, about)
    for at, (label, words) in enumerate(about.card(), start=top):
        sheet.write_string(at, 0, label)
        sheet.write_string(at, 1, words[:LONGEST])
    fit_for_print(sheet, (28, 100))


def write_mark(sheet: Any, formats: dict[str, Any], about: ReleaseMetadata) -> int:
    """The demo mark in the first row; returns the row after it."""
    sheet.write_string(0, 0, about.line, formats["mark"] if about.demo else None)
    return 1


def _table_sheet(book: Any, formats: dict[str, Any], table: DataTable, about: ReleaseMetadata, text: Text) -> None:
    sheet = book.add_worksheet(text.say(f"data.table.{table.name}.sheet"), TableSheet)
    top = write_mark(sheet, formats, about)
    shown = [at for at, name in enumerate(table.names) if name not in {"version", "licence", "demo"}]
    given = list(zip(*table.rows, strict=True)) or [()] * len(table.names)
    columns = []
    for column, at in enumerate(shown):
        field = table.fields[at]
        sheet.write_string(top, column, text.say(f"field.{field.name}.label"), formats["head"])
        sheet.set_column(column, column, 48 if field.name in _WIDE else 15)
        words = partial(in_words, field, text=text)
        columns.append(sheet.cells_of(column, _spoken(given[at], text), words, formats["date"]))
    sheet.write_columns(top, columns)
    sheet.freeze_panes(top + 1, 1)
    sheet.autofilter(top, 0, top + max(len(table.rows), 1), len(shown) - 1)
    fit_for_print(sheet, [48 if table.fields[at].name in _WIDE else 15 for at in shown], head=top)


def fit_for_print(sheet: Any, widths: Sequence[int], *, head: int | None = None) -> None:
    """A4 landscape, as many pages wide as its letters stay legible on; the header and the first column on each."""
    pages = -(-sum(widths) // _PAGE_WIDTH)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(pages, 0)
    sheet.set_footer("&L&8&A&R&8&P / &N")
    if head is not None:
        sheet.repeat_rows(0, head)
    if pages > 1:
        sheet.repeat_columns(0, 0)


def _spoken(cells: Sequence[Cell], text: Text) -> Sequence[Cell]:
    """The cells with truth values in words; a column holds these or none."""
    if bool not in set(map(type, cells)):
        return cells
    answers = {True: text.say("rows.yes"), False: text.say("rows.no"), None: None}
    return [answers[cell] for cell in cells]  # type: ignore[index]


def in_words(field: Field, code: str, text: Text) -> str:
    """A code as people say it; what is no code stays as it is."""
    if field.name == "flags":
        return ", ".join(text.say(f"progress.flag.{flag}") for flag in code.split(";"))
    return text.say(f"{field.words}.{code}") if field.words else code


def _fields_sheet(
    book: Any, formats: dict[str, Any], tables: Sequence[DataTable], text: Text, fiscal_year: FiscalYear
) -> None:
    """What every column means, with the name that it has in CSV and the API."""
    sheet = book.add_worksheet(text.say("data.excel.fields"))
    for column, (head, width) in enumerate(
        zip(("column", "field", "type", "about_column"), (28, 22, 10, 100), strict=True)
    ):
        sheet.write_string(0, column, text.say(f"data.excel.{head}"), formats["head"])
        sheet.set_column(column, column, width)
    fields = {field.name: field for table in tables for field in table.fields}
    for row, field in enumerate(fields.values(), start=1):
        label, about = (text.of_year(f"field.{field.name}.{part}", fiscal_year) for part in ("label", "about"))
        for column, said in enumerate((label, field.name, type_words(field.type, text), about)):
            sheet.write_string(row, column, said)
    fit_for_print(sheet, (28, 22, 10, 100), head=0)


def type_words(kind: Type, text: Text) -> str:
    return text.say(f"data.type.{kind.value}")
