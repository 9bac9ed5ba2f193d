"""What a plan changes of decisions, assignments, sessions, events, risks and alignments as sentences of the preview."""

from collections.abc import Iterable, Iterator
from datetime import date

from kpi.model import AssignmentState, bare_number
from kpi.services.publishing.differences.oversight_changes import FieldDifference, OversightDifference
from kpi.services.publishing.differences.plan_changes import ChangeKind
from kpi.text import DASH, Text
from kpi.text.decision_number import decision_number
from kpi.web.desk.labels import LabelIndex


def oversight_lines(
    changes: Iterable[OversightDifference], text: Text, names: LabelIndex | None = None
) -> Iterator[str]:
    """A sentence each: «Рішення № 21 від 26.03.2026 (рада) — додається: Про дороги»."""
    for one in changes:
        called = _called(one, text)
        if one.old_state is not one.state and one.old_state is not None and one.state is not None:
            yield _moved(one, called, one.old_state, one.state, text)
        elif one.sheet == "assignments" and one.kind is ChangeKind.NEW and one.department:
            key = "oversight.assigned" if one.due else "oversight.assigned_open"
            due = text.date(one.due) if one.due else ""
            yield text.say(key, row=called, name=one.name, department=_department(one, names, text), due=due)
        elif one.kind is ChangeKind.REVISED and one.fields:
            told = "; ".join(_field(field, text) for field in one.fields)
            # of an event of a day, of a risk of a goal, only its words tell which
            renamed = any(field.name == "name" for field in one.fields)
            row = called if renamed or one.sheet not in _TOLD_BY_NAME else row_name(one, text)
            yield text.say("oversight.fields", row=row, fields=told)
        elif one.name:
            yield text.say(f"oversight.named.{one.kind}", row=called, name=one.name)
        else:
            yield text.say(f"oversight.change.{one.kind}", row=called)


#: sheets whose rows share a day or a goal
_TOLD_BY_NAME = ("events", "risks")


def _field(one: FieldDifference, text: Text) -> str:
    """«предмет: 1.2 → 1.2, 1.3»."""
    said = [_value(one.name, value, text) for value in (one.old, one.new)]
    return text.say("oversight.field_moved", field=text.say(f"oversight.field.{one.name}"), old=said[0], new=said[1])


def _value(name: str, value: str, text: Text) -> str:
    if name == "body":
        return text.say(f"decision_body.{value}")
    if name == "review_by":
        return text.date(date.fromisoformat(value)) if value else DASH
    if name in ("subjects", "codes"):
        return ", ".join(value.split()) or text.say("decisions.whole")
    return text.quoted(value) if value else DASH


def _moved(one: OversightDifference, called: str, was: AssignmentState, state: AssignmentState, text: Text) -> str:
    """«Доручення 1 рішення № 21 від 26.03.2026: відкрите → виконано 30.04.2026; доказ: акт № 7»."""
    old = text.say(f"assignment_state.{was}")
    if state is AssignmentState.DONE and one.done is not None and one.evidence:
        return text.say("oversight.done", row=called, old=old, day=text.date(one.done), evidence=one.evidence)
    if state is AssignmentState.WITHDRAWN and one.withdrawn_by:
        return text.say("oversight.withdrawn", row=called, old=old, by=decision_number(one.withdrawn_by, text))
    return text.say("oversight.state", row=called, old=old, new=text.say(f"assignment_state.{state}"))


def _department(one: OversightDifference, names: LabelIndex | None, text: Text) -> str:
    found = names.department(one.department, text).name if names is not None else ""
    return found or one.department


def row_name(one: OversightDifference, text: Text) -> str:
    """«Рішення № 21 від 26.03.2026 (рада): Про дороги»."""
    return f"{_called(one, text)}: {one.name}" if one.name else _called(one, text)


def _called(one: OversightDifference, text: Text) -> str:
    return text.say(
        f"oversight.row.{one.sheet}",
        number=decision_number(one.number, text),
        code=bare_number(one.number),
        decision=decision_number(one.decision, text),
        day=text.date(one.day) if one.day else "",
        body=text.say(f"decision_body.{one.body}") if one.body else "",
        document=text.say(f"alignment_document.{one.document}") if one.document else "",
    )
