"""What waits under the goals of a page: corrective actions that go on, decisions with open assignments."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from kpi.views.common.board import Board, Node
from kpi.views.common.rows import IndicatorRow
from kpi.views.oversight.chain import ChainLine, decision_line
from kpi.views.oversight.corrective import CorrectiveRow, corrective_rows
from kpi.views.oversight.decision_rows import DecisionRow, DecisionStanding, Fate, decision_rows

_OPEN = frozenset({DecisionStanding.OPEN, DecisionStanding.OVERDUE})


@dataclass(frozen=True, slots=True)
class WaitingAction:
    """A corrective action that is neither done nor dropped, and its indicator."""

    row: IndicatorRow
    action: CorrectiveRow


@dataclass(frozen=True, slots=True)
class WaitingDecision:
    """A decision of which an assignment is open; `line` says how late."""

    row: DecisionRow
    line: ChainLine


@dataclass(frozen=True, slots=True)
class Waiting:
    """Those that are late first, then by their days; false where nothing waits.

    as_of  the day that tells what is late; a reader's own day may be months after it
    """

    actions: tuple[WaitingAction, ...] = ()
    decisions: tuple[WaitingDecision, ...] = ()
    as_of: date | None = None

    def __bool__(self) -> bool:
        return bool(self.actions or self.decisions)


#: of a page under which nothing waits
NOTHING_WAITS = Waiting()


def waiting(board: Board, *nodes: Node) -> Waiting:
    """What waits in the whole strategy, or under these goals alone."""
    # a sector and its goals have the same rows
    rows = list({row.code: row for node in nodes for row in node.rows}.values()) if nodes else board.rows
    codes = {node.code for node in nodes} | {row.code for row in rows}
    of = corrective_rows(board.survey)
    actions = [WaitingAction(row, action) for row in rows for action in of.get(row.code, ()) if action.waits]
    decisions = [row for row in decision_rows(board) if row.standing in _OPEN and _within(row, codes, whole=not nodes)]
    return Waiting(
        tuple(sorted(actions, key=lambda one: _place(one.action.sign, one.action.due))),
        tuple(WaitingDecision(row, decision_line(row, board.text)) for row in sorted(decisions, key=_decision_place)),
        board.survey.now.as_of,
    )


def actions_of(board: Board, code: str) -> tuple[CorrectiveRow, ...]:
    """The corrective actions of an indicator that wait."""
    return tuple(row for row in corrective_rows(board.survey).get(code, ()) if row.waits)


def _within(row: DecisionRow, codes: Collection[str], *, whole: bool) -> bool:
    return whole or row.about(codes)


def _place(fate: Fate, due: date | None) -> tuple[bool, date]:
    return fate is not Fate.OVERDUE, due or date.max


def _decision_place(row: DecisionRow) -> tuple[bool, date]:
    dues = [one.due for one in row.assignments if one.fate in {Fate.OPEN, Fate.OVERDUE} and one.due]
    return row.standing is not DecisionStanding.OVERDUE, min(dues, default=date.max)
