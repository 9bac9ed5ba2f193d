"""The report as an Excel workbook: a sheet of sentences with their addresses, a real table for each of the report's.

Nothing that anybody wrote is ever run: texts are written as texts, whatever they begin with.
"""

import io
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any

import xlsxwriter

from kpi.opendata.report.drawn_pictures import Draw
from kpi.opendata.report.words import clean, of_property, plain_colour, reached, status_colour
from kpi.views.report.blocks import ReportCell, ReportColumn, ReportSentence, ReportTable, SessionReport

_INERT = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
#: letters that Excel keeps in one cell; characters of a column for one unit of its width in the report
_LONGEST, _CHARACTERS = 32767, 1.35
_GROUP, _ADDRESS, _NOTE, _FRONT = 26, 44, 18, 110
#: points of a line of a cell; not every programme finds the height of a row by itself
_LINE = 15.0


def write(report: SessionReport, _draw: Draw) -> bytes:
    """The workbook. It has no pictures: it holds the numbers that the others draw them from."""
    return _Book(report).file()


class _Book:
    def __init__(self, report: SessionReport) -> None:
        self.report, self.made = report, io.BytesIO()
        self.book = xlsxwriter.Workbook(self.made, _INERT)
        self.known: dict[tuple[object, ...], Any] = {}
        self.names: set[str] = set()

    def file(self) -> bytes:
        cover, day = self.report.cover, self.report.released
        when = datetime(day.year, day.month, day.day, tzinfo=UTC).replace(tzinfo=None)
        self.book.set_properties(
            {
                "title": of_property(f"{cover.title}: {cover.part or cover.strategy}"),
                "author": of_property(cover.community),
                "comments": of_property(". ".join((*cover.about, cover.note))),
                "created": when,
            }
        )
        self._front()
        for name, words in self.report.sheets.items():
            found = [
                block
                for section in self.report.sections
                for block in section.blocks
                if isinstance(block, ReportTable) and block.sheet == name
            ]
            if found:
                self._tables(words, found)
        self.book.close()
        return self.made.getvalue()

    def form(self, **wanted: object) -> Any:
        """A format, made once."""
        key = tuple(sorted(wanted.items()))
        if key not in self.known:
            self.known[key] = self.book.add_format({"valign": "top", **wanted})
        return self.known[key]

    def _sheet(self, words: str) -> Any:
        """A sheet with the demo mark in its first row, laid out for paper."""
        cover = self.report.cover
        sheet = self.book.add_worksheet(words[:31])
        line = " · ".join(filter(None, (cover.demo, cover.community, cover.title, cover.about[0])))
        style = {"bold": True, "font_color": f"#{plain_colour('off_track-text')}"} if cover.demo else {}
        sheet.write_string(0, 0, clean(line), self.form(**style))
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&8&A&R&8&P / &N")
        return sheet

    def _front(self) -> None:
        """Title, what the report is of, and every sentence with the address of its numbers."""
        cover, sheet = self.report.cover, self._sheet(self.report.sheets["report"])
        sheet.set_column(0, 0, _FRONT)
        sheet.set_column(1, 1, 60)
        sheet.write_string(1, 0, clean(cover.title), self.form(bold=True, font_size=18))
        at = 2
        for words in filter(None, (cover.community, cover.strategy, cover.part, cover.note)):
            sheet.write_string(at, 0, clean(words), self.form(text_wrap=True))
            at += 1
        for words in cover.about:
            at = self._said(sheet, at, ReportSentence(words, cover.address))
        sheet.write_string(at, 1, self.report.address_head, self.form(bold=True, bottom=1))
        for section in self.report.sections:
            said = [block for block in section.blocks if isinstance(block, ReportSentence)]
            if not said:
                continue
            sheet.write_string(at, 0, clean(section.title), self.form(bold=True, font_size=15 - 2 * section.level))
            at += 1
            for sentence in said:
                at = self._said(sheet, at, sentence)

    def _said(self, sheet: Any, at: int, sentence: ReportSentence) -> int:
        """A sentence with its address; the row after it."""
        sheet.write_string(at, 0, clean(sentence.words)[:_LONGEST], self.form(text_wrap=True))
        sheet.set_row(at, _height([sentence.words], [_FRONT]))
        self._address(sheet, at, 1, sentence.href)
        return at + 1

    def _address(self, sheet: Any, row: int, column: int, href: str) -> None:
        if reached(href):
            sheet.write_url(row, column, href, self.form(font_color=f"#{plain_colour('link')}", underline=1), href)
        elif href:
            sheet.write_string(row, column, href, self.form())

    def _tables(self, words: str, tables: Sequence[ReportTable]) -> None:
        """One real table of all that stand under one name, each row with what its own table is about."""
        first, sheet = tables[0], self._sheet(words)
        groups = [head for head, _ in first.group]
        addressed = any(cell.href for table in tables for row in table.rows for cell in row)
        noted = {at for table in tables for row in table.rows for at, cell in enumerate(row) if cell.note}
        columns = [*(ReportColumn(head, _GROUP / _CHARACTERS) for head in groups), *self._columns(first.columns, noted)]
        columns += [ReportColumn(self.report.address_head, _ADDRESS / _CHARACTERS)] if addressed else []
        rows = [([cell for _, cell in table.group], row) for table in tables for row in table.rows]
        sheet.write_string(
            1, 0, clean(first.caption if len(tables) == 1 else words), self.form(bold=True, font_size=13)
        )
        top = 2
        total = first.total and len(tables) == 1
        self._head(sheet, top, columns, len(rows) - total)
        for at, (group, row) in enumerate(rows, top + 1):
            printed = [*group, *(cell.words for cell in _cells(row, noted))]
            sheet.set_row(at, _height(printed, [column.width * _CHARACTERS for column in columns]))
            strong = total and at == top + len(rows)
            for column, name in enumerate(group):
                sheet.write_string(at, column, clean(name), self.form(text_wrap=True))
            for column, cell in enumerate(_cells(row, noted), len(group)):
                self._cell(sheet, (at, column), cell, strong=strong)
            if addressed:
                self._address(sheet, at, len(columns) - 1, _first_address(row))
        sheet.freeze_panes(top + 1, len(groups) + 1 if len(groups) < 2 else 0)
        sheet.repeat_rows(top)

    def _columns(self, columns: Sequence[ReportColumn], noted: Collection[int]) -> Iterator[ReportColumn]:
        """The columns; after one whose cells have notes a column of these."""
        for at, column in enumerate(columns):
            yield column
            if at in noted:
                yield ReportColumn(f"{column.head}: {self.report.note_head}", _NOTE / _CHARACTERS)

    def _head(self, sheet: Any, top: int, columns: Sequence[ReportColumn], count: int) -> None:
        heads = _told_apart(clean(column.head.replace("\u00ad", "")) for column in columns)
        for at, column in enumerate(columns):
            sheet.set_column(at, at, max(8, column.width * _CHARACTERS))
        head = self.form(bold=True, text_wrap=True, bottom=1, bg_color=f"#{plain_colour('surface-2')}")
        sheet.set_row(top, _height(heads, [max(8, column.width * _CHARACTERS) for column in columns]))
        right = self.form(bold=True, text_wrap=True, bottom=1, bg_color=f"#{plain_colour('surface-2')}", align="right")
        named = [
            {"header": words, "header_format": right if column.number else head}
            for words, column in zip(heads, columns, strict=True)
        ]
        table = {"columns": named, "style": "Table Style Light 1", "name": self._table_name(), "banded_rows": False}
        sheet.add_table(top, 0, top + max(count, 1), len(columns) - 1, table)

    def _table_name(self) -> str:
        name = f"Report{len(self.names) + 1}"
        self.names.add(name)
        return name

    def _cell(self, sheet: Any, at: tuple[int, int], cell: ReportCell, *, strong: bool) -> None:
        bold = {"bold": True} if strong else {}
        if isinstance(cell.value, date):
            sheet.write_datetime(*at, cell.value, self.form(num_format=self.report.date_format, **bold))
        elif cell.value is not None:
            shown = "#,##0" + ("." + "0" * cell.decimals if cell.decimals else "")
            shown += f'"{cell.suffix}"' if cell.suffix else ""
            sheet.write_number(*at, cell.value, self.form(num_format=shown, **bold))
        else:
            ink = {"font_color": f"#{status_colour(cell.status)}", "bold": True} if cell.status else bold
            sheet.write_string(*at, clean(cell.words)[:_LONGEST], self.form(text_wrap=True, **ink))


def _cells(row: Sequence[ReportCell], noted: Collection[int]) -> Iterator[ReportCell]:
    for at, cell in enumerate(row):
        yield cell
        if at in noted:
            yield ReportCell(words=cell.note)


def _height(words: Iterable[str], widths: Iterable[float]) -> float:
    """Points of a row that shows all its words, at a little less than a character a unit of width."""
    return (
        _LINE
        * max((-(-len(one) // max(1, int(0.9 * wide))) for one, wide in zip(words, widths, strict=False)), default=1)
        or _LINE
    )


def _first_address(row: Iterable[ReportCell]) -> str:
    return next((cell.href for cell in row if cell.href), "")


def _told_apart(heads: Iterable[str]) -> list[str]:
    """Headings of one table differ, or Excel repairs the file."""
    found: list[str] = []
    for head in heads:
        name, number = head or "—", 2
        while name.casefold() in {one.casefold() for one in found}:
            name, number = f"{head or '—'} ({number})", number + 1
        found.append(name)
    return found
