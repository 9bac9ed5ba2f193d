"""From what is done about a strategy to rows of its tables, and back."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from kpi.model import (
    Alignment,
    AlignmentDocument,
    Assignment,
    AssignmentState,
    CouncilSession,
    Decision,
    DecisionBody,
    Event,
    Oversight,
    Risk,
)
from kpi.store.tables import oversight as tables
from kpi.store.tables.columns import Revisions

Row = dict[str, object]
Found = Mapping[str, Any]


def oversight_rows(oversight: Oversight) -> Sequence[tuple[Revisions, Sequence[Row]]]:
    """The rows of each table."""
    return (
        (tables.COUNCIL_SESSION, [asdict(one) for one in oversight.sessions]),
        (tables.DECISION, [{**asdict(one), "subjects": " ".join(one.subjects)} for one in oversight.decisions]),
        (tables.ASSIGNMENT, [asdict(one) for one in oversight.assignments]),
        (tables.EVENT, _numbered("day", ({**asdict(one), "codes": " ".join(one.codes)} for one in oversight.events))),
        (tables.RISK, _numbered("goal", map(asdict, oversight.risks))),
        (tables.ALIGNMENT, [asdict(one) for one in oversight.alignments]),
    )


def _numbered(key: str, rows: Iterable[Row]) -> list[Row]:
    """Rows with `number`: 1 for the first of a key, 2 for the second."""
    seen: Counter[object] = Counter()
    numbered = []
    for row in rows:
        seen[row[key]] += 1
        numbered.append({**row, "number": seen[row[key]]})
    return numbered


def read_oversight(rows_of: Callable[[Revisions], Iterable[Found]]) -> Oversight:
    """All of it in the order of its sheets; `rows_of` gives the rows in force of a table."""

    def of(revisions: Revisions) -> list[Found]:
        names = (*revisions.key, *revisions.content)
        ordered = sorted(rows_of(revisions), key=lambda row: int(row["position"]))
        return [{name: row[name] for name in names} for row in ordered]

    return Oversight(
        sessions=tuple(CouncilSession(**row) for row in of(tables.COUNCIL_SESSION)),
        decisions=tuple(map(_decision, of(tables.DECISION))),
        assignments=tuple(map(assignment_of, of(tables.ASSIGNMENT))),
        events=tuple(
            Event(**_without_number(row) | {"codes": tuple(row["codes"].split())}) for row in of(tables.EVENT)
        ),
        risks=tuple(Risk(**_without_number(row)) for row in of(tables.RISK)),
        alignments=tuple(
            Alignment(**{**row, "document": AlignmentDocument(row["document"])}) for row in of(tables.ALIGNMENT)
        ),
    )


def _without_number(row: Found) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "number"}


def _decision(row: Found) -> Decision:
    return Decision(**{**row, "body": DecisionBody(row["body"]), "subjects": tuple(row["subjects"].split())})


def assignment_of(row: Found) -> Assignment:
    """The assignment of a row's key and content."""
    return Assignment(**{**row, "state": AssignmentState(row["state"])})
