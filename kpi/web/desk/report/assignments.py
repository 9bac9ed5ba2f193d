"""POST /upload/assignment: what a department says of an assignment of its own."""

from datetime import date

from starlette.responses import Response

from kpi import clock
from kpi.html.desk.deciding import assignments as document
from kpi.model import Role
from kpi.services.assignments.answering import AssignmentAnswerError, AssignmentWork, answer, open_assignments
from kpi.store.beside.assignment_answers import AssignmentKey
from kpi.views.desk.deciding import AssignmentLine
from kpi.web.desk.report.assignment_lines import assignment_line
from kpi.web.desk.request import DeskRequest, day_of


def own_lines(asked: DeskRequest) -> tuple[AssignmentLine, ...]:
    """The open assignments of the account's own departments; an editor looks after all on a page of its own."""
    if asked.account.role is not Role.HEAD or asked.edition:
        return ()
    found = open_assignments(asked.account, today=asked.today, store=asked.store)
    return tuple(assignment_line(one, asked.names, asked.text, asked.today) for one in found)


def key_of(asked: DeskRequest) -> AssignmentKey:
    """The assignment that a form names; LookupError where it names none."""
    day = day_of(asked.given.get("day", ""))
    if day is None:
        raise LookupError(asked.given.get("day", ""))
    return asked.given.get("decision", ""), day, asked.given.get("number", "")


def sent(asked: DeskRequest) -> Response:
    """Keep the answer; to the form again, or to what is wrong with it."""
    key = key_of(asked)
    typed = {name: asked.given.get(name, "").strip() for name in ("done", "words")}
    try:
        done = date.fromisoformat(typed["done"]) if typed["done"] else None
    except ValueError:
        return _wrong(asked, key, "day", typed)
    try:
        answer(
            asked.account,
            key,
            done=done,
            words=typed["words"],
            today=asked.today,
            now=clock.now(),
            store=asked.store,
        )
    except AssignmentAnswerError as error:
        return _wrong(asked, key, error.reason, typed)
    return asked.to("upload", said="assignment_answered")


def _wrong(asked: DeskRequest, key: AssignmentKey, reason: str, typed: dict[str, str]) -> Response:
    work = next(
        (one for one in open_assignments(asked.account, today=asked.today, store=asked.store) if _is(one, key)), None
    )
    if work is None:
        return asked.to("upload", said="assignment_closed")
    line = assignment_line(work, asked.names, asked.text, asked.today)
    words = asked.text.say(f"deciding.wrong.{reason}", today=asked.text.date(asked.today))
    body = document.answer_page(line, words, typed, asked.token, asked.context)
    return asked.page(asked.text.say("deciding.own.title"), body, 409)


def _is(work: AssignmentWork, key: AssignmentKey) -> bool:
    one = work.assignment
    return (one.decision, one.decision_day, one.number) == key
