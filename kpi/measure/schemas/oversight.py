"""The frames of what is done about a strategy: decisions, assignments, sessions, events, risks, alignments (0051)."""

from collections.abc import Mapping
from types import MappingProxyType

#: one row per decision of «Рішення», ascending by day; its key is (number, day) (kpi.model.decision_key)
DECISIONS: Mapping[str, str] = MappingProxyType(
    {
        "number": "str",  # as it is written: «№ 21-ілюстр.»
        "day": "datetime64[s]",
        "body": "str",  # kpi.model.DecisionBody
        "name": "str",
        "name_en": "str",
        "link": "str",  # https of an allowed host, "" for none
        "comment": "str",
    }
)
#: one row per subject of a decision, in its order; a decision without rows here is about the whole strategy
DECISION_SUBJECTS: Mapping[str, str] = MappingProxyType(
    {
        "number": "str",
        "day": "datetime64[s]",
        "code": "str",  # of a goal or an indicator
    }
)
#: one row per assignment, in the order of the decisions; overdue is computed (kpi.measure.oversight.assignments)
ASSIGNMENTS: Mapping[str, str] = MappingProxyType(
    {
        "decision": "str",  # number and day of the decision
        "decision_day": "datetime64[s]",
        "number": "str",  # within the decision
        "name": "str",
        "name_en": "str",
        "department": "str",  # as in `kpi.measure.dataset.NODES`
        "due": "datetime64[s]",  # NaT = without a term
        "state": "str",  # kpi.model.AssignmentState
        "done": "datetime64[s]",  # NaT unless the state is «done»
        "evidence": "str",  # words or an https address
        "withdrawn_by": "str",  # number of the decision that withdrew it, "" unless the state is «withdrawn»
        "withdrawn_on": "datetime64[s]",  # its day
    }
)
#: the sessions of the council, ascending: days that pages compare with
COUNCIL_SESSIONS: Mapping[str, str] = MappingProxyType({"day": "datetime64[s]", "name": "str", "name_en": "str"})
#: dated marks of charts, ascending
EVENTS: Mapping[str, str] = MappingProxyType(
    {
        "day": "datetime64[s]",
        "name": "str",
        "name_en": "str",
        "codes": "str",  # of goals and indicators, apart by a space; "" = the whole strategy
        "link": "str",
    }
)
#: at most three rows a goal (kpi.model.MOST_RISKS)
RISKS: Mapping[str, str] = MappingProxyType(
    {
        "goal": "str",
        "name": "str",  # what must hold
        "name_en": "str",
        "watcher": "str",  # a position or a department
        "review_by": "datetime64[s]",
    }
)
#: goals of documents above the strategy that its goals follow
ALIGNMENTS: Mapping[str, str] = MappingProxyType(
    {
        "code": "str",  # of a goal of the strategy
        "document": "str",  # kpi.model.AlignmentDocument
        "document_code": "str",
        "name": "str",  # of the document's goal
        "name_en": "str",
    }
)
#: what decisions and events name and the strategy has no more, as it stood last
FORMER_SUBJECTS: Mapping[str, str] = MappingProxyType(
    {
        "code": "str",  # of a goal or an indicator
        "name": "str",
        "name_en": "str",
        "visibility": "str",  # of an indicator the last one that it had, "" of a goal
    }
)
#: all of them, by their names in `Dataset`
FRAMES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "decisions": DECISIONS,
        "decision_subjects": DECISION_SUBJECTS,
        "assignments": ASSIGNMENTS,
        "council_sessions": COUNCIL_SESSIONS,
        "events": EVENTS,
        "risks": RISKS,
        "alignments": ALIGNMENTS,
        "former_subjects": FORMER_SUBJECTS,
    }
)
