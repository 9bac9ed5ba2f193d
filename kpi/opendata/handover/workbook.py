"""A list of fields and the rows of a release as a workbook: texts as texts, the demo mark on every sheet."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kpi.opendata.columns import Cell
from kpi.opendata.excel import begin, fit_for_print, write_mark
from kpi.opendata.excel_sheet import LONGEST
from kpi.opendata.handover.field_lists import FieldList, ListedField, ListedSheet, spoken
from kpi.opendata.handover.rows import HandoverRows, Record
from kpi.opendata.metadata import ReleaseMetadata
from kpi.opendata.tables import ReleaseTables
from kpi.text import Text

_SOURCE_WIDTHS = (24, 32, 34, 48, 60, 48, 14)
_NARROW, _WIDE, _LONG = 15, 42, 24
#: letters of a sheet's name
_LONGEST_NAME = 31
#: points of a line of text
_LINE = 15.0


def workbook(listed: FieldList, release: ReleaseTables, about: ReleaseMetadata, text: Text) -> bytes:
    """The workbook of a list for one release; the same release gives the same bytes."""
    file = io.BytesIO()
    book, formats = begin(file, about, text)
    formats["date"] = book.add_format(
        {"num_format": text.language.form("date_sheet"), "valign": "top", "align": "left"}
    )
    formats["money"] = book.add_format({"num_format": "#,##0", "valign": "top", "align": "right", "indent": 1})
    formats["number"] = book.add_format({"valign": "top", "align": "right", "indent": 1})
    formats["ours_not"] = book.add_format({"bg_color": "#EDEDED"})
    formats["name"] = book.add_format({"italic": True, "font_color": "#555555", "text_wrap": True, "valign": "top"})
    found = HandoverRows(release, listed, text)
    rows = [found[sheet.rows] for sheet in listed.sheets]
    written = _Book(book, formats, about, text)
    _about(written, listed, rows)
    for sheet, records in zip(listed.sheets, rows, strict=True):
        _sheet(written, sheet, records)
    _sources(written, listed)
    book.close()
    return file.getvalue()


@dataclass(frozen=True, slots=True)
class _Book:
    """A workbook that is being written."""

    book: Any
    formats: dict[str, Any]
    about: ReleaseMetadata
    text: Text

    def add(self, name: str) -> tuple[Any, int]:
        """A sheet with the demo mark, and its first free row."""
        sheet = self.book.add_worksheet(name[:_LONGEST_NAME])
        return sheet, write_mark(sheet, self.formats, self.about)


def _about(written: _Book, listed: FieldList, rows: Sequence[Sequence[Record]]) -> None:
    """What the workbook is for, what it does not claim, what is missing in it, whose data and of when they are."""
    text, formats, about = written.text, written.formats, written.about
    sheet, top = written.add(text.say("handover.about.sheet"))
    sheet.set_column(0, 0, 28, formats["wrap"])
    sheet.set_column(1, 1, 100, formats["wrap"])
    said = [
        (text.say("handover.about.label"), f"{spoken(listed.title, text)}. {spoken(listed.about, text)}."),
        (
            text.say("handover.claim.label"),
            text.say("handover.claim.words", sources=text.say("handover.sources.sheet")),
        ),
        (
            text.say("handover.blank.label"),
            text.say("handover.blank.words", mark=text.say("handover.blank.mark")),
        ),
        *_missing(listed, rows, text),
        (text.say("handover.data.label"), f"{about.line} {about.page}"),
        *about.card(),
    ]
    for at, (label_words, words) in enumerate(said, start=top):
        sheet.write_string(at, 0, label_words)
        sheet.write_string(at, 1, words[:LONGEST])
        sheet.set_row(at, _height((label_words, words), (28, 100)))
    fit_for_print(sheet, (28, 100))


def _missing(listed: FieldList, rows: Sequence[Sequence[Record]], text: Text) -> list[tuple[str, str]]:
    """By sheet what is of these data and still stands empty, in words."""
    found = []
    for sheet, records in zip(listed.sheets, rows, strict=True):
        empty = [
            label(column, text)
            for column in sheet.columns
            if column.field and all(row.get(column.field) is None for row in records)
        ]
        if not sheet.rows:
            words = text.say("handover.not_ours")
        elif not records:
            words = text.say("handover.no_rows")
        elif empty:
            words = text.say("handover.missing.words", columns=", ".join(empty))
        else:
            continue
        found.append((text.say("handover.missing.label", sheet=spoken(sheet.name, text)), words))
    return found


def label(column: ListedField, text: Text) -> str:
    """The head of a column."""
    return spoken(column.label, text) or text.say(f"field.{column.field}.label")


def _sheet(written: _Book, listed: ListedSheet, rows: Sequence[Record]) -> None:
    """The mark, a line about the sheet, the head, the names of the record where some were seen, the rows."""
    text, formats = written.text, written.formats
    sheet, top = written.add(spoken(listed.name, text))
    if note := spoken(listed.note, text):
        sheet.write_string(top, 0, note)
        top += 1
    named = any(column.record for column in listed.columns)
    first = top + 1 + named
    heads = [_head(column, text) for column in listed.columns]
    names = [column.record for column in listed.columns]
    columns = [[row.get(column.field) if column.field else None for row in rows] for column in listed.columns]
    widths = [_width(*one) for one in zip(columns, heads, names, strict=True)]
    for at, (column, cells) in enumerate(zip(listed.columns, columns, strict=True)):
        sheet.set_column(at, at, widths[at])
        sheet.write_string(top, at, heads[at], formats["head"])
        if named:
            sheet.write_string(top + 1, at, names[at], formats["name"])
        _cells(sheet, (first, at), column.field, cells, formats)
    for at, texts in enumerate([heads, *([names] if named else ()), *zip(*columns, strict=True)], start=top):
        sheet.set_row(at, _height(texts, widths))
    sheet.freeze_panes(first, 1)
    if rows:
        sheet.autofilter(first - 1, 0, first - 1 + len(rows), len(listed.columns) - 1)
    fit_for_print(sheet, widths, head=first - 1)


def _head(column: ListedField, text: Text) -> str:
    """What stands above a column; of one that is left blank with the mark of that."""
    words = label(column, text)
    return words if column.field else f"{words} ({text.say('handover.blank.mark')})"


def _height(cells: Sequence[Cell], widths: Sequence[int]) -> float:
    """Of a row whose texts wrap: spreadsheets leave the height of a file's rows as it stands."""
    lines = (-(-len(cell) // (width - 1)) for cell, width in zip(cells, widths, strict=True) if isinstance(cell, str))
    return _LINE * max(1, *lines, 1)


def _width(cells: Sequence[Cell], head: str, record: str) -> int:
    longest = max((len(cell) for cell in cells if isinstance(cell, str)), default=0)
    if longest > _LONG:
        return _WIDE
    return min(max(_NARROW, longest + 2, max(map(len, head.split(" "))) + 2, len(record) + 2), _WIDE)


def _cells(sheet: Any, place: tuple[int, int], field: str, cells: Sequence[Cell], formats: dict[str, Any]) -> None:
    """The cells of a column: a text is never a formula, a code keeps its zeros, what is not ours is grey and blank."""
    amounts = formats["money" if field.startswith("money_") else "number"]
    first, column = place
    for row, cell in enumerate(cells, start=first):
        if not field:
            sheet.write_blank(row, column, None, formats["ours_not"])
        elif isinstance(cell, str):
            sheet.write_string(row, column, cell[:LONGEST], formats["wrap"])
        elif isinstance(cell, date):
            sheet.write_datetime(row, column, cell, formats["date"])
        elif cell is not None:
            sheet.write_number(row, column, cell, amounts)


def _sources(written: _Book, listed: FieldList) -> None:
    """Of every column where its name was seen, with the address and the day of the copy."""
    text, formats = written.text, written.formats
    sheet, top = written.add(text.say("handover.sources.sheet"))
    keys = ("sheet_of", "column", "record", "note", "source", "address", "seen")
    for at, (key, width) in enumerate(zip(keys, _SOURCE_WIDTHS, strict=True)):
        sheet.write_string(top, at, text.say(f"handover.sources.{key}"), formats["head"])
        sheet.set_column(at, at, width)
    pairs = ((one, column) for one in listed.sheets for column in one.columns)
    for row, (one, column) in enumerate(pairs, start=top + 1):
        source = listed.source(column.source)
        words = (
            spoken(one.name, text),
            label(column, text),
            column.record,
            _note(column, text),
            spoken(source.words, text) if source else text.say("handover.sources.none"),
            source.address if source else "",
        )
        for at, said in enumerate(words):
            sheet.write_string(row, at, said, formats["wrap"])
        sheet.set_row(row, _height(words, _SOURCE_WIDTHS[:-1]))
        if source:
            sheet.write_datetime(row, len(words), source.seen, formats["date"])
    sheet.freeze_panes(top + 1, 0)
    fit_for_print(sheet, _SOURCE_WIDTHS, head=top)


def _note(column: ListedField, text: Text) -> str:
    """What is to be known of a column; of one that is left blank that it is."""
    blank = "" if column.field else text.say("handover.blank.mark")
    return "; ".join(filter(None, (blank, spoken(column.note, text))))
