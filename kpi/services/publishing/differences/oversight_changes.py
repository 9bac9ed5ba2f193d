"""What a plan workbook changes of decisions, assignments, sessions, events, risks and alignments."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
    fields    of a row that stays, an assignment apart: which of its fields say something else
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

    @property
    def is_of_editors(self) -> bool:
        """Whether editors keep the sheet; the rest of a plan is an administrator's."""
        return SHEETS[self.sheet] in oversight.OF_EDITORS


def oversight_moves(of: Callable[[Revisions], Sequence[Pair]]) -> Iterator[OversightDifference]:
    """In the order of the sheets; `of` gives the rows of a table that change."""
    for sheet, (table, number, day) in _SHEETS.items():
        for row, before in _matched(of(table), table):
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
                fields=()
                if before is None or row.get("removed")
                else tuple(_fields(row, before, _FIELDS.get(sheet, ()))),
                **(_of_assignment(row) if sheet == "assignments" else {}),
            )


def _fields(row: Row, before: Row, names: Iterable[str]) -> Iterator[FieldDifference]:
    for name in names:
        if row[name] != before[name]:
            yield FieldDifference(name, _plain(before[name]), _plain(row[name]))


def _plain(value: object) -> str:
    return "" if value is None else str(value)


def _matched(pairs: Sequence[Pair], table: Revisions) -> Iterator[Pair]:
    """The same changes where rows are told apart by their place alone: what only moved up is not told as changed.

    With the first of two events of a day the second becomes the first; what is gone is the first all the same.
    """
    if "number" not in table.key or table is oversight.ASSIGNMENT:
        yield from pairs
        return
    was = [before for _, before in pairs if before is not None]
    now = [row for row, _ in pairs if not row.get("removed")]
    for row in list(now):
        same = next((one for one in was if _says(one, table) == _says(row, table)), None)
        if same is not None:
            was.remove(same)
            now.remove(row)
    for row in now:
        before = next((one for one in was if _group(one, table) == _group(row, table)), None)
        if before is not None:
            was.remove(before)
        yield row, before
    for row in was:
        yield row | {"removed": True}, row


def _group(row: Row, table: Revisions) -> tuple[object, ...]:
    return tuple(row[name] for name in table.key if name != "number")


def _says(row: Row, table: Revisions) -> tuple[object, ...]:
    return (*_group(row, table), *(row[name] for name in table.content))


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
#: sheet -> the fields of it that are told one by one
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "sessions": ("name", "name_en"),
    "decisions": ("body", "name", "name_en", "link", "subjects", "comment"),
    "events": ("name", "name_en", "codes", "link"),
    "risks": ("name", "name_en", "watcher", "review_by"),
    "alignments": ("name", "name_en"),
}
#: sheet -> its table
SHEETS: Mapping[str, Revisions] = {sheet: table for sheet, (table, _, _) in _SHEETS.items()}
