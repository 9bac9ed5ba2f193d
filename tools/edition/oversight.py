"""What is done about an edition's goals, from its story: sessions, decisions, assignments, events, risks, alignment."""

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
from tools.edition.sources import Edition, departments, story


def oversight(edition: Edition) -> Oversight:
    """Departments by their names, as a workbook has them; an edition whose story says nothing has nothing."""
    told, names = story(edition), departments(edition)
    return Oversight(
        sessions=tuple(CouncilSession(**row) for row in told.get("session", ())),
        decisions=tuple(
            Decision(**row | {"body": DecisionBody(row["body"]), "subjects": tuple(row["subjects"])})
            for row in told.get("decision", ())
        ),
        assignments=tuple(
            Assignment(
                **row
                | {
                    "department": names[row["department"]],
                    "state": AssignmentState(row.get("state", AssignmentState.OPEN)),
                }
            )
            for row in told.get("assignment", ())
        ),
        events=tuple(Event(**row | {"codes": tuple(row.get("codes", ()))}) for row in told.get("event", ())),
        risks=tuple(Risk(**row | {"watcher": names[row["watcher"]]}) for row in told.get("risk", ())),
        alignments=tuple(
            Alignment(**row | {"document": AlignmentDocument(row["document"])}) for row in told.get("alignment", ())
        ),
    )
