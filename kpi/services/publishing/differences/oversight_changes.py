"""What a plan workbook changes of decisions, assignments, sessions, events, risks and alignments."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from kpi.model import AlignmentDocument, AssignmentState, DecisionBody
from kpi.services.publishing.differences.plan_changes import ChangeKind, Pair, kind_of
from kpi.services.publishing.keys import table_key
from kpi.store.rows import Row
from kpi.store.schema import Revisions
from kpi.store.tables import oversight


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """A field of a row: its column, what it said and what it says."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OversightDifference:
    """A row that comes, goes or says something else.

    sheet     key of its sheet in the layout of the plan: sessions, decisions, assignments, events, risks, alignments
    number    of a decision or an assignment, the code of a goal, the code in a document; "" where a day tells the row
    day       of a session, a decision, an event; of an assignment the day of its decision
    decision  number of the decision of an assignment
    body, document     of a decision, of an alignment
    key       of the row among the ticks and answers of a draft
    state, old_state   of an assignment; None of other rows, and where it is new
    department, due, done, evidence, withdrawn_by   of an assignment, as the row says now
    fields    of a decision that stays: which of its fields say something else
    """

    kind: ChangeKind
    sheet: str
    name: str
    key: str = ""
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
    fields: tuple[FieldDifference, ...] = ()


def oversight_moves(of: Callable[[Revisions], Sequence[Pair]]) -> Iterator[OversightDifference]:
    """In the order of the sheets; `of` gives the rows of a table that change."""
    for sheet, (table, number, day) in _SHEETS.items():
        for row, before in of(table):
            yield OversightDifference(
                kind=kind_of(row, before),
                sheet=sheet,
                name=str(row["name"]),
                key=table_key(table.table.name, (row[column] for column in table.key)),
                number=str(row[number]) if number else "",
                day=cast("date", row[day]) if day else None,
                decision=str(row["decision"]) if sheet == "assignments" else "",
                state=_state(row, sheet),
                old_state=_state(before, sheet),
                body=DecisionBody(str(row["body"])) if sheet == "decisions" else None,
                document=AlignmentDocument(str(row["document"])) if sheet == "alignments" else None,
                fields=tuple(_fields(row, before)) if sheet == "decisions" and before is not None else (),
                **(_of_assignment(row) if sheet == "assignments" else {}),
            )


def _fields(row: Row, before: Row) -> Iterator[FieldDifference]:
    for name in ("body", "name", "name_en", "link", "subjects", "comment"):
        if row[name] != before[name]:
            yield FieldDifference(name, str(before[name]), str(row[name]))


def _of_assignment(row: Row) -> dict[str, Any]:
    return {name: row[name] for name in ("department", "due", "done", "evidence", "withdrawn_by")}


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
#: sheet -> its table
SHEETS: Mapping[str, Revisions] = {sheet: table for sheet, (table, _, _) in _SHEETS.items()}
