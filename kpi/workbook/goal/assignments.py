"""The sheet «Доручення»: what decisions ask of departments, held against the decisions of the same workbook."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from kpi.model import Assignment, AssignmentState, Decision, decision_key
from kpi.workbook.reader.calendar import written_date
from kpi.workbook.sheet.fields import BAD, Unreadable, choice_field, date_field, required_text, text_field
from kpi.workbook.sheet.table import Row, SheetTable

#: «№ 30 від 01.02.2026»: a decision by its number and its day
_DATED = re.compile(r"(?P<number>.+?)\s+(?:від|of|z|dated)\s+(?P<day>\d{1,2}\.\d{1,2}\.\d{4}|\d{4}-\d{2}-\d{2})")
#: what stands there exactly where the state says so
_OF_STATE = ((AssignmentState.DONE, "done"), (AssignmentState.WITHDRAWN, "withdrawn_by"))

Evidence = Callable[[Row, str], str | Unreadable]


def read_assignments(
    table: SheetTable | None,
    decisions: Sequence[Decision],
    evidence: Evidence,
    department: Callable[[Row, str], None],
    day: date | None = None,
) -> Iterator[Assignment]:
    """The rows of the sheet, each of a decision that stands on «Рішення».

    day  of checking: nothing was done after it; None: no row is judged by it
    """
    places: dict[tuple[str, date, str], str] = {}
    for row in () if table is None else table.rows():
        assignment = _assignment(row, decisions, evidence)
        if assignment is None:
            continue
        if day is not None and assignment.done is not None and assignment.done > day:
            row.problem("done_in_future", "done", f"{assignment.done:%d.%m.%Y}", day=f"{day:%d.%m.%Y}")
            continue
        key = (assignment.decision, assignment.decision_day, decision_key(assignment.number))
        if key in places:
            about = {"decision": assignment.decision, "first": places[key]}
            row.problem("assignment_duplicate", "number", assignment.number, **about)
            continue
        places[key] = row.place("number").cell
        department(row, assignment.department)
        yield assignment


def _assignment(row: Row, decisions: Sequence[Decision], evidence: Evidence) -> Assignment | None:
    decision = _decision(row, decisions)
    values: dict[str, object] = {
        **{key: required_text(row, key) for key in ("number", "name", "department")},
        "name_en": text_field(row, "name_en"),
        **{key: date_field(row, key) for key in ("due", "done")},
        "state": choice_field(row, "state"),
        "evidence": evidence(row, "evidence"),
        "withdrawn_by": text_field(row, "withdrawn_by"),
    }
    if decision is None or any(isinstance(value, Unreadable) for value in values.values()):
        return None
    state = AssignmentState(str(values["state"]))
    if not _agrees(row, state, values) or not _in_order(row, decision, values):
        return None
    withdrawal = _withdrawal(row, str(values["withdrawn_by"]), decision, decisions)
    if isinstance(withdrawal, Unreadable):
        return None
    values |= {"state": state, "decision": decision.number, "decision_day": decision.day}
    values |= {"withdrawn_by": withdrawal.number, "withdrawn_on": withdrawal.day} if withdrawal else {}
    return Assignment(**values)  # type: ignore[arg-type]


def _agrees(row: Row, state: AssignmentState, values: dict[str, object]) -> bool:
    """Whether what is done has its day and what is withdrawn its decision, and nothing else has them."""
    column = row.column("state")
    word = next(word for word, code in column.choices.items() if code == state)
    words = dict(zip(column.choices.values(), column.offered or column.choices, strict=True))
    good = True
    for own, key in _OF_STATE:
        if (state is own) is bool(values[key]):
            continue
        good = False
        if state is own:
            row.problem("assignment_incomplete", key, words.get(state, word))
        else:
            row.problem("assignment_contradicts", "state", words.get(state, word), other=row.column(key).label)
    return good


def _in_order(row: Row, decision: Decision, values: dict[str, object]) -> bool:
    """Nothing is due or done before it was decided."""
    early = [key for key in ("due", "done") if isinstance(day := values[key], date) and day < decision.day]
    for key in early:
        row.problem("date_order", key, f"{values[key]:%d.%m.%Y}", other=f"{decision.day:%d.%m.%Y}")
    return not early


def _decision(row: Row, decisions: Sequence[Decision]) -> Decision | None:
    """The decision that a row belongs to: by its number, and its day where that is given."""
    number, day = required_text(row, "decision"), date_field(row, "decision_day")
    if isinstance(number, Unreadable) or isinstance(day, Unreadable):
        return None
    named = _named(number, decisions)
    found = [one for one in named if day in (None, one.day)]
    if len(found) == 1:
        return found[0]
    if found:
        row.problem("decision_ambiguous", "decision", number, days=_days(found))
    elif named:
        about = {"number": number, "days": _days(named), "cure": "decision_days"}
        row.problem("decision_unknown", "decision_day", f"{day:%d.%m.%Y}", **about)
    else:
        row.problem("decision_unknown", "decision", number)
    return None


def _named(number: str, decisions: Sequence[Decision]) -> list[Decision]:
    return [one for one in decisions if decision_key(one.number) == decision_key(number)]


def _days(decisions: Sequence[Decision]) -> str:
    return ", ".join(f"{one.day:%d.%m.%Y}" for one in decisions)


def _withdrawal(row: Row, text: str, decision: Decision, decisions: Sequence[Decision]) -> Decision | Unreadable | None:
    """The decision that withdraws an assignment: not an earlier one than its own; None where nothing is withdrawn."""
    if not text:
        return None
    found = [one for one in _named(text, decisions) if one.day >= decision.day]
    dated = _DATED.fullmatch(text)
    if not found and dated and (day := written_date(dated["day"])):
        found = [one for one in _named(dated["number"], decisions) if one.day == day >= decision.day]
    if len(found) == 1:
        return found[0]
    if found:
        row.problem("decision_ambiguous", "withdrawn_by", text, days=_days(found))
    else:
        row.problem("decision_unknown", "withdrawn_by", text)
    return BAD
