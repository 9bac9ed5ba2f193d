"""Decisions since the last session and what became of them: each assignment with its department, term and state."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pandas as pd

from kpi.measure.oversight.assignments import overdue_days
from kpi.model import AssignmentState, decision_key
from kpi.text import DASH, Text
from kpi.views.common.page_frame import release_day
from kpi.views.common.rows import departments_by_name
from kpi.views.common.values import Record, records
from kpi.views.indicator.dossiers import day_or_none
from kpi.views.report.blocks import ReportCell, ReportColumn, ReportSentence, ReportTable, Section
from kpi.views.report.scope import ReportScope

_Key = tuple[str, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFate:
    """One assignment, or a decision that has none (`state` None). `late` days past its term, 0 where it is not.

    evidence  by what it is confirmed that it was done; `ended` the day on which it was done or withdrawn
    """

    decision: str
    name: str
    body: str
    day: date
    link: str
    words: str
    department: str
    due: date | None
    state: AssignmentState | None
    late: int
    ended: date | None
    evidence: str


def fates(scope: ReportScope) -> tuple[DecisionFate, ...]:
    """Of the decisions since the last session all; of earlier ones what is open or ended since. The latest first."""
    dataset, text = scope.survey.dataset, scope.text
    known = release_day(scope.survey)
    # late as on «Рішення», which the numbers lead to: by the day that the release shows
    frame = dataset.assignments.assign(late=overdue_days(dataset.assignments, scope.survey.now.as_of))
    by_decision: dict[_Key, list[Record]] = {}
    for row in records(frame):
        by_decision.setdefault(_key(row["decision"], row["decision_day"]), []).append(row)
    names = {name: one.name for name, one in departments_by_name(dataset, text).items()}
    found = []
    for decision in reversed(records(dataset.decisions)):
        key = _key(decision["number"], decision["day"])
        if not _concerns(scope, key) or key[1] > known:
            continue
        own = [_fate(text, decision, row, names) for row in by_decision.get(key, [])] or [
            _fate(text, decision, None, names)
        ]
        fresh = scope.since is None or key[1] >= scope.since
        found += own if fresh else [one for one in own if _since_then(scope, one)]
    return tuple(found)


def _since_then(scope: ReportScope, one: DecisionFate) -> bool:
    """Whether an assignment of an earlier decision is open still, or came to its end since the last session."""
    ended = one.ended is not None and scope.since is not None and one.ended >= scope.since
    return one.state is AssignmentState.OPEN or ended


def _key(number: object, day: object) -> _Key:
    return decision_key(str(number)), pd.Timestamp(day).date()  # type: ignore[arg-type]


def _concerns(scope: ReportScope, key: _Key) -> bool:
    """Whether a decision is about something of the report; one without subjects is about the whole strategy."""
    subjects = scope.survey.dataset.decision_subjects
    pairs = zip(subjects["number"], subjects["day"], subjects["code"], strict=True)
    codes = {str(code) for number, day, code in pairs if _key(number, day) == key}
    return not scope.sector or not codes or bool(codes & scope.codes)


def _fate(text: Text, decision: Record, row: Record | None, names: dict[str, str]) -> DecisionFate:
    day = day_or_none(decision["day"])
    state = None if row is None else AssignmentState(str(row["state"]))
    department = "" if row is None else str(row["department"])
    ended = None if row is None else day_or_none(row["done" if state is AssignmentState.DONE else "withdrawn_on"])
    return DecisionFate(
        decision=text.say("session_report.decisions.named", number=decision["number"], day=text.date(day)),
        name=_named(decision, text),
        body=text.say(f"decision_body.{decision['body']}"),
        day=day or date.min,
        link=str(decision["link"]),
        words="" if row is None else _named(row, text),
        department=names.get(department, department),
        due=None if row is None else day_or_none(row["due"]),
        state=state,
        late=0 if row is None else int(row["late"]),
        ended=ended,
        evidence="" if row is None else str(row["evidence"]),
    )


def _named(row: Record, text: Text) -> str:
    return text.named(str(row["name"]), str(row["name_en"]))


def decisions(scope: ReportScope) -> Section | None:
    """The section; None where no decision is entered."""
    if scope.survey.dataset.decisions.empty:
        return None
    text, found = scope.text, fates(scope)
    title = text.say("session_report.decisions.title")
    if not found:
        return Section(
            title=title, level=1, blocks=(ReportSentence(text.say("session_report.decisions.none")),), wide=True
        )
    heads = (("decision", 27), ("assignment", 27), ("department", 18), ("due", 11), ("state", 20))
    table = ReportTable(
        sheet="decisions",
        caption=text.say("session_report.decisions.caption", date=text.date(scope.survey.now.as_of)),
        columns=tuple(ReportColumn(text.say(f"session_report.column.{name}"), width) for name, width in heads),
        rows=tuple(_row(text, one) for one in found),
    )
    return Section(title=title, level=1, blocks=(*summary(scope, found), table), wide=True)


def summary(scope: ReportScope, found: tuple[DecisionFate, ...]) -> Iterator[ReportSentence]:
    """How many decisions and assignments there are, and how these stand."""
    text, here = scope.text, scope.addresses.page("decisions")
    given = [one for one in found if one.state is not None]
    decided = len({(one.decision, one.day) for one in found})
    words = text.count("session_report.decisions.count", decided)
    words += (
        text.count("session_report.decisions.assignments", len(given))
        if given
        else text.say("session_report.decisions.no_assignments")
    )
    yield ReportSentence(words, here)
    states = {
        "done": sum(one.state is AssignmentState.DONE for one in given),
        "open": sum(one.state is AssignmentState.OPEN for one in given),
        "late": sum(one.state is AssignmentState.OPEN and one.late > 0 for one in given),
        "withdrawn": sum(one.state is AssignmentState.WITHDRAWN for one in given),
    }
    if given:
        yield ReportSentence(
            text.say("session_report.decisions.states", **{k: text.number(n) for k, n in states.items()}), here
        )


def _row(text: Text, one: DecisionFate) -> tuple[ReportCell, ...]:
    return (
        ReportCell(words=f"{one.decision}, {one.body}: {one.name}", href=one.link),
        ReportCell(words=one.words or text.say("session_report.decisions.none_given")),
        ReportCell(words=one.department or DASH),
        ReportCell(words=text.date(one.due), value=one.due),
        ReportCell(words=state_words(text, one)),
    )


def state_words(text: Text, one: DecisionFate) -> str:
    """«виконано 01.09.2026: лист № 5», «відкрите, прострочено на 12 днів», «—» of a decision without assignments."""
    if one.state is None:
        return DASH
    words = text.say(f"assignment_state.{one.state}")
    if one.ended is not None:
        words = f"{words} {text.date(one.ended)}"
    if one.late:
        words += text.count("session_report.decisions.late", one.late)
    return f"{words}; {one.evidence}" if one.evidence else words
