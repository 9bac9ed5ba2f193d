"""The form of the desk as a page says it. Values only; kpi.web.desk.report makes them."""

from collections.abc import Mapping
from dataclasses import dataclass

from kpi.model import TypedFields
from kpi.views.common.localized_name import LocalizedName
from kpi.views.desk.deciding import AssignmentLine
from kpi.views.desk.uploads import Desk, DraftLine, GoalOffer


@dataclass(frozen=True, slots=True)
class RowWord:
    """A sentence about a row. `tone`: ok, plain, warn (asked about, or behind), error (cannot be published so)."""

    tone: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionLine:
    """An open corrective action, and the fields of what became of it.

    key      CODE@PERIOD of the value that it is for
    words    what it is, by which day, who
    late     that the day has passed, "" before it
    notes, version, said, problems   as `notes`, `version`, `words`, `problems` of a `FormLine`; where the value has a
             row they are that row's
    """

    key: str
    name: LocalizedName
    period: str
    words: str
    late: str
    fields: TypedFields
    notes: tuple[str, ...] = ()
    version: int = 0
    said: tuple[RowWord, ...] = ()
    problems: frozenset[str] = frozenset()

    @property
    def has_problem(self) -> bool:
        """Whether anything keeps what is said of it from being published."""
        return any(word.tone == "error" for word in self.said)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormLine:
    """A row with its fields.

    key      CODE@PERIOD, by which fields are named; `anchor` where links lead
    label    the value's name as a sentence, for whoever hears it
    term     «строк минув …», "" for a row that nobody waits for; `late` that it has passed
    notes    who typed it, whence, who waits for an approval, an open corrective action
    base     the published value as the field holds it, "" where nothing is published; so its reason of absence and day
    version  of the department's draft of the row, 0 for none
    words    what the row means as it stands
    opened   the corrective action's fields are shown; `corrected` the value differs from what is published
    problems   names of fields that cannot be published so
    action   the open corrective action of this very period
    """

    key: str
    anchor: str
    name: LocalizedName
    unit: str
    period: str
    label: str
    term: str
    late: bool
    notes: tuple[str, ...]
    last: str
    last_period: str
    planned: str
    of_year: bool
    fields: TypedFields
    base: str
    base_gap: str
    base_until: str
    version: int
    words: tuple[RowWord, ...]
    submitted: bool
    opened: bool
    corrected: bool
    problems: frozenset[str]
    here: bool = False
    action: ActionLine | None = None

    @property
    def has_problem(self) -> bool:
        """Whether anything keeps the row from being published."""
        return any(word.tone == "error" for word in self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerRow:
    """A value of the former edition that is still to come; `term` as in a `FormLine`."""

    key: str
    name: LocalizedName
    period: str
    term: str
    late: bool


@dataclass(frozen=True, slots=True)
class FormerRows:
    """What of the former edition is still to come. `edition` as its plan writes it, `years` in words."""

    edition: str
    years: str
    rows: tuple[FormerRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Untaken:
    """What was not taken from dropped files, a sentence each; `marked` the file whose marked copy can be had."""

    lines: tuple[str, ...]
    marked: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """The page.

    actions   open corrective actions whose period has no row
    asked, submitted  rows with fields; `unasked` names of the others and why nothing is asked of them
    reasons   values and words of the list «чому немає»
    checked   «Перевірити» was pressed: rows at problem are listed above
    absences  folded words that stand where there is no value, with their reasons; "" where they give none
    filled    how many rows state something that is not published
    login     whose browser keeps what was typed
    edition   the former edition that the form is of, "" of the one in force
    awaited   what of the former edition is still to come, on the form of the one in force; None for nothing
    assignments  open ones of the department
    projects  whether an action names a project of a public register
    """

    desk: Desk
    seq: int
    asked: tuple[FormLine, ...]
    actions: tuple[ActionLine, ...]
    submitted: tuple[FormLine, ...]
    unasked: tuple[tuple[LocalizedName, str], ...]
    reasons: tuple[tuple[str, str], ...]
    absences: Mapping[str, str]
    drafts: tuple[DraftLine, ...]
    goals: tuple[GoalOffer, ...]
    untaken: Untaken | None
    notice: str
    checked: bool
    filled: int
    login: str
    editor: bool
    edition: str = ""
    awaited: "FormerRows | None" = None
    assignments: tuple[AssignmentLine, ...] = ()
    projects: bool = False

    @property
    def faulty(self) -> tuple[tuple[str, LocalizedName, str, str], ...]:
        """Rows and actions that cannot be published as they stand: where, name, period, what is wrong."""
        asked, submitted = (
            [(line.anchor, line.name, line.period, line.words) for line in lines]
            for lines in (self.asked, self.submitted)
        )
        actions = [(f"row-{one.key}", one.name, one.period, one.said) for one in self.actions]
        wrong = [
            (anchor, name, period, next((w.words for w in words if w.tone == "error"), ""))
            for anchor, name, period, words in (*asked, *actions, *submitted)
        ]
        return tuple(one for one in wrong if one[-1])


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionLine:
    """A draft or a receipt.

    page   where it is looked at, with its number; "" where the reader may not
    tone   ok, warn, "" for neither
    file   the name of its file, "" where none is had
    act    what may be done with it: withdraw, discard, undo; "" for nothing
    """

    title: str
    page: str
    number: int
    who: str
    state: str
    tone: str
    what: str
    file: str
    act: str


@dataclass(frozen=True, slots=True)
class Submissions:
    """«Мої подання»."""

    desk: Desk
    lines: tuple[SubmissionLine, ...]
    notice: str
