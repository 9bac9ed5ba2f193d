"""From a form of «Рішення» to the changed plan. ValueError names what is wrong, a key below `deciding.wrong`."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from kpi.model import MOST_RISKS, Assignment, CouncilSession, Decision, DecisionBody, Event, Plan, Risk
from kpi.model.web_address import is_link_to
from kpi.services.publishing.administration import oversight_edit as edit
from kpi.services.publishing.codes import codes_ever
from kpi.services.publishing.editions import present_edition
from kpi.web.desk.report.assignments import key_of
from kpi.web.desk.request import DeskRequest

_PIECES = re.compile(r"[^;,\s]+")


def changed(asked: DeskRequest, plan: Plan) -> Plan:
    """The plan as the form wants it; LookupError for an act that there is not."""
    return _ACTS[asked.given.get("act", "")](asked, plan)


def _words(asked: DeskRequest, name: str, *, required: bool = True) -> str:
    text = " ".join(asked.given.get(name, "").split())
    if required and not text:
        raise ValueError("blank")
    return text


def _day(asked: DeskRequest, name: str) -> date | None:
    text = _words(asked, name, required=False)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ValueError("day") from None


def _needed_day(asked: DeskRequest, name: str) -> date:
    day = _day(asked, name)
    if day is None:
        raise ValueError("day")
    return day


def _link(asked: DeskRequest, plan: Plan) -> str:
    link = _words(asked, "link", required=False)
    if link and not is_link_to(link, plan.strategy.linked_hosts):
        raise ValueError("link")
    return link


def _codes(asked: DeskRequest) -> tuple[str, ...]:
    """Codes of goals and indicators, each once, also of those that are gone; what never was one is told."""
    found = dict.fromkeys(_PIECES.findall(_words(asked, "subjects", required=False)))
    with asked.store.reading() as connection:
        edition = present_edition(connection, asked.store, asked.today)
        known = frozenset(codes_ever(connection, asked.store, edition))
    if not known >= found.keys():
        raise ValueError("subjects")
    return tuple(found)


def _decision(asked: DeskRequest, plan: Plan) -> Plan:
    body = asked.given.get("body", "")
    if body not in set(DecisionBody):
        raise ValueError("body")
    decision = Decision(
        number=_words(asked, "number"),
        day=_needed_day(asked, "day"),
        body=DecisionBody(body),
        name=_words(asked, "name"),
        link=_link(asked, plan),
        subjects=_codes(asked),
        comment=_words(asked, "comment", required=False),
    )
    return edit.with_decision(plan, decision, today=asked.today)


def _edited(asked: DeskRequest, plan: Plan) -> Plan:
    """A decision that is there already, with other words, body, link or subjects."""
    body = asked.given.get("body", "")
    if body not in set(DecisionBody):
        raise ValueError("body")
    decided = _needed_day(asked, "decided")
    wanted = Decision(
        number="",
        day=decided,
        body=DecisionBody(body),
        name=_words(asked, "name"),
        name_en=_words(asked, "name_en", required=False),
        link=_link(asked, plan),
        subjects=_codes(asked),
        comment=_words(asked, "comment", required=False),
    )
    return edit.with_changed_decision(plan, (_words(asked, "decision"), decided), wanted)


def _assignment(asked: DeskRequest, plan: Plan) -> Plan:
    decided = _needed_day(asked, "decided")
    assignment = Assignment(
        decision="",
        decision_day=decided,
        number="",
        name=_words(asked, "assignment"),
        department=asked.given.get("department", ""),
        due=_day(asked, "due"),
    )
    return edit.with_assignment(plan, (_words(asked, "decision"), decided), assignment)


def _done(asked: DeskRequest, plan: Plan) -> Plan:
    found = edit.find_assignment(plan.oversight, *key_of(asked))
    day, evidence = _needed_day(asked, "done"), _words(asked, "evidence")
    return edit.with_done(plan, found, day, evidence, today=asked.today)


def _withdrawn(asked: DeskRequest, plan: Plan) -> Plan:
    found = edit.find_assignment(plan.oversight, *key_of(asked))
    return edit.with_withdrawal(plan, found, (_words(asked, "by"), _needed_day(asked, "by_day")))


def _event(asked: DeskRequest, plan: Plan) -> Plan:
    return edit.with_event(plan, _typed_event(asked, plan))


def _typed_event(asked: DeskRequest, plan: Plan) -> Event:
    return Event(
        day=_needed_day(asked, "day"),
        name=_words(asked, "event"),
        name_en=_words(asked, "name_en", required=False),
        codes=_codes(asked),
        link=_link(asked, plan),
    )


def _session(asked: DeskRequest, plan: Plan) -> Plan:
    return edit.with_session(plan, _typed_session(asked))


def _typed_session(asked: DeskRequest) -> CouncilSession:
    name, name_en = (_words(asked, field, required=False) for field in ("session", "name_en"))
    return CouncilSession(day=_needed_day(asked, "day"), name=name, name_en=name_en)


def _risk(asked: DeskRequest, plan: Plan) -> Plan:
    goal = _words(asked, "goal")
    if goal not in {*(one.code for one in plan.strategic_goals), *(one.code for one in plan.operational_goals)}:
        raise ValueError("goal")
    return edit.with_risk(plan, replace(_typed_risk(asked), goal=goal), most=MOST_RISKS)


def _typed_risk(asked: DeskRequest) -> Risk:
    return Risk(
        goal="",
        name=_words(asked, "risk"),
        name_en=_words(asked, "name_en", required=False),
        watcher=_words(asked, "watcher", required=False),
        review_by=_day(asked, "review"),
    )


def _own_event(asked: DeskRequest, plan: Plan) -> Event:
    """What a form was opened for; LookupError where it is gone, or says something else, meanwhile."""
    return edit.find_event(plan.oversight, _former_day(asked), asked.given.get("former", ""))


def _own_session(asked: DeskRequest, plan: Plan) -> CouncilSession:
    return edit.find_session(plan.oversight, _former_day(asked))


def _own_risk(asked: DeskRequest, plan: Plan) -> Risk:
    return edit.find_risk(plan.oversight, asked.given.get("goal", ""), asked.given.get("former", ""))


def _former_day(asked: DeskRequest) -> date:
    try:
        return date.fromisoformat(asked.given.get("former_day", ""))
    except ValueError:
        raise LookupError("former_day") from None


def _changed_event(asked: DeskRequest, plan: Plan) -> Plan:
    return edit.with_changed_event(plan, _own_event(asked, plan), _typed_event(asked, plan))


def _changed_session(asked: DeskRequest, plan: Plan) -> Plan:
    return edit.with_changed_session(plan, _own_session(asked, plan), _typed_session(asked))


def _changed_risk(asked: DeskRequest, plan: Plan) -> Plan:
    return edit.with_changed_risk(plan, _own_risk(asked, plan), _typed_risk(asked))


def _review(asked: DeskRequest, plan: Plan) -> Plan:
    own = _own_risk(asked, plan)
    return edit.with_changed_risk(plan, own, replace(own, review_by=_needed_day(asked, "review")))


class _Acts(dict[str, Callable[[DeskRequest, Plan], Plan]]):
    """By the button that was pressed; one that there is not is as missing as a page that never was."""

    def __missing__(self, act: str) -> Callable[[DeskRequest, Plan], Plan]:
        raise LookupError(act)


_ACTS: Mapping[str, Callable[[DeskRequest, Plan], Plan]] = _Acts(
    decision=_decision,
    edit=_edited,
    assignment=_assignment,
    done=_done,
    withdraw=_withdrawn,
    event=_event,
    session=_session,
    risk=_risk,
    review=_review,
    event_edit=_changed_event,
    event_gone=lambda asked, plan: edit.with_changed_event(plan, _own_event(asked, plan), None),
    session_edit=_changed_session,
    session_gone=lambda asked, plan: edit.with_changed_session(plan, _own_session(asked, plan), None),
    risk_edit=_changed_risk,
    risk_gone=lambda asked, plan: edit.with_changed_risk(plan, _own_risk(asked, plan), None),
)
