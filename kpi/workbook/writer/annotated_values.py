"""The marked copy of a book that openpyxl cannot write again: all its sheets with their values, without the rest.

It works in a child of its own with the limits of reading (kpi.workbook.writer.annotated_copy starts it).
"""

import io
import re
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter

from kpi.workbook.process.reader_process import limit_memory
from kpi.workbook.reader.grid import Cell, CellKind, Sheet, split_ref
from kpi.workbook.reader.numbers import stored_number
from kpi.workbook.reader.package import Workbook
from kpi.workbook.writer.copy_request import (
    COLOURS,
    LINE_POINTS,
    MAX_COMMENT,
    WIDTHS,
    CopyRequest,
    Mark,
    by_cell,
    copy_request,
    location,
)

#: letters that Excel keeps in one cell
_LONGEST = 32_767
_LONGEST_TITLE = 31
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_INERT = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def plain_copy(copy: CopyRequest) -> bytes:
    """The values of every sheet with the marks of its cells; the list of problems, first, says what is lost."""
    sheets = Workbook(copy.data).read(lambda _: True)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {**_INERT, "date_1904": any(sheet.date1904 for sheet in sheets)})
    titles = _titles([copy.title, *(sheet.title for sheet in sheets)])
    _list(book, titles[0], copy, dict(zip((sheet.title for sheet in sheets), titles[1:], strict=True)))
    marks = by_cell(copy.marks)
    looks = _Looks(book)
    for sheet, title in zip(sheets, titles[1:], strict=True):
        into = book.add_worksheet(title)
        _cells(into, sheet, {cell: found for (name, cell), found in marks.items() if name == sheet.title}, looks)
        for (name, cell), found in marks.items():
            if name == sheet.title:
                _comment(into, cell, found, copy.author)
    book.close()
    return out.getvalue()


class _Looks:
    """Formats of the book by number format, colour and strikethrough."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._known: dict[tuple[str, str, bool], Any] = {}

    def of(self, code: str, colour: str, *, struck: bool) -> Any:
        key = (code, colour, struck)
        if key not in self._known:
            look: dict[str, object] = {"num_format": code} if code else {}
            look |= {"bg_color": f"#{colour[2:]}"} if colour else {}
            self._known[key] = self._book.add_format(look | ({"font_strikeout": True} if struck else {}))
        return self._known[key]


def _cells(into: Any, sheet: Sheet, marks: Mapping[str, Sequence[Mark]], looks: _Looks) -> None:
    """Write every filled cell, and the colour of marked ones that are blank."""
    for ref, found in marks.items():
        row, column = split_ref(ref)
        into.write_blank(row - 1, column - 1, None, looks.of("", _colour(found), struck=False))
    for cells in sheet.rows.values():
        for cell in cells.values():
            colour = _colour(marks.get(cell.ref, ()))
            code = cell.number_format.code if cell.number_format.code not in {"General", ""} else ""
            _write(into, cell, looks.of(code, colour, struck=cell.kind is CellKind.STRUCK))


def _write(into: Any, cell: Cell, look: Any) -> None:
    at = (cell.row - 1, cell.column - 1)
    number = stored_number(cell.text) if cell.kind is CellKind.NUMBER else None
    if number is not None:
        into.write_number(*at, number, look)
    elif cell.kind is CellKind.BOOL and cell.text in {"0", "1"}:
        into.write_boolean(*at, cell.text == "1", look)
    elif cell.kind is CellKind.NO_VALUE:
        into.write_blank(*at, None, look)
    else:
        into.write_string(*at, _safe(cell.text), look)


def _comment(into: Any, ref: str, found: Sequence[Mark], author: str) -> None:
    row, column = split_ref(ref)
    words = "\n".join(f"{mark.message} {mark.remedy}" for mark in found)[:MAX_COMMENT]
    into.write_comment(row - 1, column - 1, _safe(words), {"author": author, "width": 340, "height": 140})


def _colour(found: Sequence[Mark]) -> str:
    return COLOURS[min((mark.severity for mark in found), key=list(COLOURS).index)] if found else ""


def _list(book: Any, title: str, copy: CopyRequest, titles: Mapping[str, str]) -> None:
    """The list of problems; `titles` are those of the copied sheets by their own."""
    sheet = book.add_worksheet(title)
    wrap, bold = (book.add_format({"text_wrap": True, "valign": "top", "bold": is_bold}) for is_bold in (False, True))
    rows = [copy.headers, ("", "", "", "", copy.plain, "")]
    rows += [(m.level, m.sheet, m.cell, m.found, m.message, m.remedy) for m in copy.marks]
    for number, row in enumerate(rows):
        for column, words in enumerate(row):
            sheet.write_string(number, column, _safe(words), wrap if number else bold)
        lines = max(-(-len(words) // (width - 6)) for words, width in zip(row, WIDTHS, strict=True))
        sheet.set_row(number, LINE_POINTS * max(lines, 1))
    for number, mark in enumerate(copy.marks, start=2):
        if mark.sheet in titles and mark.cell:
            sheet.write_url(number, 2, f"internal:{location(titles[mark.sheet], mark.cell)}", string=_safe(mark.cell))
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _safe(text: str) -> str:
    return text.encode("utf-8", "replace").decode()[:_LONGEST]


def _titles(found: Sequence[str]) -> list[str]:
    """Titles that Excel takes, no two alike."""
    taken: list[str] = []
    for title in found:
        bare = _NOT_IN_TITLES.sub(" ", _safe(title))[:_LONGEST_TITLE].strip("' ") or "—"
        unique, number = bare, 2
        while unique.lower() in {other.lower() for other in taken}:
            tail = f" ({number})"
            unique, number = bare[: _LONGEST_TITLE - len(tail)] + tail, number + 1
        taken.append(unique)
    return taken


def main() -> None:
    """The child: one copy from the standard input to the standard output."""
    limit_memory()
    sys.stdout.buffer.write(plain_copy(copy_request()))
