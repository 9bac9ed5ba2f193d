"""Подання даних: what the pages of the desk say. Values only; kpi.web.desk makes them."""

from dataclasses import dataclass

from kpi.model import ReportState, Severity, Status
from kpi.views.common.localized_name import LocalizedName


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLine:
    """An indicator of the reader's departments. `link`: outsiders see it too."""

    name: LocalizedName
    link: bool
    last: str  # last value with its unit, «—» where there is none
    last_period: str
    state: ReportState
    overdue: bool
    detail: str


@dataclass(frozen=True, slots=True)
class GoalOffer:
    """A goal whose template may be taken: how much of it has been submitted, how many rows the template asks for."""

    name: LocalizedName
    submitted: int
    asked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLine:
    """A draft that waits: where it goes on, and whether it was sent back."""

    number: int
    goal: LocalizedName
    filename: str
    when: str
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
class Start:
    """The first page: drafts that wait, templates, the place for a file, the due list. `editor`: may look after all."""

    desk: Desk
    drafts: tuple[DraftLine, ...]
    goals: tuple[GoalOffer, ...]
    due: tuple[DueLine, ...]
    notice: str
    editor: bool


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

    link  outsiders see the indicator too
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


@dataclass(frozen=True, slots=True)
class ExplanationField:
    """A field of the confirmation: whose, why, what has been written so far."""

    key: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """A row that somebody else published in between: what stands, what this file says."""

    name: LocalizedName
    period: str
    standing: str
    own: str
    who: str


@dataclass(frozen=True, slots=True)
class OmittedGoal:
    """A goal in force that a plan's file does not name; `ticked`: it is to be dropped."""

    name: LocalizedName
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
    left_out   of a plan: goals in force that it does not name
    words      explanations and comments that everybody would read, each with what it is about: for who decides
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
    words: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptView:
    """What was published.

    others     what changed besides values, a sentence each
    undo       until when it may be taken back, a sentence; "" where the reader may not
    undone     by whom, when and why it was taken back; "" while it is in force. `undone_by` that receipt's number
    values_of  codes of indicators whose values the reader may look through and withdraw
    """

    desk: Desk
    number: int
    heading: str
    facts: tuple[tuple[str, str], ...]
    lines: tuple[ChangeLine, ...]
    undo: str
    undone: str
    notice: str
    others: tuple[str, ...] = ()
    undone_by: int = 0
    values_of: tuple[str, ...] = ()
