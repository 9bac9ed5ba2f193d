"""What departments say of their assignments. Nothing public changes by it until an editor closes the assignment."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from kpi.access import Right
from kpi.model import Account, Assignment, AssignmentState, Decision, Plan, Role
from kpi.services.publishing.administration.oversight_edit import find_assignment, find_decision
from kpi.services.publishing.file_check import present_until
from kpi.services.publishing.permissions import ForbiddenError, require_right
from kpi.store import Store, audit
from kpi.store.beside import assignment_answers as kept
from kpi.store.beside.assignment_answers import AnswerState, AssignmentAnswer, AssignmentKey
from kpi.store.books import plan as stored_plan
from kpi.store.departments import department_index
from kpi.store.read import of_plan

#: letters of an answer, of the words with which it is returned
LONGEST = 1000


class AssignmentAnswerError(Exception):
    """What was sent is not taken; `reason` is a key below `deciding.wrong`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class AssignmentWork:
    """An assignment with its decision, the code of the department that it is of, and what that has answered.

    answer  None where nothing was, or where the assignment has been closed since
    """

    assignment: Assignment
    decision: Decision
    department: str
    answer: AssignmentAnswer | None = None

    @property
    def waits(self) -> bool:
        """Whether an editor is to look at the answer."""
        return self.answer is not None and self.answer.state is AnswerState.WAITING

    def late_days(self, today: date) -> int:
        """By how many days an open one is past its term, 0 where it is not."""
        due = self.assignment.due
        return 0 if due is None or self.assignment.state is not AssignmentState.OPEN else max(0, (today - due).days)


@dataclass(frozen=True, slots=True)
class _Standing:
    edition: str
    plan: Plan
    works: tuple[AssignmentWork, ...]


def open_assignments(account: Account | None, *, today: date, store: Store) -> tuple[AssignmentWork, ...]:
    """The open assignments of the account's departments, of an editor all; the earliest term first."""
    if account is None or account.disabled:
        return ()
    with store.reading() as connection:
        found = _standing(connection, store, today, account)
    own = [one for one in found.works if one.assignment.state is AssignmentState.OPEN] if found else []
    return tuple(sorted(own, key=lambda one: (one.assignment.due or date.max, one.decision.day)))


def _standing(connection: Connection, store: Store, today: date, account: Account) -> _Standing | None:
    """The assignments in force that the account sees: a head those of the own departments."""
    until = present_until(connection, store, today)
    there = of_plan(connection, until)
    plan = stored_plan(connection, there)
    if plan is None:
        return None
    index = department_index(connection, there)
    answers = kept.answers(connection, store.community, until.edition)
    every = account.role is not Role.HEAD
    own = {index.code_of(word) for word in account.departments}
    works = []
    for one in plan.oversight.assignments:
        department = index.code_of(one.department)
        if every or department in own:
            decision = find_decision(plan.oversight, one.decision, one.decision_day)
            answer = answers.get((one.decision, one.decision_day, one.number))
            told = answer if one.state is AssignmentState.OPEN else None
            works.append(AssignmentWork(one, decision, department, told))
    return _Standing(until.edition, plan, tuple(works))


def answer(
    account: Account | None,
    key: AssignmentKey,
    *,
    done: date | None,
    words: str,
    today: date,
    now: datetime,
    store: Store,
) -> None:
    """Keep what a department says: done on a day and by what that is confirmed, or with no day how it stands.

    ForbiddenError for an assignment that is not the account's, AssignmentAnswerError for what cannot be so.
    """
    known = require_right(account, Right.SUBMIT)
    with store.writing() as connection:
        found = _standing(connection, store, today, known)
        work = _own(found, key)
        if found is None or work is None:
            raise ForbiddenError("assignment")
        _check(work.assignment, done, words, today)
        given = AssignmentAnswer(
            edition=found.edition,
            decision=work.assignment.decision,
            decision_day=work.assignment.decision_day,
            number=work.assignment.number,
            done=done,
            words=words.strip(),
            login=known.login,
            name=known.name,
        )
        kept.put(connection, store.community, given, now)
        detail = _about(work) | {"reason": given.words} | ({"done": done.isoformat()} if done else {})
        audit.record(connection, store.community, actor=known.login, action="assignment_answer", detail=detail, at=now)


def _check(assignment: Assignment, done: date | None, words: str, today: date) -> None:
    if assignment.state is not AssignmentState.OPEN:
        raise AssignmentAnswerError("closed")
    if not words.strip():
        raise AssignmentAnswerError("no_evidence" if done else "no_words")
    if len(words.strip()) > LONGEST:
        raise AssignmentAnswerError("long")
    if done is not None and done > today:
        raise AssignmentAnswerError("done_future")
    if done is not None and done < assignment.decision_day:
        raise AssignmentAnswerError("done_early")


def send_back(
    account: Account | None, key: AssignmentKey, words: str, *, today: date, now: datetime, store: Store
) -> None:
    """Return the answer that waits with words; LookupError where none does."""
    known = require_right(account, Right.DECISIONS)
    if not words.strip():
        raise AssignmentAnswerError("no_return_words")
    if len(words.strip()) > LONGEST:
        raise AssignmentAnswerError("long")
    with store.writing() as connection:
        work = _own(_standing(connection, store, today, known), key)
        if work is None or work.answer is None or not work.waits:
            raise LookupError(key[2])
        kept.send_back(connection, store.community, work.answer, words.strip(), by=known.login, now=now)
        detail = _about(work) | {"login": work.answer.login, "reason": words.strip()}
        audit.record(connection, store.community, actor=known.login, action="assignment_return", detail=detail, at=now)


def _own(found: _Standing | None, key: AssignmentKey) -> AssignmentWork | None:
    if found is None:
        return None
    try:
        wanted = find_assignment(found.plan.oversight, *key)
    except LookupError:
        return None
    return next((one for one in found.works if one.assignment == wanted), None)


def _about(work: AssignmentWork) -> dict[str, object]:
    """What the audit says of an assignment."""
    one = work.assignment
    said: dict[str, object] = {
        "decision": one.decision,
        "decided": one.decision_day.isoformat(),
        "assignment": one.number,
    }
    return said | {"department": work.department}
