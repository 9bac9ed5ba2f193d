"""All goals of the overview: by sectors, a row a goal; of many goals the sectors are folded."""

from dataclasses import dataclass

from kpi.model import Level
from kpi.text import Text
from kpi.views.common.board import Board, Node
from kpi.views.common.counts import StatusCounts
from kpi.views.common.localized_name import LocalizedName
from kpi.views.common.rows import IndicatorRow

#: more goals than a reader looks through at once
FOLD = 40
_STRATEGIC, _GOAL = Level.STRATEGIC_GOAL, Level.OPERATIONAL_GOAL


@dataclass(frozen=True, slots=True)
class GoalRow:
    """An operational goal: its indicators, most severe first, and «3 з 5»."""

    name: LocalizedName
    rows: tuple[IndicatorRow, ...]
    counts: StatusCounts
    count: str


@dataclass(frozen=True, slots=True)
class GoalBlock:
    """Goals under the name of what they belong to; None where the strategy has no level above them.

    of_judged  «113 із 160 за планом»
    far_behind «30 суттєво відстають», "" where none is
    """

    above: LocalizedName | None
    goals: tuple[GoalRow, ...]
    counts: StatusCounts
    of_judged: str
    far_behind: str


def blocks(made: Board) -> tuple[GoalBlock, ...]:
    """By sectors; by strategic goals where the strategy has no sectors, in one block where it has neither.

    What stands under the only sector of a strategy needs no name: it is all there is.
    """
    sectors = made.level(Level.SECTOR)
    inside = [
        (
            sector.name,
            [g for strategic in made.below(_STRATEGIC, sector.code) for g in made.below(_GOAL, strategic.code)],
        )
        for sector in sectors
    ] or [(strategic.name, list(made.below(_GOAL, strategic.code))) for strategic in made.level(_STRATEGIC)]
    placed = {goal.code for _, goals in inside for goal in goals}
    others = [goal for goal in made.level(_GOAL) if goal.code not in placed]
    alone = len(sectors) == 1 and not others
    found = [_block(made.text, None if alone else name, goals) for name, goals in inside]
    if others:
        rest = LocalizedName("", made.text.say("overview.goals.others")) if found else None
        found.append(_block(made.text, rest, others))
    return tuple(found)


def _block(text: Text, above: LocalizedName | None, goals: list[Node]) -> GoalBlock:
    counts = StatusCounts.of(row.status for goal in goals for row in goal.rows)
    return GoalBlock(
        above,
        tuple(_goal_row(text, goal) for goal in goals),
        counts,
        _on_plan(text, counts),
        text.count("overview.fold.far_behind", counts.far_behind) if counts.far_behind else "",
    )


def _goal_row(text: Text, goal: Node) -> GoalRow:
    return GoalRow(goal.name, goal.most_severe_first(), goal.counts, _count(text, goal.counts))


def _on_plan(text: Text, counts: StatusCounts) -> str:
    if not counts.judged:
        return _count(text, counts)
    return text.say("overview.fold.on_plan", on_plan=counts.on_plan, judged=counts.judged)


def _count(text: Text, counts: StatusCounts) -> str:
    if not counts.total:
        return text.say("overview.goals.no_indicators")
    if not counts.judged:
        return text.say("overview.goals.not_judged")
    return text.say("overview.goals.count", on_plan=counts.on_plan, judged=counts.judged)
