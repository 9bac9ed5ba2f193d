"""What is done about a strategy: sessions, decisions, assignments, events, risks, alignments (decision 0051).

`number` beside another key counts the rows of that key in one workbook: the second event of a day is its second.
Decisions keep the codes that they are about, and events theirs, apart by a space: the row states all of them.
"""

from kpi.store.tables.columns import day, integer, revision_table, text

COUNCIL_SESSION = revision_table(
    "council_session_rev", [day("day", nullable=False)], [*map(text, ("name", "name_en"))], [integer("position")]
)
DECISION = revision_table(
    "decision_rev",
    [text("number"), day("day", nullable=False)],
    [*map(text, ("body", "name", "name_en", "link", "subjects", "comment"))],
    [integer("position")],
)
ASSIGNMENT = revision_table(
    "assignment_rev",
    [text("decision"), day("decision_day", nullable=False), text("number")],
    [
        *map(text, ("name", "name_en", "department")),
        day("due"),
        text("state"),
        day("done"),
        *map(text, ("evidence", "withdrawn_by")),
        day("withdrawn_on"),
    ],
    [integer("position")],
)
EVENT = revision_table(
    "event_rev",
    [day("day", nullable=False), integer("number")],
    [*map(text, ("name", "name_en", "codes", "link"))],
    [integer("position")],
)
RISK = revision_table(
    "risk_rev",
    [text("goal"), integer("number")],
    [*map(text, ("name", "name_en", "watcher")), day("review_by")],
    [integer("position")],
)
ALIGNMENT = revision_table(
    "alignment_rev",
    [*map(text, ("code", "document", "document_code"))],
    [*map(text, ("name", "name_en"))],
    [integer("position")],
)
#: what is kept by editors; alignments are the plan's
OF_EDITORS = (COUNCIL_SESSION, DECISION, ASSIGNMENT, EVENT, RISK)
#: in the order in which an upload writes them
TABLES = (*OF_EDITORS, ALIGNMENT)
