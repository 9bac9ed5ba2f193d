"""A sheet of many rows, written column by column: a city's tables hold a million and a half of cells.

xlsxwriter keeps every cell as a value of its own before it writes it, which takes most of the time of a large book.
Here the rows under the head are made as text at once; what a cell is follows from its value, and what stands in a cell
is made once of equal values of a column.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from kpi.opendata.columns import Cell, Known

#: letters that Excel keeps in one cell
LONGEST = 32767
#: stands for the number of a cell's row until the row is put together; the cells hold digits and our own markup alone
_ROW = "\0"
#: the day before the first of Excel's calendar, as it counts from March 1900 on
_DAY_ZERO = date(1899, 12, 30)


class TableSheet(Worksheet):  # type: ignore[misc]
    """A worksheet (`add_worksheet(name, TableSheet)`) that takes columns beside single cells."""

    def __init__(self) -> None:
        super().__init__()
        self._below: list[str] = []

    def write_columns(self, top: int, columns: Sequence[Sequence[str]]) -> None:
        """Cells of `cells_of` under the row `top` (from 0); all columns are of one length."""
        self._below = [
            f'<row r="{row}">{"".join(cells)}</row>'.replace(_ROW, str(row))
            for row, cells in enumerate(zip(*columns, strict=True), start=top + 2)
        ]
        if self._below:
            self._check_dimensions(top + len(self._below), len(columns) - 1)

    def cells_of(self, column: int, values: Sequence[Cell], words: Callable[[str], str], dates: Any) -> list[str]:
        """The cells of a column as they stand in the file but for their row (`_ROW`), "" where there is no value.

        words  what is written for a text; texts, never formulas
        dates  the format of a date
        """
        letter = xl_col_to_name(column)
        known = Known[Cell, str](lambda value: "" if value is None else self._cell(letter, value, words, dates))
        # equal cells are one text, looked up without a step of Python for each
        found = list(map(known.__getitem__, values))
        self.str_table.count += _texts_among(values) - _texts_among(known)
        return found

    def _cell(self, letter: str, value: Cell, words: Callable[[str], str], dates: Any) -> str:
        place = f'<c r="{letter}{_ROW}"'
        if isinstance(value, date):
            return f'{place} s="{dates._get_xf_index()}"><v>{(value - _DAY_ZERO).days}</v></c>'
        if isinstance(value, str):
            return f'{place} t="s"><v>{self.str_table._get_shared_string_index(words(value)[:LONGEST])}</v></c>'
        return f"{place}><v>{value:.16G}</v></c>"

    def _write_rows(self) -> None:
        """The cells that were written one by one, then the columns."""
        super()._write_rows()
        self.fh.write("".join(self._below))


def _texts_among(values: Iterable[Cell]) -> int:
    """How many of the values are texts; asked by kind, of which a column has two or three."""
    return sum(number for kind, number in Counter(map(type, values)).items() if issubclass(kind, str))
