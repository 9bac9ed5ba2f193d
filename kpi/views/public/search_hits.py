"""What a query finds beside indicators: goals, departments and decisions."""

from dataclasses import dataclass

from kpi.model import Level, decision_key
from kpi.views.common.board import Board
from kpi.views.common.localized_name import LocalizedName
from kpi.views.common.values import records
from kpi.views.oversight.decision_rows import DecisionRow, code_of, decision_rows


@dataclass(frozen=True, slots=True)
class Hits:
    """Operational goals and departments whose names, codes among them, hold the query, in the order of the strategy;
    decisions by number, name and the names of their assignments, the newest first."""

    goals: tuple[LocalizedName, ...] = ()
    departments: tuple[LocalizedName, ...] = ()
    decisions: tuple[DecisionRow, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.goals or self.departments or self.decisions)


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
    rows = {row.code: row for row in decision_rows(board)}
    decided = {code: " ".join(words) for code, words in _decided(board).items() if code in rows}
    return Hits(
        tuple(goals[code] for code in index.named(query, named) if code in goals),
        tuple(units[code] for code in index.named(query, said)),
        tuple(rows[code] for code in rows if code in set(index.named(query, decided))),
    )


def _decided(board: Board) -> dict[str, list[str]]:
    """Number and names of each decision, in all languages, by what names it in addresses."""
    dataset = board.survey.dataset
    found: dict[str, list[str]] = {}
    for row in records(dataset.decisions):
        words = [decision_key(str(row["number"])), str(row["name"]), str(row["name_en"])]
        found[code_of(row["day"].date(), str(row["number"]))] = words
    for row in records(dataset.assignments):
        code = code_of(row["decision_day"].date(), str(row["decision"]))
        found.setdefault(code, []).extend((str(row["name"]), str(row["name_en"])))
    return found
