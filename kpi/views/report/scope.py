"""What a report is about: a board, what it is held against, the sector that it is narrowed to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kpi.measure.results import Survey
from kpi.model import Level
from kpi.text import Text
from kpi.views.changes.comparison_text import ComparisonText
from kpi.views.changes.page import ChangesFilter, narrowed
from kpi.views.common.board import Board, Node
from kpi.views.common.counts import StatusCounts
from kpi.views.common.localized_name import LocalizedName
from kpi.views.common.rows import IndicatorRow
from kpi.views.public.overview_goals import GoalBlock, GoalRow, blocks
from kpi.views.report.addresses import Addresses
from kpi.views.report.blocks import ReportCell

_CODES_FIRST = "{code} {name}"


@dataclass(frozen=True, eq=False)
class ReportScope:
    """The parts of a report read this and nothing else.

    then    this board beside an earlier release, None where there is none to compare with
    since   the day that was asked for as the beginning, None where it follows from `then`
    sector  code, "" for the whole plan
    """

    board: Board
    then: ComparisonText | None
    since: date | None
    sector: str
    addresses: Addresses

    @property
    def text(self) -> Text:
        return self.board.text

    @property
    def survey(self) -> Survey:
        return self.board.survey

    @cached_property
    def node(self) -> Node | None:
        """The sector, None of the whole plan."""
        return self.board.node(Level.SECTOR, self.sector) if self.sector else None

    @cached_property
    def rows(self) -> tuple[IndicatorRow, ...]:
        return self.node.rows if self.node else self.board.rows

    @cached_property
    def codes(self) -> frozenset[str]:
        """Of the indicators and of every goal that is told of."""
        goals = [goal.name.code for block in self.blocks for goal in block.goals]
        nodes = [self.board.node(Level.OPERATIONAL_GOAL, code) for code in goals]
        above = [node.parent for node in nodes if node]
        everything = () if self.sector else [node.code for node in self.board.nodes.values()]
        return frozenset([*(row.code for row in self.rows), *goals, *above, *everything, self.sector])

    @property
    def counts(self) -> StatusCounts:
        return StatusCounts.of(row.status for row in self.rows)

    @cached_property
    def blocks(self) -> tuple[GoalBlock, ...]:
        """The goals as the overview has them, of the sector alone where there is one."""
        found = blocks(self.board)
        if not self.node:
            return found
        own = {row.code for row in self.rows}
        return tuple(block for block in found if any(row.code in own for goal in block.goals for row in goal.rows))

    @cached_property
    def part(self) -> ComparisonText | None:
        """The comparison of the sector alone."""
        return self.then and narrowed(self.then, ChangesFilter(sector=self.sector))

    @property
    def old(self) -> Board | None:
        return self.then.old if self.then else None

    def old_counts(self, codes: Sequence[str]) -> StatusCounts | None:
        """How the earlier release counted the goals with these codes; None where it knew none of them."""
        if self.old is None:
            return None
        goals = [node for code in codes if (node := self.old.node(Level.OPERATIONAL_GOAL, code))]
        return StatusCounts.of(row.status for goal in goals for row in goal.rows) if goals else None

    def named(self, row: IndicatorRow) -> ReportCell:
        """An indicator in a table: code and name, with its permanent address."""
        return self.named_code(row.code, row.name)

    def named_code(self, code: str, name: LocalizedName) -> ReportCell:
        """The same of one that this board may not have."""
        href = self.addresses.indicator(code) if self.board.row(code) else ""
        return ReportCell(words=_CODES_FIRST.format(code=code, name=name.name), href=href)

    def goal_cell(self, goal: GoalRow) -> str:
        return goal_title(goal.name)


def goal_title(name: LocalizedName) -> str:
    """«2.1 Вода щодня»."""
    return _CODES_FIRST.format(code=name.code, name=name.name)
