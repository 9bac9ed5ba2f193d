"""`DecisionRow`: one decision as pages show it, with its subjects and with what became of its assignments."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from weakref import WeakKeyDictionary

import pandas as pd

from kpi.measure.oversight.assignments import overdue_days
from kpi.measure.results import Survey
from kpi.model import AssignmentState, DecisionBody, Level, decision_key
from kpi.text import Text
from kpi.text.decision_number import decision_number
from kpi.views.common.board import Board
from kpi.views.common.localized_name import LocalizedName
from kpi.views.common.rows import departments_by_name
from kpi.views.common.values import Record, records

#: day and `decision_key` of the number
Key = tuple[date, str]
#: what an address loses at its end (a full stop of «ілюстр.») is no part of what names a decision in it
_TAIL = ".,;:!?…)]}/\\'\""


_kept: "WeakKeyDictionary[Board, tuple[DecisionRow, ...]]" = WeakKeyDictionary()


class Fate(StrEnum):
    """How an assignment stands on the day of the page; overdue is open past its term."""

    OVERDUE = "overdue"
    OPEN = "open"
    DONE = "done"
    WITHDRAWN = "withdrawn"


class DecisionStanding(StrEnum):
    """How a decision stands by its assignments: each decision is counted under one."""

    OVERDUE = "overdue"  # one at least is open past its term
    OPEN = "open"  # some are open, none of them past its term
    CLOSED = "closed"  # every one is done or withdrawn
    WITHOUT = "without"  # nothing was assigned


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentRow:
    """One assignment.

    days       by how many it is overdue, of a done one by how many it was late; 0 where it is in time
    withdrawn  «рішенням № 57 від 10.09.2026», "" where it was not, or nobody is told by which
    """

    number: str
    name: LocalizedName
    department: LocalizedName | None
    due: date | None
    fate: Fate
    days: int
    done: date | None
    evidence: str
    withdrawn: str

    def words(self, text: Text) -> str:
        """«прострочено на 12 днів», «виконано 24.04.2026», «виконано 27.08.2026, на 12 днів пізніше»."""
        if self.fate is Fate.OVERDUE:
            return text.count("decisions.overdue", self.days)
        if self.fate is Fate.WITHDRAWN:
            return f"{text.say('decisions.withdrawn')} {self.withdrawn}".strip()
        if self.fate is Fate.OPEN:
            return text.say("decisions.open")
        on_day = text.say("decisions.done_on", day=text.date(self.done)) if self.done else text.say("decisions.done")
        return f"{on_day}, {text.count('decisions.late', self.days)}" if self.days else on_day


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionSubject:
    """A goal or an indicator that a decision is about; `page` leads to it, `gone`: the strategy has it no more."""

    page: str
    name: LocalizedName
    gone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRow:
    """One decision; `code` names it in addresses, `subjects` () = the whole strategy."""

    code: str
    number: str
    day: date
    body: DecisionBody
    name: LocalizedName
    link: str
    comment: str
    subjects: tuple[DecisionSubject, ...]
    assignments: tuple[AssignmentRow, ...]

    @property
    def standing(self) -> DecisionStanding:
        fates = {one.fate for one in self.assignments}
        if not fates:
            return DecisionStanding.WITHOUT
        return next(
            (DecisionStanding(fate) for fate in (Fate.OVERDUE, Fate.OPEN) if fate in fates),
            DecisionStanding.CLOSED,
        )

    def title(self, text: Text) -> str:
        """«№ 21 від 02.07.2026»."""
        return titled(self.number, self.day, text)

    def about(self, codes: Iterable[str]) -> bool:
        """Whether one of these goals and indicators is its subject."""
        return not {subject.name.code for subject in self.subjects}.isdisjoint(codes)


def titled(number: str, day: date, text: Text) -> str:
    """«№ 21 від 02.07.2026»."""
    return text.say("decisions.title", number=decision_number(number, text), day=text.date(day))


def code_of(day: date, number: str) -> str:
    """What names a decision in an address: «2026-07-02-21»; nothing at its end that a pasted address would lose."""
    return spelled(day.isoformat(), number).rstrip(_TAIL)


def spelled(day: str, number: str) -> str:
    """Day and number as an address writes them, whichever letters of two alphabets were typed."""
    return f"{day}-{decision_key(number).lower()}"


def decision_rows(board: Board) -> tuple[DecisionRow, ...]:
    """All decisions of the release, the newest first; how assignments stand is told for the day it is judged at.

    Every page of an indicator asks: kept as long as the board is.
    """
    if board not in _kept:
        _kept[board] = _Rows(board).build()
    return _kept[board]


def withdrawn_words(row: Record, text: Text) -> str:
    """By which decision an assignment was withdrawn, "" where that is not told."""
    number, day = str(row["withdrawn_by"]), day_of(row["withdrawn_on"])
    return text.say("decisions.withdrawn_by", decision=titled(number, day, text)) if number and day else ""


def day_of(value: Any) -> date | None:
    """The day of a cell of a frame; None for NaT."""
    return None if pd.isna(value) else pd.Timestamp(value).date()


class _Rows:
    """What the rows share, looked up once."""

    def __init__(self, board: Board) -> None:
        self.board, self.text = board, board.text
        self.departments = departments_by_name(board.survey.dataset, board.text)
        self.assignments = self._assignments(board.survey)
        self.former = {
            str(row["code"]): DecisionSubject(page="", name=_name(row, board.text), gone=True)
            for row in records(board.survey.dataset.former_subjects)
        }
        self.subjects: dict[Key, list[str]] = {}
        for row in records(board.survey.dataset.decision_subjects):
            self.subjects.setdefault(_key(row, "day", "number"), []).append(str(row["code"]))

    def build(self) -> tuple[DecisionRow, ...]:
        listed = [self._decision(row) for row in records(self.board.survey.dataset.decisions)]
        return tuple(reversed(listed))  # the frame is ascending by day

    def _assignments(self, survey: Survey) -> Mapping[Key, list[AssignmentRow]]:
        frame = survey.dataset.assignments
        days = overdue_days(frame, survey.now.as_of).tolist()
        found: dict[Key, list[AssignmentRow]] = {}
        for row, late in zip(records(frame), days, strict=True):
            found.setdefault(_key(row, "decision_day", "decision"), []).append(self._assignment(row, int(late)))
        return found

    def _decision(self, row: Record) -> DecisionRow:
        key = _key(row, "day", "number")
        subjects = (self._subject(code) for code in self.subjects.get(key, ()))
        return DecisionRow(
            code=code_of(key[0], str(row["number"])),
            number=str(row["number"]),
            day=key[0],
            body=DecisionBody(str(row["body"])),
            name=LocalizedName.of(self.text, "", str(row["name"]), str(row["name_en"])),
            link=str(row["link"]),
            comment=str(row["comment"]),
            subjects=tuple(subject for subject in subjects if subject is not None),
            assignments=tuple(self.assignments.get(key, ())),
        )

    def _assignment(self, row: Record, late: int) -> AssignmentRow:
        state, department = AssignmentState(str(row["state"])), str(row["department"])
        named = self.departments.get(department, LocalizedName(department, department, bool(self.text.lang)))
        return AssignmentRow(
            number=str(row["number"]),
            name=LocalizedName.of(self.text, "", str(row["name"]), str(row["name_en"])),
            department=named if department else None,
            due=day_of(row["due"]),
            fate=Fate.OVERDUE if state is AssignmentState.OPEN and late else Fate(state),
            days=late,
            done=day_of(row["done"]),
            evidence=str(row["evidence"]),
            withdrawn=withdrawn_words(row, self.text),
        )

    def _subject(self, code: str) -> DecisionSubject | None:
        """What a code means, or meant last; of a code that has never meant anything, none."""
        if (row := self.board.row(code)) is not None:
            return DecisionSubject(page="indicator", name=row.name)
        goal = self.board.node(Level.OPERATIONAL_GOAL, code)
        strategic = self.board.node(Level.STRATEGIC_GOAL, code)
        if goal is not None:
            return DecisionSubject(page="goal", name=goal.name)
        if strategic is not None:
            return DecisionSubject(page="", name=strategic.name)
        return self.former.get(code)


def _name(row: Record, text: Text) -> LocalizedName:
    return LocalizedName.of(text, str(row["code"]), str(row["name"]), str(row["name_en"]))


def _key(row: Record, day: str, number: str) -> Key:
    stood = day_of(row[day])
    if stood is None:
        raise ValueError("a decision without a day")
    return stood, decision_key(str(row[number]))
