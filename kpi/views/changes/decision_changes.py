"""Decisions and assignments that are others in the later of two releases, as keys and states."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pandas as pd

from kpi.measure.oversight.assignments import is_overdue
from kpi.measure.results import Survey
from kpi.model import AssignmentState, decision_key
from kpi.views.common.values import records


class EntryChange(StrEnum):
    """What became of an entry."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionChange:
    """A decision that only one of the releases tells. `codes` its subjects, apart by a semicolon as in the files."""

    number: str
    day: date
    kind: EntryChange
    name: str
    codes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentChange:
    """An assignment that came, went, or has another state or lateness. A state is "" where it is not there.

    codes  of its decision
    old_overdue, new_overdue  whether it is open past its term on the day that the release shows
    """

    decision: str
    decision_day: date
    number: str
    kind: EntryChange
    old_state: AssignmentState | None
    new_state: AssignmentState | None
    old_overdue: bool
    new_overdue: bool
    codes: str


_Key = tuple[date, str]
_NOBODY = ("", None, False)


def decision_changes(old: Survey, new: Survey) -> tuple[DecisionChange, ...]:
    """By day and number."""
    before, after = _decisions(old), _decisions(new)
    found = [_change(row, EntryChange.ADDED, new) for key, row in after.items() if key not in before]
    found += [_change(row, EntryChange.REMOVED, old) for key, row in before.items() if key not in after]
    return tuple(sorted(found, key=lambda one: (one.day, one.number)))


def assignment_changes(old: Survey, new: Survey) -> tuple[AssignmentChange, ...]:
    """By the day and number of their decisions."""
    before, after = _assignments(old), _assignments(new)
    found = []
    for key in dict.fromkeys((*after, *before)):
        was, now = before.get(key), after.get(key)
        if (was and was[1:]) == (now and now[1:]):
            continue
        kind = EntryChange.CHANGED if was and now else EntryChange.ADDED if now else EntryChange.REMOVED
        decision = (now or was or _NOBODY)[0]
        found.append(
            AssignmentChange(
                decision=decision,
                decision_day=key[0],
                number=key[2],
                kind=kind,
                old_state=was[1] if was else None,
                new_state=now[1] if now else None,
                old_overdue=bool(was and was[2]),
                new_overdue=bool(now and now[2]),
                codes=_codes(new if now else old, decision, key[0]),
            )
        )
    return tuple(sorted(found, key=lambda one: (one.decision_day, one.decision, one.number)))


def _decisions(survey: Survey) -> Mapping[_Key, Mapping[str, object]]:
    return {(row["day"].date(), decision_key(str(row["number"]))): row for row in records(survey.dataset.decisions)}


def _change(row: Mapping[str, object], kind: EntryChange, survey: Survey) -> DecisionChange:
    day: date = row["day"].date()  # type: ignore[attr-defined]
    number = str(row["number"])
    return DecisionChange(number=number, day=day, kind=kind, name=str(row["name"]), codes=_codes(survey, number, day))


def _codes(survey: Survey, number: str, day: date) -> str:
    rows = survey.dataset.decision_subjects
    return ";".join(rows.loc[(rows["number"] == number) & (rows["day"] == pd.Timestamp(day)), "code"])


def _assignments(survey: Survey) -> Mapping[tuple[date, str, str], tuple[str, AssignmentState, bool]]:
    """Number of the decision, state and lateness of each, by day, key of the decision and own number."""
    frame = survey.dataset.assignments
    late = is_overdue(frame, survey.now.as_of).tolist()
    return {
        (row["decision_day"].date(), decision_key(str(row["decision"])), str(row["number"])): (
            str(row["decision"]),
            AssignmentState(str(row["state"])),
            bool(overdue),
        )
        for row, overdue in zip(records(frame), late, strict=True)
    }
