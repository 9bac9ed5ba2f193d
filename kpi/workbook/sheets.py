"""The pass over a sheet part: every cell that holds something, with type, format and address.

The `dimension` of the file is not believed; cells are counted as they come.
"""

import re
from collections.abc import Callable, Sequence

from kpi.workbook.gate import Package
from kpi.workbook.grid import (
    BLANKS,
    GENERAL,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_STRINGS,
    Cell,
    CellKind,
    Merge,
    NumberFormat,
    Sheet,
    column_number,
    split_ref,
)
from kpi.workbook.refusal import RefusalError
from kpi.workbook.xml import parse, spellings

_NAMES = spellings("c", "v", "f", "is", "t", "row", "rPh", "mergeCell", "col", "si")
_KINDS = {
    "n": CellKind.NUMBER,
    "s": CellKind.TEXT,
    "str": CellKind.TEXT,
    "inlineStr": CellKind.TEXT,
    "b": CellKind.BOOL,
    "e": CellKind.ERROR,
    "d": CellKind.DATE,
}
#: a link to another file: [1]Sheet!A1, '[1]A sheet'!A1, 'file:///…'#$Sheet.A1
#: never a column of a table, Таблиця1[2024], and nothing that stands in a text
_EXTERNAL = re.compile(r"(?<![\w.\]])\[\d+\][^\[\]]*!|\[[^\[\]]+\.\w{2,5}\]|file:///|IMPORTRANGE\s*\(", re.IGNORECASE)
_LITERAL = re.compile(r'"[^"]*"')
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MAX_MERGES = 20_000


def unescaped(text: str) -> str:
    """Text with Excel's _xHHHH_ turned back into characters."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


class _Strings:
    """The pass over shared strings; phonetic hints are left out."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self._pieces: list[str] = []
        self._taking = False
        self._phonetic = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        kind = _NAMES.get(name)
        if kind == "t":
            self._taking = not self._phonetic
        elif kind == "rPh":
            self._phonetic = True

    def end(self, name: str) -> None:
        kind = _NAMES.get(name)
        if kind == "t":
            self._taking = False
        elif kind == "rPh":
            self._phonetic = False
        elif kind == "si":
            self.strings.append(unescaped("".join(self._pieces)))
            self._pieces.clear()
            if len(self.strings) > MAX_STRINGS:
                raise RefusalError("file_too_big", reason="strings", limit=str(MAX_STRINGS))

    def text(self, data: str) -> None:
        if self._taking:
            self._pieces.append(data)


def read_strings(package: Package, part: str) -> list[str]:
    """The shared strings of a workbook."""
    handler = _Strings()
    parse(package, part, handler)
    return handler.strings


class SheetPass:
    """Listens to one sheet part and fills `sheet`."""

    def __init__(self, sheet: Sheet, strings: Sequence[str], formats: Sequence[NumberFormat]) -> None:
        self.sheet = sheet
        self._strings = strings
        self._formats = formats
        self._row = 0
        self._row_text = "0"
        self._column = 0
        self._cell: dict[str, str] | None = None
        self._taking = ""
        self._value: list[str] = []
        self._inline: list[str] = []
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
        }
        end = dict.fromkeys(("v", "f", "t"), self._end_content) | {"c": self._end_cell, "rPh": self._end_phonetic}
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
            self._inline.append(data)
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
        if attributes.get("hidden") in {"1", "true"} or attributes.get("ht") == "0":
            self.sheet.hidden_rows.add(row)

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
        if self._value or self._inline or self._formula is not None:
            self._finish()
        self._cell = None

    def _column_width(self, attributes: dict[str, str]) -> None:
        low, high = attributes.get("min", ""), attributes.get("max", "")
        hidden = attributes.get("hidden") in {"1", "true"}
        if hidden and low.isdigit() and high.isdigit() and len(self.sheet.hidden_columns) < MAX_COLUMNS:
            self.sheet.hidden_columns.append((int(low[:7]), int(high[:7])))

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
        self._inline.clear()
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
        text = self._content(attributes.get("t", "n"))
        external = self._is_external()
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
            raise RefusalError("file_too_big", reason="cells", limit=str(MAX_CELLS))
        row = self.sheet.rows.setdefault(self._row, {})
        if self._column in row:
            raise self._corrupt(row[self._column].ref)
        formatted = self._format(attributes.get("s"))
        row[self._column] = Cell(self._row, self._column, kind, text, formatted, self._formula is not None, external)

    def _content(self, kind: str) -> str:
        if kind == "s":
            index = "".join(self._value).strip()
            if not (index.isascii() and index.isdigit()):
                return "" if not index else self._fail()
            return self._strings[int(index)] if int(index) < len(self._strings) else self._fail()
        if kind == "inlineStr":
            return unescaped("".join(self._inline or self._value))
        value = "".join(self._value)
        return unescaped(value) if kind == "str" else value

    def _is_external(self) -> bool:
        if self._formula is None:
            return False
        formula = "".join(self._formula)
        external = (
            bool(_EXTERNAL.search(_LITERAL.sub('""', formula))) if formula else self._shared.get(self._shared_id, False)
        )
        if formula and self._shared_id:
            self._shared[self._shared_id] = external
        return external

    def _format(self, style: str | None) -> NumberFormat:
        if style is None or not style.isdigit() or len(style) > 7:
            return GENERAL
        return self._formats[int(style)] if int(style) < len(self._formats) else GENERAL

    def _merge(self, attributes: dict[str, str]) -> None:
        ref = attributes.get("ref", "")
        first, _, last = ref.partition(":")
        (top, left), (bottom, right) = split_ref(first), split_ref(last or first)
        if not top or not bottom:
            raise self._corrupt(ref)
        if len(self.sheet.merges) >= _MAX_MERGES:
            raise RefusalError("file_too_big", reason="merges", limit=str(_MAX_MERGES))
        self.sheet.merges.append(Merge(ref, min(top, bottom), min(left, right), max(top, bottom), max(left, right)))

    def _fail(self) -> str:
        raise self._corrupt(self._cell.get("r", "") if self._cell else "")

    def _corrupt(self, ref: str) -> RefusalError:
        return RefusalError("file_corrupt", part=f"{self.sheet.title}!{ref[:20]}")


def read_sheet(
    package: Package, part: str, sheet: Sheet, strings: Sequence[str], formats: Sequence[NumberFormat]
) -> Sheet:
    """Fill `sheet` from the part `part`."""
    parse(package, part, SheetPass(sheet, strings, formats))
    return sheet
