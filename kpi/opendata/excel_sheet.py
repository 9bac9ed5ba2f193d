"""A sheet of many rows, written column by column: a city's tables hold a million and a half of cells.

xlsxwriter keeps every cell as a value of its own before it writes it, which takes most of the time of a large book.
Here the rows under the head are made as text at once; what a cell is follows from its value, and what stands in a cell
is made once of equal values of a column.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from kpi.opendata.columns import Cell, Known

#: letters that Excel keeps in one cell
LONGEST = 32767
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
            f'<row r="{row}">{"".join(cells)}</row>'
            for row, cells in enumerate(zip(*columns, strict=True), start=top + 2)
        ]
        if self._below:
            self._check_dimensions(top + len(self._below), len(columns) - 1)

    def cells_of(
        self, column: int, top: int, values: Sequence[Cell], words: Callable[[str], str], dates: Any
    ) -> list[str]:
        """The cells of a column as they stand in the file, "" where there is no value.

        words  what is written for a text; texts, never formulas
        dates  the format of a date
        """
        letter = xl_col_to_name(column)
        known = Known(lambda value: self._content(value, words, dates))
        found = [
            "" if value is None else f'<c r="{letter}{row}"{known[value]}</c>'
            for row, value in enumerate(values, start=top + 2)
        ]
        repeated = sum(isinstance(value, str) for value in values) - sum(isinstance(value, str) for value in known)
        self.str_table.count += repeated
        return found

    def _content(self, value: Cell, words: Callable[[str], str], dates: Any) -> str:
        """What follows the address of a cell."""
        if isinstance(value, date):
            return f' s="{dates._get_xf_index()}"><v>{(value - _DAY_ZERO).days}</v>'
        if isinstance(value, str):
            return f' t="s"><v>{self.str_table._get_shared_string_index(words(value)[:LONGEST])}</v>'
        return f"><v>{value:.16G}</v>"

    def _write_rows(self) -> None:
        """The cells that were written one by one, then the columns."""
        super()._write_rows()
        self.fh.write("".join(self._below))
