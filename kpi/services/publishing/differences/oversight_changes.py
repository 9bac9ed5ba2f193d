"""What a plan workbook changes of decisions, assignments, sessions, events, risks and alignments."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from kpi.model import AlignmentDocument, AssignmentState, DecisionBody
from kpi.services.publishing.differences.plan_changes import ChangeKind, Pair, kind_of
from kpi.store.rows import Row
from kpi.store.schema import Revisions
from kpi.store.tables import oversight

#: columns in which people write sentences that everybody reads
WORDS = ("name", "name_en", "comment", "evidence", "watcher")
_JOINT = "@"


@dataclass(frozen=True, slots=True, kw_only=True)
class OversightDifference:
    """A row that comes, goes or says something else.

    sheet     key of its sheet in the layout of the plan: sessions, decisions, assignments, events, risks, alignments
    number    of a decision or an assignment, the code of a goal, the code in a document; "" where a day tells the row
    day       of a session, a decision, an event; of an assignment the day of its decision
    decision  number of the decision of an assignment
    body, document     of a decision, of an alignment
    state, old_state   of an assignment; None of other rows, and where it is new
    department, due, done, evidence, withdrawn_by   of an assignment, as the row says now
    key       that tells the row from all others of its plan
    fresh     words of the row that stood otherwise before, or not at all
    """

    kind: ChangeKind
    sheet: str
    name: str
    number: str = ""
    day: date | None = None
    decision: str = ""
    state: AssignmentState | None = None
    old_state: AssignmentState | None = None
    body: DecisionBody | None = None
    document: AlignmentDocument | None = None
    department: str = ""
    due: date | None = None
    done: date | None = None
    evidence: str = ""
    withdrawn_by: str = ""
    key: str = ""
    fresh: tuple[str, ...] = ()


def oversight_moves(of: Callable[[Revisions], Sequence[Pair]]) -> Iterator[OversightDifference]:
    """In the order of the sheets; `of` gives the rows of a table that change."""
    for sheet, (table, number, day) in _SHEETS.items():
        for row, before in of(table):
            yield OversightDifference(
                kind=kind_of(row, before),
                sheet=sheet,
                name=str(row["name"]),
                number=str(row[number]) if number else "",
                day=cast("date", row[day]) if day else None,
                decision=str(row["decision"]) if sheet == "assignments" else "",
                state=_state(row, sheet),
                old_state=_state(before, sheet),
                body=DecisionBody(str(row["body"])) if sheet == "decisions" else None,
                document=AlignmentDocument(str(row["document"])) if sheet == "alignments" else None,
                key=row_key(row, table),
                fresh=_fresh(row, before),
                **(_of_assignment(row) if sheet == "assignments" else {}),
            )


def row_key(row: Row, revisions: Revisions) -> str:
    """What tells a row of these tables from all others of a plan: «decision_rev:21@2026-03-26»."""
    return f"{revisions.table.name}:{_JOINT.join(str(row[name]) for name in revisions.key)}"


def _of_assignment(row: Row) -> dict[str, Any]:
    return {name: row[name] for name in ("department", "due", "done", "evidence", "withdrawn_by")}


def _fresh(row: Row, before: Row | None) -> tuple[str, ...]:
    if row.get("removed"):
        return ()
    texts = {name: str(row[name]) for name in WORDS if row.get(name)}
    return tuple(text for name, text in texts.items() if before is None or before.get(name) != text)


def _state(row: Row | None, sheet: str) -> AssignmentState | None:
    return AssignmentState(str(row["state"])) if row is not None and sheet == "assignments" else None


#: sheet -> its table, the columns of what its rows are called by: a number or code, a day
_SHEETS: Mapping[str, tuple[Revisions, str, str]] = {
    "sessions": (oversight.COUNCIL_SESSION, "", "day"),
    "decisions": (oversight.DECISION, "number", "day"),
    "assignments": (oversight.ASSIGNMENT, "number", "decision_day"),
    "events": (oversight.EVENT, "", "day"),
    "risks": (oversight.RISK, "goal", ""),
    "alignments": (oversight.ALIGNMENT, "code", ""),
}
