"""The pass over a sheet part: every cell that holds something, with type, format and address.

The `dimension` of the file is not believed; cells are counted as they come.
"""

import functools
import re
from collections.abc import Callable, Sequence

from kpi.workbook.reader.grid import (
    BLANKS,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    Cell,
    CellKind,
    CellLook,
    Merge,
    Sheet,
    column_number,
    split_ref,
)
from kpi.workbook.reader.number_formats import PLAIN, Style
from kpi.workbook.reader.refusal import RefusalError
from kpi.workbook.reader.shared_strings import Strings, unescaped, unescaped_runs
from kpi.workbook.reader.text_runs import NAMES as RUN_NAMES
from kpi.workbook.reader.text_runs import Run, Runs, in_line
from kpi.workbook.reader.typed_values import typed_value
from kpi.workbook.reader.xml import parse, spellings
from kpi.workbook.reader.zip_guard import Package

_NAMES = RUN_NAMES | spellings(
    *("c", "v", "f", "is", "t", "row", "rPh", "mergeCell", "col", "sheetFormatPr", "sheetView")
)
_KINDS = {
    "n": CellKind.NUMBER,
    "s": CellKind.TEXT,
    "str": CellKind.TEXT,
    "inlineStr": CellKind.TEXT,
    "b": CellKind.BOOL,
    "e": CellKind.ERROR,
    "d": CellKind.DATE,
}
#: a link to another file or to the web: [1]Sheet!A1, '[1]A sheet'!A1, 'C:\\[a.xlsx]Sheet'!A1, 'file:///…'#$Sheet.A1;
#: never a column of a table (Table1[2024]) or a text
_EXTERNAL = re.compile(
    r"(?<![\w.\])])\[(?:\d+|[^\[\]]+\.\w{2,5})\][^\[\]()+*;,!\"]*!|'file:///[^']*'\s*#"
    r"|\b(?:IMPORTRANGE|IMPORTDATA|IMPORTHTML|IMPORTXML|IMPORTFEED|WEBSERVICE|RTD|DDE)\s*\(",
    re.IGNORECASE,
)
_QUOTED = re.compile(r'"[^"]*"')
#: a function of an online table that Excel does not know, as it is kept in a downloaded .xlsx
_ONLINE = re.compile(r'DUMMYFUNCTION\("[^"]*IMPORT', re.IGNORECASE)
_MAX_MERGES = 20_000
_ON = frozenset({"1", "true"})


