"""Single changes of decisions and what stands beside them, made in a plan; from there on they go its workbook's way.

Each takes a plan and what a form says, and gives the changed plan. ValueError names what is wrong: a key below
`deciding.wrong` of the catalogue of words.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from kpi.model import (
    Assignment,
    AssignmentState,
    CouncilSession,
    Decision,
    Event,
    Oversight,
    Plan,
    Risk,
    bare_number,
    decision_key,
)
from kpi.model.folding import fold

#: number and day of a decision, as its row has them
DecisionKey = tuple[str, date]
Row = TypeVar("Row", bound=Event | CouncilSession | Risk)


def find_decision(oversight: Oversight, number: str, day: date) -> Decision:
    """The decision that a number means, however it is written; LookupError for none."""
    for one in oversight.decisions:
        if one.day == day and decision_key(one.number) == decision_key(number):
            return one
    raise LookupError(number)


def find_assignment(oversight: Oversight, decision: str, day: date, number: str) -> Assignment:
    """The assignment of a decision; LookupError for none."""
    for one in oversight.assignments:
        same = (decision_key(one.decision), one.decision_day, decision_key(one.number))
        if same == (decision_key(decision), day, decision_key(number)):
            return one
    raise LookupError(number)


def with_decision(plan: Plan, decision: Decision, *, today: date) -> Plan:
    """The plan with one more decision: «№ 21» and «21» of the same day are one, and it is there once."""
    if not decision_key(decision.number):
        raise ValueError("number")
    if decision.day > today:
        raise ValueError("future")
    known = plan.oversight
    try:
        find_decision(known, decision.number, decision.day)
    except LookupError:
        own = replace(decision, number=bare_number(decision.number))
        return _with(plan, replace(known, decisions=(*known.decisions, own)))
    raise ValueError("known")


def with_changed_decision(plan: Plan, key: DecisionKey, wanted: Decision) -> Plan:
    """The plan in which a decision says something else of itself; number and day stay: by them it is known."""
    known = plan.oversight
    own = find_decision(known, *key)
    changed = replace(wanted, number=own.number, day=own.day)
    return _with(plan, replace(known, decisions=tuple(changed if one == own else one for one in known.decisions)))


def with_assignment(plan: Plan, decision: DecisionKey, assignment: Assignment) -> Plan:
    """The plan with one more assignment of a decision, numbered next to its last one."""
    known = plan.oversight
    own = find_decision(known, *decision)
    if assignment.due is not None and assignment.due < own.day:
        raise ValueError("due")
    if assignment.department not in {one.code for one in plan.departments}:
        raise ValueError("department")
    numbers = {decision_key(one.number) for one in known.assignments if _is_of(one, own)}
    number = next(str(n) for n in range(1, len(numbers) + 2) if str(n) not in numbers)
    made = replace(assignment, decision=own.number, decision_day=own.day, number=number)
    return _with(plan, replace(known, assignments=(*known.assignments, made)))


def with_done(plan: Plan, assignment: Assignment, day: date, evidence: str, *, today: date) -> Plan:
    """The plan in which an assignment was done on a day: neither after today nor before its decision."""
    if day > today:
        raise ValueError("done_future")
    if day < assignment.decision_day:
        raise ValueError("done_early")
    return _changed(plan, assignment, lambda one: replace(one, state=AssignmentState.DONE, done=day, evidence=evidence))


def with_withdrawal(plan: Plan, assignment: Assignment, by: DecisionKey) -> Plan:
    """The plan in which a decision withdrew an assignment: not an earlier one than its own."""
    try:
        found = find_decision(plan.oversight, *by)
    except LookupError:
        raise ValueError("withdrawal") from None
    if found.day < assignment.decision_day:
        raise ValueError("withdrawal")
    gone = AssignmentState.WITHDRAWN
    return _changed(
        plan,
        assignment,
        lambda one: replace(one, state=gone, withdrawn_by=found.number, withdrawn_on=found.day),
    )


def with_event(plan: Plan, event: Event) -> Plan:
    """The plan with one more event."""
    known = plan.oversight
    _refuse_known(known.events, event, _event_key, "known_event")
    return _with(plan, replace(known, events=(*known.events, event)))


def with_session(plan: Plan, session: CouncilSession) -> Plan:
    """The plan with one more session."""
    known = plan.oversight
    _refuse_known(known.sessions, session, _session_key, "known_session")
    return _with(plan, replace(known, sessions=(*known.sessions, session)))


def with_risk(plan: Plan, risk: Risk, *, most: int) -> Plan:
    """The plan with one more risk of a goal, of which at most so many are looked after."""
    known = plan.oversight
    if sum(one.goal == risk.goal for one in known.risks) >= most:
        raise ValueError("risks")
    _refuse_known(known.risks, risk, _risk_key, "known_risk")
    return _with(plan, replace(known, risks=(*known.risks, risk)))


def find_event(oversight: Oversight, day: date, name: str) -> Event:
    """The event of a day with these words; LookupError for none."""
    return _found(oversight.events, _event_key, (day, fold(name)))


def find_session(oversight: Oversight, day: date) -> CouncilSession:
    """The session of a day; LookupError for none."""
    return _found(oversight.sessions, _session_key, day)


def find_risk(oversight: Oversight, goal: str, name: str) -> Risk:
    """The risk of a goal with these words; LookupError for none."""
    return _found(oversight.risks, _risk_key, (goal, fold(name)))


def with_changed_event(plan: Plan, event: Event, wanted: Event | None) -> Plan:
    """The plan in which an event says something else, its day too; without it where None is wanted."""
    known = plan.oversight
    rows = _exchanged(known.events, event, wanted, _event_key, "known_event")
    return _with(plan, replace(known, events=rows, sheets=_sheets(known, "events", rows)))


def with_changed_session(plan: Plan, session: CouncilSession, wanted: CouncilSession | None) -> Plan:
    """The plan in which a session is of another day or name; without it where None is wanted."""
    known = plan.oversight
    rows = _exchanged(known.sessions, session, wanted, _session_key, "known_session")
    return _with(plan, replace(known, sessions=rows, sheets=_sheets(known, "sessions", rows)))


def with_changed_risk(plan: Plan, risk: Risk, wanted: Risk | None) -> Plan:
    """The plan in which a risk says something else; its goal stays. Without it where None is wanted."""
    known, own = plan.oversight, None if wanted is None else replace(wanted, goal=risk.goal)
    rows = _exchanged(known.risks, risk, own, _risk_key, "known_risk")
    return _with(plan, replace(known, risks=rows, sheets=_sheets(known, "risks", rows)))


def _event_key(one: Event) -> tuple[date, str]:
    """The same words of the same day are one event."""
    return one.day, fold(one.name)


def _session_key(one: CouncilSession) -> date:
    """One session a day."""
    return one.day


def _risk_key(one: Risk) -> tuple[str, str]:
    """The same words of one goal are one risk."""
    return one.goal, fold(one.name)


def _found(rows: Iterable[Row], key: Callable[[Row], object], wanted: object) -> Row:
    for one in rows:
        if key(one) == wanted:
            return one
    raise LookupError(wanted)


def _refuse_known(rows: Iterable[Row], wanted: Row, key: Callable[[Row], object], error: str) -> None:
    if any(key(one) == key(wanted) for one in rows):
        raise ValueError(error)


def _sheets(known: Oversight, sheet: str, rows: tuple[object, ...]) -> frozenset[str]:
    """The sheets without a row that a file has: one that is left without any says that none stands any more."""
    return known.sheets - {sheet} if rows else known.sheets | {sheet}


def _exchanged(
    rows: tuple[Row, ...], own: Row, wanted: Row | None, key: Callable[[Row], object], error: str
) -> tuple[Row, ...]:
    """The rows with another in the place of one, or with none there; ValueError where it is one of the others."""
    place = rows.index(own)
    rest = rows[:place] + rows[place + 1 :]
    if wanted is None:
        return rest
    _refuse_known(rest, wanted, key, error)
    return (*rest[:place], wanted, *rest[place:])


def _is_of(assignment: Assignment, decision: Decision) -> bool:
    return (assignment.decision, assignment.decision_day) == (decision.number, decision.day)


def _changed(plan: Plan, wanted: Assignment, change: Callable[[Assignment], Assignment]) -> Plan:
    known = plan.oversight
    if wanted.state is not AssignmentState.OPEN:
        raise ValueError("closed")
    assignments = tuple(change(one) if one == wanted else one for one in known.assignments)
    return _with(plan, replace(known, assignments=assignments))


def _with(plan: Plan, oversight: Oversight) -> Plan:
    return replace(plan, oversight=oversight)
