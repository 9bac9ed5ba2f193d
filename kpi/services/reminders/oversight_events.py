"""What people are to be told of assignments and risks: departments of their own terms, editors of what is theirs to do.

Only what outsiders know is named: a letter lies in other people's boxes.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

import pandas as pd

from kpi.access import Right, allows
from kpi.access.oversight_slice import oversight_slice
from kpi.access.public_slice import told_codes
from kpi.measure.dataset import Dataset
from kpi.measure.oversight.assignments import is_overdue
from kpi.model import AssignmentState
from kpi.services.reminders.desk_event import AssignmentNote, DeskEvent, EventKind, RiskNote
from kpi.services.reminders.recipients import Recipient, Recipients
from kpi.store.beside.assignment_answers import AnswerState, AssignmentAnswer, AssignmentKey
from kpi.store.people.letters import LetterKey

#: so many days before its term a department is told of an assignment
DUE_SOON = 14
#: how old an answer or its return may be to be told still
RECENT = timedelta(days=7)

Taken = Collection[LetterKey]


@dataclass(frozen=True, eq=False)
class OversightEvents:
    """Of a dataset on a day."""

    dataset: Dataset
    people: Recipients
    now: datetime
    day: date

    def found(self, answers: Mapping[AssignmentKey, AssignmentAnswer], taken: Taken) -> Iterator[DeskEvent]:
        """All of them; what was told once is not told again.

        answers  of departments, by their assignments
        """
        yield from self._of_departments(EventKind.ASSIGNMENT_DUE, self._soon, answers, taken)
        yield from self._of_departments(EventKind.ASSIGNMENT_LATE, self._late, answers, taken)
        yield from self._overdue(taken)
        yield from self._answers(answers)
        yield from self._reviews(taken)

    @cached_property
    def _open(self) -> pd.DataFrame:
        rows = self.dataset.assignments
        return rows[rows["state"] == AssignmentState.OPEN]

    @cached_property
    def _told(self) -> Collection[AssignmentKey]:
        """The assignments that outsiders know."""
        rows = oversight_slice(self.dataset, told_codes(self.dataset, self.day))["assignments"]
        return {_key(note) for note in _notes(rows)}

    @property
    def _late(self) -> list[AssignmentNote]:
        return _notes(self._open[is_overdue(self._open, self.day)])

    @property
    def _soon(self) -> list[AssignmentNote]:
        due = self._open["due"]
        near = (due >= pd.Timestamp(self.day)) & (due <= pd.Timestamp(self.day + timedelta(DUE_SOON)))
        return _notes(self._open[near])

    def _of_departments(
        self,
        kind: EventKind,
        notes: list[AssignmentNote],
        answers: Mapping[AssignmentKey, AssignmentAnswer],
        taken: Taken,
    ) -> Iterator[DeskEvent]:
        """A letter for each department; what it has answered and an editor has not decided on is no news to it."""
        fresh: dict[str, list[AssignmentNote]] = {}
        for note in notes:
            answer = answers.get(_key(note))
            answered = answer is not None and answer.done is not None and answer.state is AnswerState.WAITING
            if not answered and (kind, _about(note)) not in taken:
                fresh.setdefault(note.department, []).append(note)
        for department, own in fresh.items():
            yield self._letter(kind, own, self.people.of_department(department), department)

    def _overdue(self, taken: Taken) -> Iterator[DeskEvent]:
        kind = EventKind.ASSIGNMENTS_OVERDUE
        fresh = [note for note in self._late if (kind, _about(note)) not in taken]
        if fresh:
            yield self._letter(kind, fresh, self._editors)

    def _letter(
        self, kind: EventKind, notes: list[AssignmentNote], to: tuple[Recipient, ...], department: str = ""
    ) -> DeskEvent:
        named = tuple(note for note in notes if _key(note) in self._told)
        return DeskEvent(
            kind=kind,
            keys=tuple((kind, _about(note)) for note in notes),
            to=to,
            assignments=named,
            restricted=len(notes) - len(named),
            department=department,
        )

    def _answers(self, answers: Mapping[AssignmentKey, AssignmentAnswer]) -> Iterator[DeskEvent]:
        """That an answer waits, to editors; that it came back, to who gave it. Long past ones are not told."""
        notes = {_key(note): note for note in _notes(self._open)}
        for key, answer in answers.items():
            if key not in notes or self.now - answer.moment > RECENT:
                continue
            returned = answer.state is AnswerState.RETURNED
            kind = EventKind.ASSIGNMENT_RETURNED if returned else EventKind.ASSIGNMENT_ANSWER
            named = (notes[key],) if key in self._told else ()
            yield DeskEvent(
                kind=kind,
                keys=((kind, f"{_about(notes[key])}@{answer.moment.isoformat()}"),),
                to=self.people.of_login(answer.login) if returned else self._editors,
                assignments=named,
                restricted=1 - len(named),
                words=answer.comment,
                open=bool(named),
            )

    @property
    def _editors(self) -> tuple[Recipient, ...]:
        return self.people.who(lambda account: allows(account, Right.DECISIONS))

    def _reviews(self, taken: Taken) -> Iterator[DeskEvent]:
        """One letter for all risks whose day of review has come."""
        kind, rows = EventKind.RISK_REVIEW, self.dataset.risks
        due = rows[rows["review_by"] <= pd.Timestamp(self.day)]
        named, keys = [], []
        columns = (due[column] for column in ("goal", "name", "name_en", "review_by"))
        for goal, name, name_en, review in zip(*columns, strict=True):
            key = (kind, f"{goal}@{review.date()}@{name}")
            if key not in taken:
                keys.append(key)
                named.append(RiskNote(goal=str(goal), name=str(name), name_en=str(name_en), review=review.date()))
        if keys:
            public = told_codes(self.dataset, self.day)
            told = tuple(one for one in named if one.goal in public)
            rest = len(named) - len(told)
            yield DeskEvent(kind=kind, keys=tuple(keys), to=self._editors, risks=told, restricted=rest)


def _notes(rows: pd.DataFrame) -> list[AssignmentNote]:
    names = ("decision", "decision_day", "number", "name", "name_en", "department", "due")
    return [
        AssignmentNote(
            decision=str(decision),
            decision_day=decided.date(),
            number=str(number),
            name=str(name),
            name_en=str(name_en),
            department=str(department),
            due=None if pd.isna(due) else due.date(),
        )
        for decision, decided, number, name, name_en, department, due in zip(
            *(rows[name] for name in names), strict=True
        )
    ]


def _key(note: AssignmentNote) -> AssignmentKey:
    return note.decision, note.decision_day, note.number


def _about(note: AssignmentNote) -> str:
    return f"{note.decision}@{note.decision_day}@{note.number}@{note.due or ''}"
