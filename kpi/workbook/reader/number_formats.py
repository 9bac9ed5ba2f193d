"""Number formats as Excel reads them: which section applies to a value, and whether it shows a date or a percent.

Of styles struck-out and bold fonts and indents are read, too; nothing else.
"""

import operator
import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from kpi.workbook.reader.grid import GENERAL, NumberFormat
from kpi.workbook.reader.refusal import RefusalError
from kpi.workbook.reader.xml import parse, spellings
from kpi.workbook.reader.zip_guard import Package

#: Excel itself keeps at most 65,490 cell formats.
MAX_FORMATS = 65_536
_BUILTIN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_DAY = "dd.mm.yyyy"
#: ECMA-376, 18.8.30; 14 and 22 as Excel shows them in Ukraine
_BUILTIN_CODES = {
    **{1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??"},
    **{14: _DAY, 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm"},
    **{21: "h:mm:ss", 22: f"{_DAY} h:mm", 37: "#,##0_);(#,##0)", 38: "#,##0_);(#,##0)", 39: "#,##0.00_);(#,##0.00)"},
    **{40: "#,##0.00_);(#,##0.00)", 41: '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)', 45: "mm:ss", 46: "[h]:mm:ss"},
    **{42: '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)', 43: '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)'},
    **{44: '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)', 47: "mm:ss.0", 48: "##0.0E+0", 49: "@"},
}
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|[_*](?P<pad>.)|\[(?P<bracket>[^\]]*)\]?|(?P<general>general|standard|основной|основний|загальний)'
    r"|(?P<half>am/pm|a/p)|(?P<exponent>e[+-])|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)"
    r"|(?P<text>@)|(?P<slash>/)|(?P<day>y+|m+|d+|h+|s+)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_CONDITION = re.compile(r"\s*(<=|>=|<>|<|>|=)\s*(-?[0-9.]+(?:e[+-]?[0-9]{1,3})?)\s*", re.IGNORECASE)
_HOLDS: dict[str, Callable[[float, float], bool]] = {
    **{"<": operator.lt, ">": operator.gt, "=": operator.eq},
    **{"<=": operator.le, ">=": operator.ge, "<>": operator.ne},
}
#: letters of eras and years in other calendars; T and Z of ISO 8601 stand unquoted in the formats of some writers
_MORE_LETTERS, _ISO_LETTERS = frozenset("abegn"), frozenset("tz")
_NAMES = spellings("numFmt", "cellXfs", "xf", "fonts", "font", "strike", "b", "alignment")
_MOST_INDENT = 250
_MOST_SECTIONS = 4


class FormatToken(NamedTuple):
    """A piece of a section: literal, pad, bracket, elapsed, general, half, exponent, digit, point, comma, percent,
    text, slash, day or other; `text` is what it is made of without quotes and brackets."""

    kind: str
    text: str


class Style(NamedTuple):
    """What a cell style says: sections for numbers with their conditions, the one for text, the font, the indent."""

    sections: tuple[NumberFormat, ...] = (GENERAL,)
    conditions: tuple[tuple[str, float] | None, ...] = (None,)
    text: NumberFormat = GENERAL
    struck: bool = False
    bold: bool = False
    indent: int = 0

    def of(self, value: float) -> NumberFormat:
        """The section that shows `value`."""
        if len(self.sections) == 1:
            return self.sections[0]
        return self.sections[self._by_condition(value) if any(self.conditions) else self._by_sign(value)]

    def _by_sign(self, value: float) -> int:
        if value < 0:
            return 1
        return 2 if value == 0 and len(self.sections) > 2 else 0

    def _by_condition(self, value: float) -> int:
        first, second = self.conditions[:2]
        if first is not None and _HOLDS[first[0]](value, first[1]):
            return 0
        if first is None and second is not None and value > 0 and not _HOLDS[second[0]](value, second[1]):
            return 0
        if second is not None and _HOLDS[second[0]](value, second[1]):
            return 1
        return min(2, len(self.sections) - 1) if second is not None else 1


PLAIN = Style()


@lru_cache(maxsize=1024)
def tokens(section: str) -> tuple[FormatToken, ...]:
    """The pieces of one section of a format."""
    found = []
    for match in _TOKEN.finditer(section):
        kind = match.lastgroup or "other"
        text = match[kind]
        if kind in {"quoted", "escaped"}:
            kind = "literal"
        elif kind == "bracket" and _ELAPSED.fullmatch(text):
            kind = "elapsed"
        found.append(FormatToken(kind, text))
    return tuple(found)


def _sections(code: str) -> list[str]:
    """The sections of a format; a semicolon in quotes, after a backslash or in brackets divides nothing."""
    found = [""]
    for match in _TOKEN.finditer(code):
        if match["other"] == ";":
            found.append("")
        else:
            found[-1] += match[0]
    return found[:_MOST_SECTIONS]


def _section(code: str) -> NumberFormat:
    found = tokens(code)
    kinds = {token.kind for token in found}
    if "general" in kinds:
        return NumberFormat(code)
    days = [token.text.lower() for token in found if token.kind in {"day", "elapsed"}]
    is_date = bool(days) and "exponent" not in kinds and not _has_digits(found) and not _has_words(found, days)
    is_year = is_date and all(set(day) == {"y"} for day in days)
    return NumberFormat(code, is_date, not is_date and "percent" in kinds, is_year)


def _has_digits(found: tuple[FormatToken, ...]) -> bool:
    """Whether places of digits stand there; those of «ss.000» belong to the seconds."""
    for at, token in enumerate(found):
        if token.kind == "digit":
            before = next((other for other in reversed(found[:at]) if other.kind not in {"digit", "point"}), None)
            if before is None or before.kind not in {"day", "elapsed"} or before.text[:1].lower() != "s":
                return True
    return False


def _has_words(found: tuple[FormatToken, ...], days: list[str]) -> bool:
    """Whether unquoted letters stand there that no date has: «km», «Standaard»."""
    allowed = _MORE_LETTERS | (_ISO_LETTERS if any("y" in day for day in days) else frozenset())
    letters = {token.text.lower() for token in found if token.kind == "other" and token.text.isascii()}
    return any(letter.isalpha() and letter not in allowed for letter in letters)


@lru_cache(maxsize=1024)
def style_of(code: str) -> Style:
    """What the format `code` does with numbers and with text."""
    if not code.strip():
        return PLAIN
    sections = _sections(code)
    text = ""
    if len(sections) == _MOST_SECTIONS or any(token.kind == "text" for token in tokens(sections[-1])):
        text = sections.pop()
        written = NumberFormat(text)
    else:
        written = NumberFormat("@")
    numbers = [_section(section) for section in sections] or [NumberFormat("@" if text else "General")]
    conditions = tuple(_condition(section.code) for section in numbers)
    if len(numbers) > 1 and not any(conditions):
        numbers[1] = numbers[1]._replace(signless=True)
    return Style(tuple(numbers), conditions, written)


def _condition(code: str) -> tuple[str, float] | None:
    for token in tokens(code):
        if token.kind == "bracket" and (match := _CONDITION.fullmatch(token.text)):
            try:
                return match[1], float(match[2])
            except ValueError:
                return None
    return None


class _Styles:
    """The pass over styles.xml."""

    def __init__(self) -> None:
        self.codes: dict[int, str] = {}
        self.styles: list[tuple[int, int]] = []
        self.indents: dict[int, int] = {}
        self.struck: list[bool] = []
        self.bold: list[bool] = []
        self._inside = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        kind = _NAMES.get(name)
        if kind == "xf" and self._inside == "cellXfs":
            self.styles.append((_integer(attributes.get("numFmtId", "0")), _integer(attributes.get("fontId", "0"))))
            _hold(len(self.styles))
        elif kind in {"cellXfs", "fonts"}:
            self._inside = kind
        elif kind == "numFmt":
            self.codes[_integer(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "")[:500]
            _hold(len(self.codes))
        elif self._inside == "fonts" and kind == "font":
            self.struck.append(False)
            self.bold.append(False)
            _hold(len(self.struck))
        elif self._inside == "fonts" and kind in {"strike", "b"} and self.struck:
            (self.struck if kind == "strike" else self.bold)[-1] = is_on(attributes)
        elif kind == "alignment" and self._inside == "cellXfs" and self.styles:
            self.indents[len(self.styles) - 1] = min(_integer(attributes.get("indent", "0")), _MOST_INDENT)

    def end(self, name: str) -> None:
        if _NAMES.get(name) == self._inside:
            self._inside = ""

    def text(self, data: str) -> None:
        """Styles hold no text."""


def is_on(attributes: dict[str, str]) -> bool:
    """Whether a property without a value, or with this one, holds: `<strike/>`, `<strike val="0"/>`."""
    return attributes.get("val", "1").strip().lower() not in {"0", "false", "off"}


def _hold(count: int) -> None:
    if count > MAX_FORMATS:
        raise RefusalError("file_too_big", reason="styles", limit=MAX_FORMATS)


def _integer(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _of_id(number: int, codes: dict[int, str]) -> Style:
    if number in codes:
        return style_of(codes[number])
    return style_of(_BUILTIN_CODES.get(number, _DAY if number in _BUILTIN_DATES else "General"))


def read_styles(package: Package, part: str) -> list[Style]:
    """Every cell style, in the order of `cellXfs`."""
    found = _Styles()
    parse(package, part, found)
    known = {pair: _of_id(pair[0], found.codes) for pair in set(found.styles)}
    for (number, font), style in known.items():
        if font < len(found.struck) and (found.struck[font] or found.bold[font]):
            known[number, font] = style._replace(struck=found.struck[font], bold=found.bold[font])
    styles = [known[pair] for pair in found.styles]
    for place, indent in found.indents.items():
        if indent:
            styles[place] = styles[place]._replace(indent=indent)
    return styles
