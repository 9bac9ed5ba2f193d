"""The annotated copy that keeps formulas and formats, made with openpyxl. Run as a child; nothing imports it."""

import io
import sys

from openpyxl import Workbook as Book
from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.chartsheet import Chartsheet
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from kpi.model import Severity
from kpi.workbook.process.reader_process import limit_memory
from kpi.workbook.reader.normalised_ooxml import mended
from kpi.workbook.reader.package import Workbook
from kpi.workbook.writer.copy_request import (
    COLOURS,
    LINE_POINTS,
    MAX_COMMENT,
    WIDTHS,
    CopyRequest,
    by_cell,
    copy_request,
    location,
)

#: more cells or rows than this openpyxl does not load and save in time
MAX_CELLS, MAX_ROWS = 60_000, 30_000
#: columns of the list of problems that say where each is
_SHEET, _CELL = 1, 2
#: how the child ends where the copy would not be whole
NOT_WHOLE = 3


def mark(copy: CopyRequest) -> bytes | None:
    """The copy; None where it would not be whole."""

    read = Workbook(copy.data)
    if _is_heavy(read):
        return None
    book = load_workbook(io.BytesIO(mended(copy.data)))
    if not set(read.titles()) <= set(book.sheetnames):
        return None
    fills = {severity: PatternFill("solid", fgColor=colour) for severity, colour in COLOURS.items()}
    for (sheet, cell), marks in by_cell(copy.marks).items():
        if sheet in book.sheetnames and not isinstance(book[sheet], Chartsheet):
            target = _top_left(book[sheet], cell)
            worst = min((m.severity for m in marks), key=[Severity.ERROR, Severity.REMARK].index)
            target.fill = fills[worst]
            own = [target.comment.text] if target.comment else []
            words = "\n".join((*(f"{m.message} {m.remedy}" for m in marks), *own))
            target.comment = Comment(words[:MAX_COMMENT], copy.author, height=140, width=340)
    _list(book, copy)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _is_heavy(book: Workbook) -> bool:
    sheets = book.read(lambda _: True)
    cells = sum(len(row) for sheet in sheets for row in sheet.rows.values())
    return cells > MAX_CELLS or sum(sheet.last_row for sheet in sheets) > MAX_ROWS


def _top_left(sheet: Worksheet, cell: str) -> Cell:
    """The cell of an address; of a merged range the one that holds its value, its comment and its colour."""
    ref = next((merged for merged in sheet.merged_cells.ranges if cell in merged), None)
    row, column = (ref.min_row, ref.min_col) if ref is not None else (sheet[cell].row, sheet[cell].column)
    return sheet.cell(row, column)  # type: ignore[return-value]


def _list(book: Book, copy: CopyRequest) -> None:
    """The sheet that lists all problems, first in the book; every cell is text, never a formula."""

    title = copy.title
    while title in book.sheetnames:
        title += "*"
    sheet = book.create_sheet(title, 0)
    book.active = 0
    rows = [copy.headers, *((m.level, m.sheet, m.cell, m.found, m.message, m.remedy) for m in copy.marks)]
    for number, row in enumerate(rows, start=1):
        for column, words in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            cell.value = words
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=number == 1)
        if number > 1 and row[_SHEET] in book.sheetnames and row[_CELL]:
            place = sheet.cell(number, _CELL + 1)
            place.hyperlink = Hyperlink(ref=place.coordinate, location=location(row[_SHEET], row[_CELL]))
            place.font = Font(underline="single", color="0563C1")
        # the program that opens the copy does not count heights of wrapped text anew
        lines = max(-(-len(words) // (width - 6)) for words, width in zip(row, WIDTHS, strict=True))
        sheet.row_dimensions[number].height = LINE_POINTS * max(lines, 1)
    for letter, width in zip("ABCDEF", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def main() -> None:
    """The child: one copy from the standard input to the standard output."""
    limit_memory()
    made = mark(copy_request())
    if made is None:
        sys.exit(NOT_WHOLE)
    sys.stdout.buffer.write(made)
