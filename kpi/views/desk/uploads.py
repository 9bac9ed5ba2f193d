"""Подання даних: what the pages of the desk say. Values only; kpi.web.desk makes them."""

from dataclasses import dataclass
from datetime import date

from kpi.model import Severity, Status
from kpi.views.common.localized_name import LocalizedName


@dataclass(frozen=True, slots=True)
class GoalOffer:
    """A goal whose template may be taken: how much of it has been submitted, how many rows the template asks for."""

    name: LocalizedName
    submitted: int
    asked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLine:
    """A draft that waits: where it goes on, and whether it was sent back; `file` what it is of, and since when."""

    number: int
    goal: LocalizedName
    file: str
    state: str
    comment: str


@dataclass(frozen=True, slots=True)
class Desk:
    """The top of every page of the desk.

    who      the departments, or whose goals they are
    heading  «Подання даних за III квартал 2026 року»
    lede     «Подано 12 із 20 показників. Строк — 15.10.2026.»
    token    what every form brings back
    """

    who: str
    heading: str
    lede: str
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemLine:
    """One problem of a file. `place` «Спостереження!E8», "" where it is of the whole file; `subject` the indicator.

    errors, remarks  how many problems the line stands for: of many of one kind the first is told
    """

    severity: Severity
    place: str
    subject: str
    found: str
    message: str
    remedy: str
    errors: int = 0
    remarks: int = 0


@dataclass(frozen=True, slots=True)
class Problems:
    """What a check found. `goal` is the code whose template is offered again, "" where it is not known."""

    heading: str
    words: str
    lines: tuple[ProblemLine, ...]
    goal: str
    marked: bool


@dataclass(frozen=True, slots=True)
class TableRead:
    """How a table that follows no template was read.

    key      what the confirmation brings back; "" where it cannot be confirmed as it is
    columns  letters, header, what it is taken for; `rows` number, indicator, what was read
    """

    key: str
    heading: str
    columns: tuple[tuple[str, str, str], ...]
    rows: tuple[tuple[str, str, str], ...]
    left_out: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """A value before and after. `need` says why words are needed, "" where they are not; `done` that they are there.

    last         of a new value, the last one before it with its period
    planned      the plan of its date
    notes        what changes besides the value, or instead of it
    explanation  the words that are there
    link         outsiders see the indicator too
    key          of the row (`kpi.services.publishing.keys`)
    fix          the same, where the reader may change it in the form; "" where not
    """

    name: LocalizedName
    period: str
    breakdown: str
    before: str
    after: str
    difference: str
    status_before: Status | None
    status_after: Status | None
    need: str = ""
    done: bool = False
    link: bool = False
    last: str = ""
    planned: str = ""
    notes: tuple[str, ...] = ()
    explanation: str = ""
    key: str = ""
    fix: str = ""


@dataclass(frozen=True, slots=True)
class ExplanationField:
    """A field of the confirmation: whose, why, what has been written so far; `placeholder` of a line of one's own."""

    key: str
    label: str
    text: str
    placeholder: str = ""


@dataclass(frozen=True, slots=True)
class PersonalField:
    """Words that look like personal data: whose row, what was found, what was answered («keep», «remove», "")."""

    key: str
    label: str
    words: str
    answer: str


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """A row that somebody else published in between: what stands, what this file says."""

    name: LocalizedName
    period: str
    standing: str
    own: str
    who: str


@dataclass(frozen=True, slots=True)
class OmittedLine:
    """A decision, an assignment, an event … in force that a plan's file leaves out, in words; `key` of its tick."""

    key: str
    name: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class OmittedGoal:
    """A goal in force that a plan's file does not name; `ticked`: it is to be dropped."""

    name: LocalizedName
    ticked: bool


@dataclass(frozen=True, slots=True)
class OmittedDepartment:
    """A department in force that a plan's file does not name; `along` what it answers for, "" for nothing."""

    code: str
    name: str
    along: str
    ticked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The preview of a draft.

    seq        the last upload of the store that it was compared with
    others     what changes besides values, a sentence each
    act        the act of a changed plan as written so far; None where none is asked for
    blockers   why it cannot be published as it is, a sentence each
    button     «Опублікувати 13 значень»
    locked     it waits for somebody else, or is closed: no fields, no button
    deciding   the reader may approve it or send it back
    left_out, left_departments, left_rows   of a plan: goals, departments, rows of decisions that it does not name
    words      explanations and comments that everybody would read, each with what it is about: for who decides
    former     this very file was published before
    awaited    periods that the indicators of the file still owe, a sentence each
    early      the label of the tick for values of periods that have not ended, "" where there are none
    personal   words that look like personal data
    of_form    it was typed in the form: each line leads back to its field, and looking at it is the confirmation
    left       what is still to be submitted after it
    """

    desk: Desk
    number: int
    seq: int
    filename: str
    summary: str
    remarks: tuple[ProblemLine, ...]
    lines: tuple[ChangeLine, ...]
    others: tuple[str, ...]
    conflict: str
    conflicts: tuple[ConflictLine, ...]
    explanations: tuple[ExplanationField, ...]
    act: str | None
    blockers: tuple[str, ...]
    second: tuple[str, ...]
    state: str
    button: str
    locked: bool
    deciding: bool
    notice: str
    left_out: tuple[OmittedGoal, ...] = ()
    left_departments: tuple[OmittedDepartment, ...] = ()
    left_rows: tuple[OmittedLine, ...] = ()
    former: str = ""
    awaited: tuple[str, ...] = ()
    early: str = ""
    early_ticked: bool = False
    personal: tuple[PersonalField, ...] = ()
    of_form: bool = False
    left: str = ""
    words: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptView:
    """What was published.

    others     what changed besides values, a sentence each
    undo       until when it may be taken back, a sentence; "" where the reader may not
    undone     by whom, when and why it was taken back; "" while it is in force. `undone_by` that receipt's number
    values_of  codes of indicators whose values the reader may look through and withdraw
    sealed     the day of the release that is sealed, None where nothing of it is public
    next_words, sent_to   what is left to be submitted; the address to which a copy goes
    """

    desk: Desk
    number: int
    heading: str
    facts: tuple[tuple[str, str], ...]
    lines: tuple[ChangeLine, ...]
    undo: str
    undone: str
    notice: str
    next_words: str = ""
    sent_to: str = ""
    others: tuple[str, ...] = ()
    undone_by: int = 0
    values_of: tuple[str, ...] = ()
    sealed: date | None = None
