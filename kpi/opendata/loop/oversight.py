"""The tables of what is done about a strategy: sessions, decisions, assignments, events, risks, alignments."""

from collections.abc import Callable, Mapping

import pandas as pd

from kpi.measure.oversight.assignments import is_overdue, overdue_days
from kpi.measure.results import Survey
from kpi.model import AlignmentDocument, AssignmentState, DecisionBody
from kpi.opendata import values
from kpi.opendata.columns import Columns, days, numbers, of_frame, texts
from kpi.opendata.field_types import CODE, LAST, NAMES, Field, Type, coded, plain_texts

_DAY = Field(name="day", type=Type.DATE, required=True)
_DECISION_DAY = Field(name="decision_day", type=Type.DATE, required=True)
_NUMBER = Field(name="number", required=True)
TABLES: Mapping[str, tuple[Field, ...]] = {
    "council_sessions": (_DAY, *plain_texts("name", "name_en"), *LAST),
    "decisions": (
        _NUMBER,
        _DAY,
        coded("body", DecisionBody, "decision_body", required=True),
        *NAMES,
        *plain_texts("codes", "link", "comment"),
        *LAST,
    ),
    "assignments": (
        Field(name="decision", required=True),
        _DECISION_DAY,
        _NUMBER,
        *NAMES,
        Field(name="department"),
        Field(name="due", type=Type.DATE),
        coded("state", AssignmentState, "assignment_state", required=True),
        Field(name="overdue", type=Type.BOOL, required=True),
        Field(name="overdue_days", type=Type.WHOLE, required=True),
        Field(name="done", type=Type.DATE),
        *plain_texts("evidence", "withdrawn_by"),
        Field(name="withdrawn_on", type=Type.DATE),
        Field(name="as_of", type=Type.DATE, required=True),
        *LAST,
    ),
    "events": (_DAY, *NAMES, *plain_texts("codes", "link"), *LAST),
    "risks": (
        Field(name="goal", required=True),
        *NAMES,
        Field(name="watcher"),
        Field(name="review_by", type=Type.DATE),
        *LAST,
    ),
    "alignments": (
        CODE,
        coded("document", AlignmentDocument, "alignment_document", required=True),
        Field(name="document_code", required=True),
        *plain_texts("name", "name_en"),
        *LAST,
    ),
}
#: what a row is known by
KEYS: Mapping[str, tuple[str, ...]] = {
    "council_sessions": ("day",),
    "decisions": ("number", "day"),
    "assignments": ("decision", "decision_day", "number"),
    "alignments": ("code", "document", "document_code"),
}


def _sessions(survey: Survey) -> Columns:
    frame = survey.dataset.council_sessions
    return {**of_frame(frame, "name", "name_en"), "day": days(frame["day"])}


def _decisions(survey: Survey) -> Columns:
    frame, subjects = survey.dataset.decisions, survey.dataset.decision_subjects
    codes = subjects.groupby(["number", "day"], sort=False)["code"].agg(";".join)
    keys = pd.MultiIndex.from_frame(frame[["number", "day"]])
    return {
        **of_frame(frame, "number", "body", "name", "name_en", "link", "comment"),
        "day": days(frame["day"]),
        "codes": texts(codes.reindex(keys).reset_index(drop=True)),
    }


def _assignments(survey: Survey) -> Columns:
    """How each stands on the day that the release is judged at."""
    frame, day = survey.dataset.assignments, survey.now.as_of
    return {
        **of_frame(frame, "decision", "number", "name", "name_en", "state", "evidence", "withdrawn_by"),
        **{name: days(frame[name]) for name in ("decision_day", "due", "done", "withdrawn_on")},
        "department": values.department_names(survey.dataset, frame["department"]),
        "overdue": [bool(late) for late in is_overdue(frame, day)],
        "overdue_days": numbers(overdue_days(frame, day)),
        "as_of": [day] * len(frame),
    }


def _events(survey: Survey) -> Columns:
    frame = survey.dataset.events
    codes = frame["codes"].str.replace(" ", ";", regex=False)
    return {**of_frame(frame, "name", "name_en", "link"), "codes": texts(codes), "day": days(frame["day"])}


def _risks(survey: Survey) -> Columns:
    frame = survey.dataset.risks
    return {**of_frame(frame, "goal", "name", "name_en", "watcher"), "review_by": days(frame["review_by"])}


def _alignments(survey: Survey) -> Columns:
    return of_frame(survey.dataset.alignments, "code", "document", "document_code", "name", "name_en")


MAKERS: Mapping[str, Callable[[Survey], Columns]] = {
    "council_sessions": _sessions,
    "decisions": _decisions,
    "assignments": _assignments,
    "events": _events,
    "risks": _risks,
    "alignments": _alignments,
}
