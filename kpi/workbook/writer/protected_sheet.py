"""A sheet that guides: what is known is grey and locked, what is asked for is yellow and open."""

from collections.abc import Mapping, Sequence

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from kpi.text import Text
from kpi.workbook.sheet.layout import Column
from kpi.workbook.writer.records import Value
from kpi.workbook.writer.sheet_writer import Book, for_print
from kpi.workbook.writer.validations import NO_RULES, Rule, column_rule

#: empty rows for corrections, new suspensions, decisions and actions
FREE_ROWS = 20
LOCKED = "#EDF0F3"
OPEN = "#FFFBE3"
BORDER = "#C9D1D8"
_UNFILLED = "#FFE9B0"
_PROTECTION = {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True}


class ProtectedSheet:
    """One sheet of a template with its columns and styles, protected without a password.

    fixed  how many of the first columns stay in sight and stand on every printed page
    """

    def __init__(self, out: Book, title: str, titles: Sequence[Column], text: Text, *, fixed: int = 1) -> None:
        self.out, self.columns, self.text = out, list(titles), text
        self.sheet: Worksheet = out.file.add_worksheet(title)
        out.head(self.sheet, 0, self.columns, fixed=fixed)
        self.sheet.protect("", _PROTECTION)
        for_print(self.sheet, self.columns, fixed=fixed)
        self.sheet.hide_gridlines(2)

    def put(self, row: int, place: int, value: Value, *, is_open: bool, **style: object) -> None:
        """One cell, open or locked; a blank one keeps its colour and border."""
        look = {"locked": not is_open, "bg_color": OPEN if is_open else LOCKED, "border": 1, "border_color": BORDER}
        self.out.cell(self.sheet, row, place, self.columns[place], value, **look | style)

    def rule(self, first: int, last: int, place: int, rule: object) -> None:
        if rule is not None:
            self.sheet.data_validation(first, place, last, place, rule)

    def free(
        self,
        first: int,
        *,
        years: Sequence[int] = (),
        locked: frozenset[str] = frozenset(),
        rules: Mapping[str, Rule] = NO_RULES,
    ) -> None:
        """Empty open rows with the rules of their columns; `rules` stand instead of those of the layout."""
        last = first + FREE_ROWS - 1
        for row in range(first, last + 1):
            for place, column in enumerate(self.columns):
                self.put(row, place, None, is_open=column.key not in locked)
        for place, column in enumerate(self.columns):
            if column.key not in locked:
                usual = column_rule(column, self.text, self.out.words, years)
                self.rule(first, last, place, rules.get(column.key, usual))

    def place(self, key: str) -> int:
        """Where the column with this key stands, from 0."""
        return next(at for at, column in enumerate(self.columns) if column.key == key)

    def ask_first(self, count: int) -> None:
        """Open the sheet at the value of the first of `count` rows; a warmer colour for values neither entered nor
        explained yet.
        """
        if not count:
            return
        value, gap = self.place("value"), self.place("gap")
        self.sheet.set_selection(1, value, 1, value)
        formula = f'=AND({xl_rowcol_to_cell(1, value, col_abs=True)}="",{xl_rowcol_to_cell(1, gap, col_abs=True)}="")'
        look = self.out.file.add_format({"bg_color": _UNFILLED})
        self.sheet.conditional_format(1, value, count, value, {"type": "formula", "criteria": formula, "format": look})
