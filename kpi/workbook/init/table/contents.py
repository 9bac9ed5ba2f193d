"""What columns are by the cells below them, where the words of their headers do not tell, or tell something else."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kpi.workbook.goal.targets import direction_in_words
from kpi.workbook.init.cells import says_a_number, says_nothing_of_a_number
from kpi.workbook.init.section import code_at, section_of
from kpi.workbook.init.table.header import Spread, TableColumn, TableHeader, with_roles
from kpi.workbook.init.vocabulary import LEVELS, NUMBERS, Holds, begins, capitals, words
from kpi.workbook.reader.grid import Cell, CellKind, column_letters

_LOOKED_AT = 400
_DOTTED = re.compile(r"[0-9]{1,2}[.,][0-9]{1,2}(?:\.[0-9]{1,2})?")
_MOST, _HALF = 0.8, 0.5
_SHORTEST_NAME, _LONG_NAME = 4, 12
#: levels that columns without a word for them are taken for, by how many there are
_UNNAMED_LEVELS = {
    1: (Holds.OPERATIONAL,),
    2: (Holds.STRATEGIC, Holds.OPERATIONAL),
    3: (Holds.STRATEGIC, Holds.OPERATIONAL, Holds.TASK),
}


def by_contents(header: TableHeader, body: "TableBody") -> TableHeader:
    """The header with the roles that the cells below it tell."""
    header = TableHeader(
        first=header.first, last=header.last, columns=(*header.columns, *_sides_without_header(header, body))
    )
    several = len(header.of(Holds.NAME)) > 1
    header = with_roles(header, {c.column: _by_content(c, body, several=several) for c in header.columns})
    header = with_roles(header, {c.column: replace(c, role=Holds.CODE) for c in _codes_of_goals(header, body)})
    header = _with_name(header, body)
    header = with_roles(header, {c.column: c for c in _unnamed_levels(header, body)})
    return with_roles(header, {c.column: c for c in _stacked_levels(header, body)})


class TableBody:
    """What stands below the header, column by column."""

    def __init__(self, header: TableHeader, spread: Spread) -> None:
        self.spread = spread
        rows = [row for row in sorted(spread.sheet.rows) if row > header.last][:_LOOKED_AT]
        self.cells: dict[int, list[Cell]] = {}
        for row in rows:
            for column, cell in spread.sheet.rows[row].items():
                self.cells.setdefault(column, []).append(cell)

    def texts(self, column: int) -> list[str]:
        return [text for cell in self.cells.get(column, ()) if (text := self.spread.text(cell))]

    def share(self, column: int, kind: CellKind) -> float:
        """Which part of the filled cells of a column is of a kind."""
        cells = self.cells.get(column, [])
        return sum(cell.kind is kind for cell in cells) / len(cells) if cells else 0.0


def _by_content(column: TableColumn, body: TableBody, *, several: bool = False) -> TableColumn:
    """The column with the role that its cells tell; of several columns of names one may hold «план» and «факт»."""
    texts = body.texts(column.column)
    if column.role is Holds.NAME and several and sum(map(says_a_number, texts)) > _HALF * len(texts):
        return replace(column, role=_of_an_indicator(column.text))
    if column.role is Holds.CODE:
        parts = [text for text in texts if code_at(text) and not text.strip().isdigit()]
        whole = [text for text in texts if text.strip().isdigit()]
        return replace(column, role=Holds.CODE if len(parts) >= len(whole) and parts else Holds.ORDINAL)
    sides = [capitals(text).strip(" .:") for text in texts]
    plain = tuple(w for key in ("plan", "fact", "base") for w in words("contents", key))
    may_be = several or column.role is not Holds.NAME
    if may_be and sides and sum(side in plain for side in sides) > _MOST * len(sides):
        return replace(column, role=Holds.PLAN_OR_FACT, period=None)
    if column.role in {Holds.TARGET, Holds.FACT} and column.period is None and texts:
        if sum(direction_in_words(text) is not None for text in texts) > _MOST * len(texts):
            return replace(column, role=Holds.DIRECTION)
        names = sum(map(_is_name, texts))
        if body.share(column.column, CellKind.TEXT) > _MOST and names > _HALF * len(texts):
            # «Ціль» over names is a level of the tree, not a number
            return replace(column, role=Holds.OPERATIONAL if column.role is Holds.TARGET else Holds.OTHER)
    return column


def _of_an_indicator(text: str) -> Holds:
    """What a column of numbers is whose header has a word for indicators: «Базовий показник», «Цільовий індикатор»."""
    bare = capitals(text)
    roles = (Holds.BASE, Holds.TARGET, Holds.FACT)
    return next((role for role in roles if begins(bare, words("of_indicators", role.value))), Holds.VALUE)


def _is_name(text: str) -> bool:
    """Whether a cell below «Ціль» names one: words without a number that do not say where to go, or whether it is."""
    named = section_of(text)
    bare = named.name if named.code else text
    if any(c.isdigit() for c in bare[_SHORTEST_NAME:]):
        return False
    return len(bare) > _LONG_NAME or (says_nothing_of_a_number(bare) and len(bare) >= _SHORTEST_NAME)


def _with_name(header: TableHeader, body: TableBody) -> TableHeader:
    """A header without a word for names: the column of the longest texts is the one, and that is asked."""
    names = header.of(Holds.NAME)
    if names:
        # of two the one that differs from row to row; the other is something said of the indicator
        own = max(names, key=lambda c: len(set(body.texts(c.column))))
        extra = {c.column: replace(c, role=Holds.DEFINITION) for c in names if c is not own}
        return with_roles(header, extra)
    texts = {c: body.texts(c.column) for c in header.columns if c.role in {None, Holds.TASK, Holds.OPERATIONAL}}
    # a level of the tree is written once for many rows, a name in each of them
    most = max(map(len, texts.values()), default=0)
    lengths = {c: sum(map(len, own)) / len(own) for c, own in texts.items() if own and len(own) >= _MOST * most}
    found = max(lengths, key=lengths.__getitem__, default=None)
    if found is None or lengths[found] < _SHORTEST_NAME:
        return header
    return with_roles(header, {found.column: replace(found, role=Holds.NAME, sure=False)})


def _sides_without_header(header: TableHeader, body: TableBody) -> Iterator[TableColumn]:
    """A column below no header whose cells say «план» and «факт»."""
    known = {column.column for column in header.columns}
    for column in sorted(body.cells.keys() - known):
        place = f"{column_letters(column)}{header.last}"
        found = TableColumn(column=column, text="", role=None, period=None, place=place)
        if _by_content(found, body).role is Holds.PLAN_OR_FACT:
            yield found


def _codes_of_goals(header: TableHeader, body: TableBody) -> Iterator[TableColumn]:
    """«Ціль» over «1.1», «1.2» alone, in a table that has no other numbers: a list of goals."""
    numbers = header.of(*NUMBERS)
    texts = body.texts(numbers[0].column) if len(numbers) == 1 and numbers[0].period is None else []
    if texts and all(map(_DOTTED.fullmatch, texts)):
        yield numbers[0]


def _unnamed_levels(header: TableHeader, body: TableBody) -> Iterator[TableColumn]:
    """Columns of words before that of names, each of them said once for several rows: levels of the tree, and asked."""
    names = header.of(Holds.NAME)
    if not names or header.of(*LEVELS):
        return
    rows = len(body.texts(names[0].column))
    found = [
        c
        for c in header.columns
        if c.role is None and c.column < names[0].column and body.share(c.column, CellKind.TEXT) > _MOST
        and len(set(body.texts(c.column))) < rows
    ]  # fmt: skip
    for column, role in zip(found, _UNNAMED_LEVELS.get(len(found), ()), strict=False):
        yield replace(column, role=role, sure=False)


def _stacked_levels(header: TableHeader, body: TableBody) -> Iterator[TableColumn]:
    """Of two columns of one level, «Ціль» and «Підціль», the first is the level above, where no column is that one.

    It is asked about unless it says less than the second: a level is said once for several of the next.
    """
    for above, level in ((Holds.STRATEGIC, Holds.OPERATIONAL), (Holds.SECTOR, Holds.STRATEGIC)):
        found = header.of(level)
        if len(found) > 1 and not header.of(above):
            first, second, *_ = (len(set(body.texts(c.column))) for c in found)
            yield replace(found[0], role=above, sure=first < second)
            return