class SheetPass:
    """Listens to one sheet part and fills `sheet`."""

    def __init__(self, sheet: Sheet, strings: Strings, styles: Sequence[Style]) -> None:
        self.sheet = sheet
        self._strings = strings
        self._styles = styles
        self._row = 0
        self._row_text = "0"
        self._column = 0
        self._cell: dict[str, str] | None = None
        self._taking = ""
        self._value: list[str] = []
        self._inline = Runs()
        self._has_inline = False
        self._no_height = False
        self._formula: list[str] | None = None
        self._shared: dict[str, bool] = {}
        self._shared_id = ""
        self._phonetic = False
        self._cells = 0
        begin: dict[str, Callable[[dict[str, str]], None]] = {
            "row": self._begin_row,
            "c": self._begin_cell,
            "v": self._begin_value,
            "f": self._begin_formula,
            "t": self._begin_text,
            "rPh": self._begin_phonetic,
            "mergeCell": self._merge,
            "col": self._column_width,
            "sheetFormatPr": self._defaults,
            "sheetView": self._view,
            **{kind: functools.partial(self._inline.start, kind) for kind in ("r", "rPr", "vertAlign", "strike")},
        }
        end = dict.fromkeys(("v", "f", "t"), self._end_content)
        end |= {"c": self._end_cell, "rPh": self._end_phonetic, "r": self._inline.end_run}
        self._beginnings = {full: begin[name] for full, name in _NAMES.items() if name in begin}
        self._endings = {full: end[name] for full, name in _NAMES.items() if name in end}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        begin = self._beginnings.get(name)
        if begin is not None:
            begin(attributes)

    def end(self, name: str) -> None:
        close = self._endings.get(name)
        if close is not None:
            close()

    def text(self, data: str) -> None:
        if self._cell is None or not self._taking:
            return
        if self._taking == "v":
            self._value.append(data)
        elif self._taking == "t":
            self._inline.add(data)
            self._has_inline = True
        elif self._formula is not None:
            self._formula.append(data)

    def _begin_row(self, attributes: dict[str, str]) -> None:
        text = attributes.get("r")
        row = self._row + 1 if text is None else int(text) if text.isascii() and text.isdigit() else 0
        if not 1 <= row <= MAX_ROWS:
            raise self._corrupt(text or "")
        self._row, self._column = row, 0
        self._row_text = text if text and text[0] != "0" else str(row)
        if row > self.sheet.last_row:  # noqa: PLR1730 - max() costs as much as all the rest of an empty row
            self.sheet.last_row = row
        # rows that a sheet hides by default (zeroHeight) do not stand in the file: those that do are shown
        height = attributes.get("ht")
        flat = self._no_height if height is None else height[:1] == "0" and _is_zero(height)
        if flat or attributes.get("hidden") in _ON:
            self.sheet.hidden_rows.add(row)

    def _defaults(self, attributes: dict[str, str]) -> None:
        if _is_zero(attributes.get("defaultColWidth", "")):
            self.sheet.shown_columns = []
        self._no_height = _is_zero(attributes.get("defaultRowHeight", ""))

    def _view(self, attributes: dict[str, str]) -> None:
        if attributes.get("showZeros", "1") in {"0", "false"}:
            self.sheet.zeros_hidden = True

    def _begin_value(self, _: dict[str, str]) -> None:
        self._taking = "v"

    def _begin_formula(self, attributes: dict[str, str]) -> None:
        self._taking = "f"
        self._formula = []
        self._shared_id = attributes.get("si", "")

    def _begin_text(self, _: dict[str, str]) -> None:
        self._taking = "" if self._phonetic else "t"

    def _begin_phonetic(self, _: dict[str, str]) -> None:
        self._phonetic = True

    def _end_phonetic(self) -> None:
        self._phonetic = False

    def _end_content(self) -> None:
        self._taking = ""

    def _end_cell(self) -> None:
        if self._value or self._has_inline or self._formula is not None:
            self._finish()
        self._cell = None

    def _column_width(self, attributes: dict[str, str]) -> None:
        low, high = attributes.get("min", ""), attributes.get("max", "")
        width = attributes.get("width")
        hidden = attributes.get("hidden") in _ON or (width is not None and _is_zero(width))
        ranges = self.sheet.hidden_columns if hidden else self.sheet.shown_columns
        if ranges is not None and low.isdigit() and high.isdigit() and len(ranges) < MAX_COLUMNS:
            ranges.append((int(low[:7]), int(high[:7])))

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        ref = attributes.get("r")
        if ref is None:
            self._column += 1
        else:
            letters = ref.rstrip("0123456789")
            self._column = column_number(letters)
            if not self._column or ref[len(letters) :] != self._row_text:
                raise self._corrupt(ref)
        if not self._row:
            raise self._corrupt(ref or "")
        self._cell = attributes
        self._value.clear()
        if self._has_inline:
            self._inline.take()
            self._has_inline = False
        self._formula = None
        if self._column > MAX_COLUMNS and not self.sheet.far_filled:
            self.sheet.far = ref

    def _finish(self) -> None:
        attributes = self._cell
        if attributes is None:
            return
        kind = _KINDS.get(attributes.get("t", "n"))
        if kind is None:
            raise self._corrupt(attributes.get("r", ""))
        content = self._content(attributes.get("t", "n"))
        style, external = self._style(attributes.get("s")), self._is_external()
        text, aside, struck = (
            (content, None, style.struck) if isinstance(content, str) else in_line(content, struck=style.struck)
        )
        if not text.strip(BLANKS):
            if self._formula is None or attributes.get("t") == "str":
                return
            kind = CellKind.NO_VALUE
        if self._formula is not None and self.sheet.uncounted and text == "0":
            kind = CellKind.NO_VALUE
        if self._column > MAX_COLUMNS:
            self.sheet.far_filled = True
            return
        self._cells += 1
        if self._cells > MAX_CELLS:
            raise RefusalError("file_too_big", reason="cells", limit=MAX_CELLS, sheet_title=self.sheet.title)
        row = self.sheet.rows.setdefault(self._row, {})
        if self._column in row:
            raise self._corrupt(row[self._column].ref)
        shape = style.sections[0]
        if kind is not CellKind.NUMBER or len(style.sections) > 1:
            kind, text, shape = typed_value(kind, text, style, date1904=self.sheet.date1904)
        if struck and kind is not CellKind.NO_VALUE:
            kind = CellKind.STRUCK
        if (style.bold or style.indent) and kind is CellKind.TEXT:
            self.sheet.looks[self._row, self._column] = CellLook(style.bold, style.indent)
        row[self._column] = Cell(self._row, self._column, kind, text, shape, external, aside)

    def _content(self, kind: str) -> str | tuple[Run, ...]:
        if kind == "s":
            index = "".join(self._value).strip()
            if not (index.isascii() and index.isdigit()):
                return "" if not index else self._fail()
            return self._strings[int(index)] if int(index) < len(self._strings) else self._fail()
        if kind == "inlineStr":
            return unescaped_runs(self._inline.take() if self._has_inline else "".join(self._value))
        value = "".join(self._value)
        return unescaped(value) if kind == "str" else value

    def _is_external(self) -> bool:
        if self._formula is None:
            return False
        formula = "".join(self._formula)
        linked = _EXTERNAL.search(_QUOTED.sub('""', formula)) or _ONLINE.search(formula)
        external = bool(linked) if formula else self._shared.get(self._shared_id, False)
        if formula and self._shared_id:
            self._shared[self._shared_id] = external
        return external

    def _style(self, style: str | None) -> Style:
        if style is None or not style.isdigit() or len(style) > 7:
            return self._styles[0] if self._styles else PLAIN
        return self._styles[int(style)] if int(style) < len(self._styles) else PLAIN

    def _merge(self, attributes: dict[str, str]) -> None:
        ref = attributes.get("ref", "")
        first, _, last = ref.partition(":")
        (top, left), (bottom, right) = split_ref(first), split_ref(last or first)
        if not top or not bottom:
            raise self._corrupt(ref)
        if len(self.sheet.merges) >= _MAX_MERGES:
            raise RefusalError("file_too_big", reason="merges", limit=_MAX_MERGES, sheet_title=self.sheet.title)
        self.sheet.merges.append(Merge(ref, min(top, bottom), min(left, right), max(top, bottom), max(left, right)))

    def _fail(self) -> str:
        raise self._corrupt(self._cell.get("r", "") if self._cell else "")

    def _corrupt(self, ref: str) -> RefusalError:
        return RefusalError("file_corrupt", part=f"{self.sheet.title}!{ref[:20]}")


def _is_zero(text: str) -> bool:
    """Whether the size `text` is nothing: «0», «0.0»."""
    return "0" in text and not text.strip(" 0.")


def read_sheet(package: Package, part: str, sheet: Sheet, strings: Strings, styles: Sequence[Style]) -> Sheet:
    """Fill `sheet` from the part `part`."""
    parse(package, part, SheetPass(sheet, strings, styles))
    return sheet
