"""What a query finds beside indicators: goals and departments."""

from dataclasses import dataclass

from kpi.model import Level
from kpi.views.common.board import Board
from kpi.views.common.localized_name import LocalizedName


@dataclass(frozen=True, slots=True)
class Hits:
    """Operational goals and departments whose names, codes among them, hold the query; in the order of the strategy."""

    goals: tuple[LocalizedName, ...] = ()
    departments: tuple[LocalizedName, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.goals or self.departments)


def hits(board: Board, query: str) -> Hits:
    """Of an empty query nothing."""
    if not query:
        return Hits()
    index, dataset = board.search_index, board.survey.dataset
    goals = {node.code: node.name for node in board.level(Level.OPERATIONAL_GOAL)}
    listed = dataset.nodes[dataset.nodes["level"] == Level.OPERATIONAL_GOAL]
    named = {str(n.code): f"{n.code} {n.name} {n.name_en}" for n in listed.itertuples(index=False)}
    units = {row.department.code: row.department for row in board.rows if row.department.code}
    said = {code: f"{unit.name} {code}" for code, unit in units.items()}
    said |= {
        str(d.code): f"{d.name} {d.name_en}" for d in dataset.departments.itertuples(index=False) if d.code in units
    }
    return Hits(
        tuple(goals[code] for code in index.named(query, named) if code in goals),
        tuple(units[code] for code in index.named(query, said)),
    )
