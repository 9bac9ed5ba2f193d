"""What a letter to people tells of: its kind, to whom it goes, what stands in it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kpi.model import Draft, Strategy
from kpi.services.reminders.due import DueValue
from kpi.services.reminders.recipients import Recipient
from kpi.store.beside.questions import ReaderQuestion
from kpi.store.people.letters import LetterKey
from kpi.store.uploads import Upload


class EventKind(StrEnum):
    """What a letter is about. Values stand in the store."""

    RETURNED = "returned"  # to the author: a draft was sent back
    WAITING = "waiting"  # to who may decide: a draft waits
    HIDDEN = "hidden"  # to who may decide: an indicator was closed at once
    DECISION_DUE = "decision_due"  # to who may decide: drafts that have waited for days, several in one letter
    APPROVED = "approved"  # to the author: published after another's approval, with the receipt
    PUBLISHED = "published"  # to editors: heads have published, several in one letter
    REVIEW = "review"  # to editors: the day on which a suspension is to be looked at again
    QUESTION = "question"  # to editors and the responsible department: a reader asks about a number
    ANSWER = "answer"  # to who asked: the answer
    ASSIGNMENT_DUE = "assignment_due"  # to a department: assignments whose term comes near
    ASSIGNMENT_LATE = "assignment_late"  # to a department: assignments whose term has passed
    ASSIGNMENT_RETURNED = "assignment_returned"  # to who answered: the answer came back with words
    ASSIGNMENT_ANSWER = "assignment_answer"  # to editors: an answer waits
    ASSIGNMENTS_OVERDUE = "assignments_overdue"  # to editors: assignments whose term has passed
    RISK_REVIEW = "risk_review"  # to editors: the day on which a risk is to be looked at again
    ESCALATION = "escalation"  # to a department's second address: what has not come for days


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentNote:
    """An open assignment as a letter tells of it; `due` None without a term."""

    decision: str
    decision_day: date
    number: str
    name: str
    name_en: str
    department: str
    due: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskNote:
    """What must hold for a goal to be reached, and the day on which that is to be looked at again."""

    goal: str
    name: str
    name_en: str
    review: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskEvent:
    """One letter that is to go.

    keys      what it tells of, by which it is known once it is sent
    draft, drafts, uploads, suspensions, reports, question   what it tells of, by its kind; `drafts` with the working
              days waited
    former    the strategy that was in force before, where the reports are of it
    named     the indicator that a question is about, and its English name, in its own edition; "" where it is hidden
    open      whether words of people may stand in it: nothing restricted is among what they are about
    assignments  open ones; `words` with which an answer to one was returned
    restricted   reports that it counts and does not name
    """

    kind: EventKind
    keys: tuple[LetterKey, ...]
    to: tuple[Recipient, ...]
    draft: Draft | None = None
    drafts: tuple[tuple[Draft, int], ...] = ()
    uploads: tuple[Upload, ...] = ()
    suspensions: tuple[tuple[str, date], ...] = ()
    reports: tuple[DueValue, ...] = ()
    restricted: int = 0
    department: str = ""
    former: Strategy | None = None
    open: bool = False
    question: ReaderQuestion | None = None
    named: tuple[str, str] = ("", "")
    assignments: tuple[AssignmentNote, ...] = ()
    risks: tuple[RiskNote, ...] = ()
    words: str = ""
