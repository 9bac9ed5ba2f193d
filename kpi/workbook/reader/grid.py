"""Cells with their addresses: what a sheet holds, typed, before anybody asks what it means."""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

#: Caps against files made to hurt (docs/workbook.md). Columns beyond `MAX_COLUMNS` are not read, and said so where they
#: hold something.
MAX_COLUMNS = 64
MAX_ROWS = 1_048_576
MAX_CELLS = 400_000
MAX_STRINGS = 500_000
#: Spaces of every kind, zero-width characters and soft hyphens: a cell of these alone is blank.
BLANKS = (
    " \t\r\n\v\f\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u180e\u2028\u2029\u202f\u205f\u3000"
    "\u200b\u200c\u200d\u2060\ufeff\u00ad" + "".join(map(chr, range(0x2000, 0x200B)))
)


class CellKind(StrEnum):
    NUMBER = "number"
    TEXT = "text"
    BOOL = "bool"
    ERROR = "error"
    DATE = "date"  # t="d" that is no date; one that is a date is read as the number that Excel would keep
    NO_VALUE = "no_value"  # a formula without a saved result
    STRUCK = "struck"  # struck out as a whole: whether it counts, its author alone knows


class NumberFormat(NamedTuple):
    """The section of a number format that applies to a value, and what matters of it."""

    code: str
    is_date: bool = False
    is_percent: bool = False
    #: shows the year of a date and nothing else
    is_year: bool = False
    #: chosen by the sign of the value, which it does not show by itself: the second of «0;0»
    signless: bool = False


GENERAL = NumberFormat("General")


class Aside(NamedTuple):
    """The pieces of a cell's text that do not stand in its line: raised, lowered, struck out."""

    raised: str = ""
    lowered: str = ""
    struck: str = ""


class Cell(NamedTuple):
    """One cell that holds something. `text` is what the file holds: of a number its digits, of a boolean 1 or 0."""

    row: int
    column: int
    kind: CellKind
    text: str
    number_format: NumberFormat = GENERAL
    external: bool = False
    #: of `text`, raised and lowered digits are Unicode's own, struck-out pieces are left out
    aside: Aside | None = None

    @property
    def ref(self) -> str:
        return f"{column_letters(self.column)}{self.row}"


class CellLook(NamedTuple):
    """How a text stands in its cell: people tell levels by bold type and indents."""

    bold: bool = False
    indent: int = 0


class Merge(NamedTuple):
    """A merged range, inclusive."""

    ref: str
    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True, kw_only=True)
class Sheet:
    """One sheet as read: rows and columns count from 1; only cells that hold something are kept."""

    title: str
    hidden: bool = False
    date1904: bool = False
    #: the writer asks for all formulas to be counted at opening: a saved 0 is what some writers put for «not counted»
    uncounted: bool = False
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    #: texts that are bold or indented, by row and column
    looks: dict[tuple[int, int], CellLook] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    #: columns are hidden unless they stand here (a default width of 0)
    shown_columns: list[tuple[int, int]] | None = None
    #: the view of the sheet shows zeros as blanks
    zeros_hidden: bool = False
    #: the last row that stands in the file, filled or not
    last_row: int = 0
    #: a cell outside the columns that are read: its address, and whether it holds more than blanks
    far: str | None = None
    far_filled: bool = False

    def column_hidden(self, column: int) -> bool:
        hidden = any(low <= column <= high for low, high in self.hidden_columns)
        shown = self.shown_columns is None or any(low <= column <= high for low, high in self.shown_columns)
        return hidden or not shown


@lru_cache(maxsize=16384)
def column_letters(column: int) -> str:
    """1 -> A, 27 -> AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=16384)
def column_number(letters: str) -> int:
    """A -> 1, XFD -> 16384; 0 where these are no letters of a column."""
    if not (1 <= len(letters) <= 3 and letters.isascii() and letters.isalpha() and letters.isupper()):
        return 0
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number if number <= 16384 else 0


def split_ref(ref: str) -> tuple[int, int]:
    """«E8» -> (8, 5) as row and column; (0, 0) where this is no address."""
    bare = ref.replace("$", "").upper()
    letters = bare.rstrip("0123456789")
    digits = bare[len(letters) :]
    column = column_number(letters)
    row = int(digits) if 0 < len(digits) <= 7 else 0
    return (row, column) if column and 1 <= row <= MAX_ROWS else (0, 0)
