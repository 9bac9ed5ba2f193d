"""Assignments as lines of the desk's pages, in the words of the reader's language."""

from datetime import date, datetime

from kpi.model import (
    Assignment,
    AssignmentState,
    CouncilSession,
    Decision,
    Event,
    Risk,
    bare_number,
)
from kpi.services.assignments.answering import AssignmentWork
from kpi.store.beside.assignment_answers import AnswerState, AssignmentAnswer
from kpi.text import Text
from kpi.text.decision_number import decision_number
from kpi.views.desk.deciding import AssignmentAnswerLine, AssignmentLine
from kpi.web.desk.labels import LabelIndex


def assignment_line(work: AssignmentWork, names: LabelIndex, text: Text, today: date) -> AssignmentLine:
    """The line of an assignment as it stands on a day."""
    one = work.assignment
    late = work.late_days(today)
    return AssignmentLine(
        decision=one.decision,
        day=one.decision_day.isoformat(),
        number=one.number,
        called=text.say(
            "oversight.row.assignments",
            code=bare_number(one.number),
            decision=decision_number(one.decision, text),
            day=text.date(one.decision_day),
        ),
        about=own_name(work.decision, text),
        name=own_name(one, text),
        department=names.department(work.department, text),
        due=text.say("deciding.term", day=text.date(one.due)) if one.due else "",
        late=text.count("deciding.late", late) if late else "",
        state=_state(one, text),
        open=one.state is AssignmentState.OPEN,
        answer=None if work.answer is None else _answer(work.answer, text),
    )


def own_name(one: Assignment | Decision | Event | Risk | CouncilSession, text: Text) -> str:
    """What it is called, in English where it has an English name and the reader reads English."""
    return text.named(one.name, one.name_en)


def _state(one: Assignment, text: Text) -> str:
    state = text.say(f"assignment_state.{one.state}")
    if one.state is AssignmentState.DONE and one.done is not None:
        key = "deciding.state.done" if one.evidence else "deciding.state.done_bare"
        return text.say(key, day=text.date(one.done), evidence=one.evidence)
    if one.state is AssignmentState.WITHDRAWN and one.withdrawn_on is not None:
        number = decision_number(one.withdrawn_by, text)
        return text.say("deciding.state.withdrawn", decision=number, day=text.date(one.withdrawn_on))
    return text.say("deciding.state.other", state=state)


def _answer(one: AssignmentAnswer, text: Text) -> AssignmentAnswerLine:
    said = text.say("deciding.answer.done", day=text.date(one.done)) if one.done else text.say("deciding.answer.word")
    returned = one.state is AnswerState.RETURNED
    return AssignmentAnswerLine(
        said=said,
        words=one.words,
        who=text.say("deciding.answer.who", name=one.name, when=text.moment(datetime.fromisoformat(one.at))),
        done=one.done.isoformat() if one.done else "",
        waits=not returned,
        returned=text.say("deciding.answer.returned", words=one.comment) if returned else "",
    )
