"""Which rows are which level of the tree: by words, by codes, and where there are neither by how they stand."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import multimode

from kpi.model import Level
from kpi.workbook.init.section import is_roman, normal_code, section_of
from kpi.workbook.init.table.row_kinds import BOLD, DroppedRow, Item, RowLook, SectionRow, TableIndicator
from kpi.workbook.init.vocabulary import Holds, levels

_BELOW_LETTER = re.compile(r"^([^\W\d_])(?=[0-9])")
#: the rank of tasks among the words of levels
TASK = max(rank for _, rank, level in levels() if level == "task")
_STRATEGIC = next(rank for _, rank, level in levels() if level == "strategic")
_ROLE_RANKS = {
    Holds.SECTOR: 0,
    Holds.STRATEGIC: _STRATEGIC,
    Holds.OPERATIONAL: TASK - 1,
    Holds.TASK: TASK,
}


@dataclass(frozen=True, slots=True)
class RowKind:
    """Rows of one kind are of one level. `rank` by words, -1 for none; `depth`: parts of the code; `look`."""

    rank: int
    depth: int
    look: RowLook | None = None


def kind_of(section: SectionRow) -> RowKind:
    """The kind of a row of the tree."""
    if section.role is not None:
        return RowKind(_ROLE_RANKS[section.role], 0)
    depth = _parts(normal_code(section.text.code)) if section.text.code else 0
    if section.text.level:
        return RowKind(section.text.rank, depth if section.text.level == "goal" else 0)
    if depth:
        roman = is_roman(section.text.code.strip("."))
        return RowKind(-1, 0 if roman else depth)
    return RowKind(-1, 0, section.look)


def _parts(code: str) -> int:
    """How deep a code stands: «А1» is below «А», as «А.1» is."""
    return len(_BELOW_LETTER.sub(r"\1.", code).split("."))


def settled_rows(tables: Sequence[Sequence[Item]]) -> list[list[Item]]:
    """The rows with two repairs: an indicator without a value is one, and text behind the last indicator is a note."""
    depths = [_depth(item.code) for table in tables for item in table if isinstance(item, TableIndicator)]
    usual = max(multimode([depth for depth in depths if depth > 1] or [0]))
    return [_without_notes([_indicator(item, usual) for item in table]) for table in tables]


def _depth(code: str) -> int:
    bare = normal_code(code)
    return len(bare.split(".")) if bare else 0


def _indicator(item: Item, usual: int) -> Item:
    """A row with the code of an indicator and no value is an indicator, unless words say that it is a level."""
    if not isinstance(item, SectionRow) or item.role is not None or item.text.level or usual <= 1:
        return item
    if _depth(item.text.code) != usual or not item.text.name:
        return item
    return TableIndicator(at=item.at, code=item.text.code, name=item.text.name, department=item.department)


def _without_notes(table: list[Item]) -> list[Item]:
    last = max((n for n, item in enumerate(table) if isinstance(item, TableIndicator)), default=-1)
    found: list[Item] = []
    for n, item in enumerate(table):
        plain = isinstance(item, SectionRow) and not item.text.level and not item.text.code and item.role is None
        empty = isinstance(item, SectionRow) and not item.text.name and not item.text.code
        if isinstance(item, SectionRow) and ((n > last and plain) or empty):
            found.append(DroppedRow(at=item.at, why="note"))
        else:
            found.append(item)
    return found


def levels_of(tables: Sequence[Sequence[Item]]) -> dict[RowKind, Level | None]:
    """The level of every kind of row; None for tasks and for what stands above sectors."""
    order = _order(tables)
    tasks = [kind for kind in order if kind.rank == TASK]
    rest = [kind for kind in order if kind.rank != TASK]
    if tasks and len(rest) == 1 and rest[0].rank in range(_STRATEGIC + 1):
        # strategic goals over tasks alone: the tasks are what indicators belong to
        rest, tasks = [*rest, tasks[0]], tasks[1:]
    if not rest and tasks:
        rest, tasks = tasks[:1], tasks[1:]
    found: dict[RowKind, Level | None] = dict.fromkeys(order)
    for kind, level in zip(reversed(rest), (Level.OPERATIONAL_GOAL, Level.STRATEGIC_GOAL, Level.SECTOR), strict=False):
        found[kind] = level
    return found


def _order(tables: Iterable[Sequence[Item]]) -> list[RowKind]:
    """The kinds from the top of the tree down: a new kind stands below the row before it; words know their rank."""
    order: list[RowKind] = []
    for table in tables:
        above: RowKind | None = None
        for item in table:
            if not isinstance(item, SectionRow):
                continue
            kind = kind_of(item)
            if kind not in order:
                order.insert(order.index(above) + 1 if above is not None else len(order), kind)
            above = kind
    worded = [n for n, kind in enumerate(order) if kind.rank >= 0]
    ranked = sorted((order[n] for n in worded), key=lambda kind: (kind.rank, kind.depth))
    for n, kind in zip(worded, ranked, strict=True):
        order[n] = kind
    return order


def with_titles(tables: Sequence[list[Item]], titles: Sequence[str], covers: Sequence[str]) -> list[list[Item]]:
    """Tables whose sheets are goals, each with its sheet's title in front where no row above it names the goal.

    covers  the only words above each table, "" for none: the name of a goal whose sheet is called by its code alone
    """
    found = []
    for table, title, cover in zip(tables, titles, covers, strict=True):
        named = any(isinstance(item, SectionRow) or (isinstance(item, TableIndicator) and item.goal) for item in table)
        row = title_row(title)
        if row.text.code and not row.text.name:
            row = replace(row, text=replace(row.text, name=cover))
        found.append(table if named else [row, *table])
    return found


def title_row(title: str) -> SectionRow:
    """The title of a sheet as a row of the tree."""
    return SectionRow(at=f"{title}!1", text=section_of(title), look=BOLD)
