"""Number formats: which show a date, which a percent. Of styles nothing else is read."""

import re

from kpi.workbook.gate import Package
from kpi.workbook.grid import GENERAL, NumberFormat
from kpi.workbook.refusal import RefusalError
from kpi.workbook.xml import parse, spellings

#: Excel itself keeps at most 65,490 cell formats.
MAX_FORMATS = 65_536
_BUILTIN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_BUILTIN_PERCENTS = {9: "0%", 10: "0.00%"}
_BUILTIN_CODES = {14: "dd.mm.yyyy", 17: "mmm yy", 20: "h:mm", 21: "h:mm:ss", 22: "dd.mm.yyyy h:mm"}
#: quoted text, escaped or padded characters, and brackets other than elapsed time
_SILENT = re.compile(r'"[^"]*"?|\\.|[_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE | re.DOTALL)
_NAMES = spellings("numFmt", "cellXfs", "xf")


def number_format(code: str) -> NumberFormat:
    """What the format `code` shows."""
    if code.strip().lower() == "general":
        return GENERAL
    bare = _SILENT.sub("", code).lower()
    without_exponent = bare.replace("e+", "").replace("e-", "").replace("general", "")
    is_date = any(letter in without_exponent for letter in "ymdhs")
    is_year = set(without_exponent.partition(";")[0].strip()) == {"y"}
    return NumberFormat(code, is_date and "@" not in bare, "%" in bare, is_year)


class _Styles:
    def __init__(self) -> None:
        self.codes: dict[int, str] = {}
        self.formats: list[int] = []
        self._inside = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        kind = _NAMES.get(name)
        if kind == "xf" and self._inside:
            self.formats.append(_integer(attributes.get("numFmtId", "0")))
            if len(self.formats) > MAX_FORMATS:
                raise RefusalError("file_too_big", reason="styles", limit=str(MAX_FORMATS))
        elif kind == "cellXfs":
            self._inside = True
        elif kind == "numFmt":
            self.codes[_integer(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "")[:500]
            if len(self.codes) > MAX_FORMATS:
                raise RefusalError("file_too_big", reason="styles", limit=str(MAX_FORMATS))

    def end(self, name: str) -> None:
        if _NAMES.get(name) == "cellXfs":
            self._inside = False

    def text(self, data: str) -> None:
        """Styles hold no text."""


def _integer(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _of_id(number: int, codes: dict[int, str]) -> NumberFormat:
    if number in codes:
        return number_format(codes[number])
    if number in _BUILTIN_DATES:
        return NumberFormat(_BUILTIN_CODES.get(number, "dd.mm.yyyy"), is_date=True)
    if number in _BUILTIN_PERCENTS:
        return NumberFormat(_BUILTIN_PERCENTS[number], is_percent=True)
    if number in {1, 2, 3, 4}:
        return NumberFormat({1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00"}[number])
    return NumberFormat("@") if number == 49 else GENERAL


def read_formats(package: Package, part: str) -> list[NumberFormat]:
    """The number format of every cell style, in the order of `cellXfs`."""
    styles = _Styles()
    parse(package, part, styles)
    known = {number: _of_id(number, styles.codes) for number in set(styles.formats)}
    return [known[number] for number in styles.formats]
