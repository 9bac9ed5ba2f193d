"""Every shown indicator as a row of plain values for a table that sorts, groups and draws small lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from kpi.model import SEVERITY_ORDER, Status
from kpi.text import Text
from kpi.views.common.board import Board
from kpi.views.common.rows import IndicatorRow
from kpi.views.dashboard.selection import Selection

#: shape before colour: the signs of the statuses in a table's text
SIGNS = {
    Status.ACHIEVED: "✔",
    Status.ON_TRACK: "●",
    Status.AT_RISK: "▲",
    Status.OFF_TRACK: "◆",
    Status.MOVING_AWAY: "▼",
    Status.NO_DATA: "○",
    Status.SUSPENDED: "‖",
    Status.NOT_DUE: "◷",
}
#: columns in their order; the words of their heads are `dashboard.column.<name>`
COLUMNS = (
    "code",
    "name",
    "status",
    "progress",
    "expected",
    "spark",
    "value",
    "planned",
    "target",
    "period",
    "since",
    "sector",
    "department",
)


class GroupBy(StrEnum):
    """What the rows are grouped by; the value stands in the address."""

    NOTHING = "nothing"
    SECTOR = "sector"
    DEPARTMENT = "department"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading, "" where nothing is grouped."""

    heading: str
    rows: tuple[IndicatorRow, ...]


def groups(shown: Selection, by: GroupBy) -> tuple[Group, ...]:
    """The shown rows by sector or department (in their names' order) or by status, the most severe first."""
    board, text = shown.board, shown.text
    if by is GroupBy.NOTHING or not shown.rows:
        return (Group("", shown.rows),)
    if by is GroupBy.STATUS:
        keyed = [(SEVERITY_ORDER.index(row.status), text.say(f"status.{row.status}"), row) for row in shown.rows]
    elif by is GroupBy.SECTOR:
        order = {node.code: place for place, node in enumerate(shown.sectors())}
        sectors = [(row, board.sector_of(row)) for row in shown.rows]
        keyed = [(order.get(s.code if s else "", len(order)), s.name.name if s else "—", row) for row, s in sectors]
    else:
        keyed = [(0, row.department.name or "—", row) for row in shown.rows]
    found: dict[tuple[int, str], list[IndicatorRow]] = {}
    for place, heading, row in keyed:
        found.setdefault((place, heading), []).append(row)
    return tuple(Group(key[1], tuple(found[key])) for key in sorted(found))


def status_cell(status: Status, text: Text) -> str:
    """«◆ Суттєво відстає»."""
    return f"{SIGNS[status]} {text.say(f'status.{status}')}"


def records(board: Board, rows: Sequence[IndicatorRow]) -> list[dict[str, object]]:
    """`COLUMNS` of each row. Shares of the way are numbers 0..1 or None, `spark` the values since the plan began."""
    found: list[dict[str, object]] = []
    for row in rows:
        sector = board.sector_of(row)
        found.append(
            {
                "code": row.code,
                "name": row.name.name,
                "status": status_cell(row.status, board.text),
                "value": row.value_words,
                "planned": row.record.planned_words(row.record.planned_value),
                "target": row.record.target_words,
                "progress": row.record.progress if row.judged else None,
                "expected": row.record.expected if row.judged else None,
                "spark": [value for value in row.spark.actual if value is not None],
                "period": board.text.period(row.period) if row.period else "—",
                "since": row.since_words,
                "sector": sector.name.name if sector else "—",
                "department": row.department.name,
            }
        )
    return found
