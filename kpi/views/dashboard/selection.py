"""The indicators and goals that the dashboard's common filters let through, and the sentence that tells of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from kpi.model import Level, Status, code_sort_key
from kpi.text import Text
from kpi.views.common.board import Board, Node
from kpi.views.common.counts import StatusCounts
from kpi.views.common.localized_name import LocalizedName
from kpi.views.common.rows import IndicatorRow
from kpi.views.public.overview import headline as whole_headline


@dataclass(frozen=True, slots=True)
class Selection:
    """What is shown of a board. `rows` in the order of their codes."""

    board: Board
    rows: tuple[IndicatorRow, ...]

    @property
    def text(self) -> Text:
        return self.board.text

    @property
    def whole(self) -> bool:
        """Whether no filter leaves anything out."""
        return len(self.rows) == len(self.board.rows)

    @property
    def counts(self) -> StatusCounts:
        return StatusCounts.of(row.status for row in self.rows)

    @property
    def headline(self) -> str:
        """The finding of what is shown."""
        if self.whole:
            return whole_headline(self.board)
        counts, text = self.counts, self.text
        if not counts.judged:
            return text.say("dashboard.nothing_judged")
        found = text.count("overview.headline.on_plan", counts.on_plan)
        found += text.count("overview.headline.judged", counts.judged)
        if counts.far_behind:
            return found + text.count("overview.headline.behind", counts.far_behind)
        return found + text.say("overview.headline.none_behind")

    @property
    def note(self) -> str:
        """«Показано 12 із 77 показників», "" where all are shown."""
        if self.whole:
            return ""
        return self.text.count("dashboard.shown_of", len(self.board.rows), shown=self.text.number(len(self.rows)))

    def goals(self, sector: str | None = None) -> tuple[Node, ...]:
        """The operational goals with at least one shown indicator, each with its shown indicators alone.

        sector  only goals of this one
        """
        kept: dict[str, list[IndicatorRow]] = {}
        for row in self.rows:
            kept.setdefault(row.goal, []).append(row)
        goals = (_cut(node, kept[node.code]) for node in self.board.level(Level.OPERATIONAL_GOAL) if node.code in kept)
        return tuple(goal for goal in goals if sector is None or self._sector_of(goal) == sector)

    def sectors(self) -> tuple[Node, ...]:
        """The sectors with at least one shown indicator, each with its shown indicators alone."""
        shown = {row.code for row in self.rows}
        cut = (_cut(node, [row for row in node.rows if row.code in shown]) for node in self.board.level(Level.SECTOR))
        return tuple(node for node in cut if node.rows)

    def _sector_of(self, goal: Node) -> str:
        strategic = self.board.node(Level.STRATEGIC_GOAL, goal.parent)
        return strategic.parent if strategic else ""


def _cut(node: Node, rows: Sequence[IndicatorRow]) -> Node:
    """The node with these of its indicators and their counts; its roll-up stays that of all of them (METHOD 4)."""
    return replace(node, rows=tuple(rows), counts=StatusCounts.of(row.status for row in rows))


def select(
    board: Board,
    sectors: Collection[str] = (),
    departments: Collection[str] = (),
    statuses: Collection[Status] = (),
    *,
    goals: Collection[str] = (),
    tasks: Collection[str] = (),
) -> Selection:
    """The indicators of these sectors, departments, statuses, goals and tasks; an empty filter lets all through.

    An indicator under several goals is of each of them here, and counted once.
    """
    sector_of = {row.code: getattr(board.sector_of(row), "code", "") for row in board.rows} if sectors else {}
    rows = (
        row
        for row in board.rows
        if (not sectors or sector_of[row.code] in sectors)
        and (not departments or row.department.code in departments)
        and (not statuses or row.status in statuses)
        and (not goals or not {row.goal, *row.record.also_under}.isdisjoint(goals))
        and (not tasks or task_code(row.record.task) in tasks)
    )
    return Selection(board, tuple(rows))


def departments_of(board: Board) -> tuple[LocalizedName, ...]:
    """The departments that answer for an indicator, by name."""
    found = {row.department.code: row.department for row in board.rows if row.department.code}
    return tuple(sorted(found.values(), key=lambda named: named.name.casefold()))


def goals_of(board: Board) -> tuple[LocalizedName, ...]:
    """The operational goals of the plan in its order."""
    return tuple(node.name for node in board.level(Level.OPERATIONAL_GOAL))


def tasks_of(board: Board) -> dict[str, str]:
    """The tasks that indicators belong to, code and name by code, in the order of the codes; {} without tasks."""
    found = {task_code(row.record.task): row.record.task_name.name for row in board.rows if row.record.task}
    return dict(sorted(found.items(), key=lambda task: code_sort_key(task[0])))


def task_code(task: str) -> str:
    """The code of a task that is written with its name: «1.1.1 Ремонт» → «1.1.1»; "" for none."""
    return task.partition(" ")[0]


def sectors_of(board: Board) -> tuple[LocalizedName, ...]:
    """The sectors of the plan in its order."""
    return tuple(node.name for node in board.level(Level.SECTOR))
