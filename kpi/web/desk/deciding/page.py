"""GET and POST /admin/decisions: decisions, assignments and what stands beside them, for editors."""

from dataclasses import replace
from typing import TypeVar

from starlette.responses import Response

from kpi import clock
from kpi.access import Right, allows
from kpi.html.desk.deciding import page as document
from kpi.model import Assignment, CouncilSession, Decision, DecisionBody, Draft, Event, FileChoices, Plan, Risk
from kpi.services.assignments.answering import AssignmentAnswerError, AssignmentWork, open_assignments, send_back
from kpi.services.publishing.administration.plan_edit import plan_to_change, plan_workbook
from kpi.services.publishing.differences.omitted_rows import taken_with
from kpi.text import DASH
from kpi.text.decision_number import decision_number
from kpi.views.desk.deciding import BesideLine, Deciding, DecisionLine
from kpi.web.desk.deciding.changes import changed
from kpi.web.desk.rejected_uploads import RejectedUploads
from kpi.web.desk.report.assignment_lines import assignment_line, own_name
from kpi.web.desk.report.assignments import key_of
from kpi.web.desk.request import DeskRequest
from kpi.web.desk.uploads import checked_file
from kpi.workbook.folders import PLAN_FILE

Dated = TypeVar("Dated", Decision, CouncilSession, Event)


def shown(asked: DeskRequest, wrong: str = "") -> Response:
    """The page; with `wrong`, what a form could not do, its fields as they were written."""
    plan, draft = _standing(asked)
    text = asked.text
    open_ones = open_assignments(asked.account, today=asked.today, store=asked.store)
    late = sum(one.late_days(asked.today) > 0 for one in open_ones)
    known: dict[Assignment, AssignmentWork] = {one.assignment: one for one in open_ones}
    view = Deciding(
        token=asked.token,
        notice=asked.notice,
        wrong=wrong,
        draft=None if draft is None else draft.number,
        summary=text.count("deciding.summary", len(open_ones), late=late) if open_ones else text.say("deciding.calm"),
        answers=tuple(assignment_line(one, asked.names, text, asked.today) for one in open_ones if one.waits),
        decisions=_decisions(asked, plan, known),
        sessions=tuple(_session(one, asked) for one in _newest(plan.oversight.sessions)) if plan else (),
        events=tuple(_event(one, asked) for one in _newest(plan.oversight.events)) if plan else (),
        risks=tuple(_risk(one, asked) for one in plan.oversight.risks) if plan else (),
        bodies=tuple((str(one), text.say(f"decision_body.{one}")) for one in DecisionBody),
        departments=tuple((one.code, one.name) for one in plan.departments) if plan else (),
        typed=asked.given if wrong else {},
    )
    return asked.page(text.say("deciding.title"), document.body(view, asked.context), 409 if wrong else 200)


def _standing(asked: DeskRequest) -> tuple[Plan | None, Draft | None]:
    return plan_to_change(asked.account, today=asked.today, store=asked.store, right=Right.DECISIONS)


def change(asked: DeskRequest, shelf: RejectedUploads) -> Response:
    """What a form wants: an answer returned, or the changed plan as a workbook through the door, to its preview."""
    if asked.given.get("act") == "return":
        return _returned(asked)
    plan, draft = _standing(asked)
    if plan is None:
        raise LookupError("plan")
    try:
        wanted = changed(asked, plan)
    except ValueError as error:
        hosts = ", ".join(plan.strategy.linked_hosts) or DASH
        return shown(asked, asked.text.say(f"deciding.wrong.{error}", today=asked.text.date(asked.today), hosts=hosts))
    choices = FileChoices(oversight_only=not allows(asked.account, Right.PLAN)) if draft is None else draft.choices
    choices = replace(choices, taken=taken_with(choices.taken, plan.oversight, wanted.oversight))
    return checked_file(asked, shelf, PLAN_FILE, plan_workbook(wanted), choices=choices)


def _returned(asked: DeskRequest) -> Response:
    words = asked.given.get("comment", "")
    try:
        send_back(asked.account, key_of(asked), words, today=asked.today, now=clock.now(), store=asked.store)
    except AssignmentAnswerError as error:
        return shown(asked, asked.text.say(f"deciding.wrong.{error.reason}"))
    return asked.to("admin/decisions", said="answer_returned")


def _decisions(
    asked: DeskRequest, plan: Plan | None, known: dict[Assignment, AssignmentWork]
) -> tuple[DecisionLine, ...]:
    if plan is None:
        return ()
    return tuple(_decision(one, asked, plan, known) for one in _newest(plan.oversight.decisions))


def _decision(one: Decision, asked: DeskRequest, plan: Plan, known: dict[Assignment, AssignmentWork]) -> DecisionLine:
    text = asked.text
    own = [row for row in plan.oversight.assignments if (row.decision, row.decision_day) == (one.number, one.day)]
    works = (known.get(row) or AssignmentWork(row, one, row.department) for row in own)
    return DecisionLine(
        number=one.number,
        day=one.day.isoformat(),
        called=text.say(
            "oversight.row.decisions",
            number=decision_number(one.number, text),
            day=text.date(one.day),
            body=text.say(f"decision_body.{one.body}"),
        ),
        name=own_name(one, text),
        link=one.link,
        subjects=tuple(asked.names.subject(code, text) for code in one.subjects),
        comment=one.comment,
        assignments=tuple(assignment_line(work, asked.names, text, asked.today) for work in works),
        fields={
            "body": str(one.body),
            **{name: getattr(one, name) for name in ("name", "name_en", "link", "comment")},
            "subjects": ", ".join(one.subjects),
        },
    )


def _newest(rows: tuple[Dated, ...]) -> list[Dated]:
    return sorted(rows, key=lambda one: one.day, reverse=True)


def _session(one: CouncilSession, asked: DeskRequest) -> BesideLine:
    return BesideLine(
        head=asked.text.date(one.day),
        name=own_name(one, asked.text) or asked.text.say("deciding.session"),
        keys={"former_day": one.day.isoformat()},
        fields={"day": one.day.isoformat(), "session": one.name, "name_en": one.name_en},
    )


def _event(one: Event, asked: DeskRequest) -> BesideLine:
    return BesideLine(
        head=asked.text.date(one.day),
        name=own_name(one, asked.text),
        more=", ".join((*one.codes, *filter(None, [one.link]))),
        keys={"former_day": one.day.isoformat(), "former": one.name},
        fields={
            "day": one.day.isoformat(),
            "event": one.name,
            "name_en": one.name_en,
            "subjects": ", ".join(one.codes),
            "link": one.link,
        },
    )


def _risk(one: Risk, asked: DeskRequest) -> BesideLine:
    text, day = asked.text, one.review_by
    review = text.say("deciding.review", day=text.date(day)) if day else ""
    return BesideLine(
        head=one.goal,
        name=own_name(one, text),
        more=" · ".join(filter(None, (one.watcher, review))),
        keys={"goal": one.goal, "former": one.name},
        fields={
            "risk": one.name,
            "name_en": one.name_en,
            "watcher": one.watcher,
            "review": day.isoformat() if day else "",
        },
        due=day is not None and day <= asked.today,
    )
