"""The goals of a strategy and the indicators of each, gathered from the tables in their order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kpi.model import Level
from kpi.model.folding import fold
from kpi.workbook.init.codes import Alphabet, Codes
from kpi.workbook.init.levels import TASK, RowKind, kind_of, levels_of, settled_rows, title_row, with_titles
from kpi.workbook.init.section import SectionText, normal_code
from kpi.workbook.init.table.row_kinds import DroppedRow, Item, SectionRow, TableIndicator
from kpi.workbook.init.vocabulary import capitals, words
from kpi.workbook.reader.clean import label_key
from kpi.workbook.sheet.alphabet import fold_code
from kpi.workbook.sheet.codes import leading_code

_ORDER = (Level.SECTOR, Level.STRATEGIC_GOAL, Level.OPERATIONAL_GOAL)


@dataclass(slots=True, kw_only=True, eq=False)
class TreeNode:
    """A sector or a goal. `written`: its code as it stands in the table, "" for none; `code`: that of the strategy."""

    level: Level
    name: str
    written: str
    as_written: str
    department: str
    at: str
    parent: "TreeNode | None" = None
    code: str = ""
    indicators: list[TableIndicator] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class GoalTree:
    """All nodes in the order of the tables; the codes of indicators by the address of their row."""

    nodes: list[TreeNode] = field(default_factory=list)
    codes: dict[str, str] = field(default_factory=dict)
    dropped: list[DroppedRow] = field(default_factory=list)
    rows: int = 0

    def of(self, level: Level) -> list[TreeNode]:
        return [node for node in self.nodes if node.level is level]

    def indicators(self) -> Iterator[tuple[TreeNode, TableIndicator]]:
        """Every indicator with its operational goal."""
        for goal in self.of(Level.OPERATIONAL_GOAL):
            for row in goal.indicators:
                yield goal, row


def grown(tables: Sequence[Sequence[Item]], titles: Sequence[str], title: str, covers: Sequence[str] = ()) -> GoalTree:
    """The tree of the tables.

    titles  of their sheets, which may be goals
    covers  the only words above each table, which name a goal whose sheet has its code alone; "" for none
    title   of the strategy, the name of a goal that no table names
    """
    rows = settled_rows(tables)
    if len(tables) > 1 and _titles_name(titles):
        rows = with_titles(rows, titles, covers or [""] * len(titles))
    ranks = levels_of(rows)
    tree = GoalTree()
    for n, (table, sheet) in enumerate(zip(rows, titles, strict=True)):
        above = title_row(sheet) if len(tables) > 1 and _is_above(table, sheet, ranks, titles) else None
        _grow(tree, table, ranks, above, title, first=n == 0)
    tree.rows = sum(len(table) for table in rows)
    _give_codes(tree)
    return tree


def _titles_name(titles: Sequence[str]) -> bool:
    """Whether the titles of the sheets say something of their own: none is «Лист1» or a year."""
    named = [title for title in titles if not _is_generic(title)]
    return len(named) == len(titles) and len(set(map(fold, titles))) == len(titles)


def _is_generic(title: str) -> bool:
    if "." in normal_code(title):
        return False  # a sheet called by the code of its goal
    letters = "".join(c for c in capitals(title) if c.isalpha())
    return letters in {"", "РІК", "РОКУ", "Р", "FУ"} or any(letters.startswith(w) for w in words("titles", "generic"))


def _is_above(table: Sequence[Item], sheet: str, ranks: Mapping[RowKind, Level | None], titles: Sequence[str]) -> bool:
    """Whether the title of a sheet is the strategic goal of the goals on it: there are several, and no level above."""
    levels = {ranks[kind_of(item)] for item in table if isinstance(item, SectionRow)}
    goals = [item for item in table if isinstance(item, SectionRow) and ranks[kind_of(item)] is Level.OPERATIONAL_GOAL]
    return Level.STRATEGIC_GOAL not in levels and len(goals) > 1 and _titles_name(titles)


def _grow(
    tree: GoalTree, table: Sequence[Item], ranks: Mapping[RowKind, Level | None], above: SectionRow | None, title: str,
    *, first: bool,
) -> None:  # fmt: skip
    now: dict[Level, TreeNode] = {}
    task: SectionText | None = None
    if above is not None:
        now[Level.STRATEGIC_GOAL] = _node(tree, above, Level.STRATEGIC_GOAL, now)
    for item in table:
        if isinstance(item, DroppedRow):
            tree.dropped.append(item)
        elif isinstance(item, SectionRow):
            level = ranks[kind_of(item)]
            if level is not None:
                for lower in _ORDER[_ORDER.index(level) :]:
                    now.pop(lower, None)
                now[level] = _node(tree, item, level, now)
            # the words of a task stand until the next row of the tree
            task = item.text if level is None and kind_of(item).rank == TASK else None
        else:
            item.task = f"{normal_code(task.code)} {task.name}".strip() if task is not None else item.task
            _place(tree, _goal_of(tree, item, now, title), item)


def _node(tree: GoalTree, item: SectionRow, level: Level, now: Mapping[Level, TreeNode]) -> TreeNode:
    """The node that a row names: a known one, where it has the same code or name below the same parent."""
    parent = next((now[upper] for upper in reversed(_ORDER[: _ORDER.index(level)]) if upper in now), None)
    key = fold_code(normal_code(item.text.code))
    for node in tree.of(level):
        if node.parent is not parent:
            continue
        same_code = bool(key) and fold_code(normal_code(node.written)) == key
        if same_code or (not key and not node.written and fold(node.name) == fold(item.text.name)):
            node.name = node.name or item.text.name
            node.department = node.department or item.department
            return node
    found = TreeNode(
        level=level, name=item.text.name, written=item.text.code, as_written=item.text.as_written,
        department=item.department, at=item.at, parent=parent,
    )  # fmt: skip
    tree.nodes.append(found)
    return found


def _goal_of(tree: GoalTree, item: TableIndicator, now: dict[Level, TreeNode], title: str) -> TreeNode:
    """The operational goal of an indicator; where no row names one, that of its code, or the one there is."""
    if item.goal:
        return _referred(tree, item)
    if Level.OPERATIONAL_GOAL in now:
        return now[Level.OPERATIONAL_GOAL]
    above = now.get(Level.STRATEGIC_GOAL)
    head = normal_code(item.code).rpartition(".")[0]
    known = [n for n in tree.of(Level.OPERATIONAL_GOAL) if not now or n.parent is above]
    for node in known:
        if head and fold_code(normal_code(node.written)) == fold_code(head):
            return node
    if not head and known and above is None:
        return known[-1]
    found = TreeNode(
        level=Level.OPERATIONAL_GOAL, name=above.name if above else "" if head else title,
        written=head, as_written="", department="", at=item.at, parent=above,
    )  # fmt: skip
    tree.nodes.append(found)
    if not head:
        now[Level.OPERATIONAL_GOAL] = found
    return found


def _referred(tree: GoalTree, item: TableIndicator) -> TreeNode:
    """The goal that a row refers to by its code, which a sheet of goals may have named."""
    key = fold_code(normal_code(item.goal))
    known = (node for node in tree.of(Level.OPERATIONAL_GOAL) if fold_code(normal_code(node.written)) == key)
    found = next(known, None)
    if found is None:
        found = TreeNode(
            level=Level.OPERATIONAL_GOAL, name="", written=item.goal, as_written=item.goal, department="", at=item.at
        )
        tree.nodes.append(found)
    return found


def _place(tree: GoalTree, goal: TreeNode, item: TableIndicator) -> None:
    """Put an indicator below its goal; another row of the same one adds to it; one that says it again is left out."""
    code = fold_code(normal_code(item.code)) if "." in normal_code(item.code) else ""
    for known in goal.indicators:
        same_sheet = known.at.rpartition("!")[0] == item.at.rpartition("!")[0]
        other_code = fold_code(normal_code(known.code)) if "." in normal_code(known.code) else ""
        same_name = label_key(known.name) == label_key(item.name)
        same_unit = not known.unit or not item.unit or label_key(known.unit) == label_key(item.unit)
        disjoint = not (known.facts.keys() & item.facts.keys() or known.targets.keys() & item.targets.keys())
        if code == other_code and ((code and not same_sheet) or (same_name and same_unit and disjoint)):
            known.take(item)
            return
        if code and code == other_code and same_name and same_unit:
            tree.dropped.append(DroppedRow(at=item.at, why="said_before"))
            return
    goal.indicators.append(item)


def _tell_apart(goals: Sequence[TreeNode]) -> bool:
    """Whether goals have codes of letters and a number, each its own: «M1», «M2», «W1»."""
    written = [normal_code(goal.written) for goal in goals]
    lettered = all(any(c.isalpha() for c in code) and any(c.isdigit() for c in code) for code in written)
    return lettered and len(set(map(fold_code, written))) == len(written)


def _give_codes(tree: GoalTree) -> None:
    written = [node.written for node in tree.nodes] + [row.code for _, row in tree.indicators()]
    alphabet = Alphabet.of(written)
    goals, codes = tree.of(Level.OPERATIONAL_GOAL), Codes()
    above = tree.of(Level.STRATEGIC_GOAL)
    for number, sector in enumerate(tree.of(Level.SECTOR), start=1):
        sector.code = f"s{number}"
    for node in above:
        node.code = codes.goal(alphabet.code(node.written), "")
    # goals that are numbered anew below each strategic goal
    plain = bool(above) and all("." not in alphabet.code(goal.written) for goal in goals) and not _tell_apart(goals)
    for goal in goals:
        own, parent = alphabet.code(goal.written), goal.parent.code if goal.parent and above else ""
        # «А1» below «А» has one part and is no number of its own
        short = plain and (not own or own.isdigit() or not parent or not own.startswith(parent))
        goal.code = codes.goal(f"{parent}.{own}" if short and own and parent else own, parent)
    for goal, row in tree.indicators():
        task = alphabet.code(leading_code(row.task))
        tree.codes[row.at] = codes.indicator(alphabet.code(row.code), goal.code, task)
