"""What waits between an upload and its publication: drafts, and the state of each indicator that is due."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from kpi.model.enums import Visibility


class DraftKind(StrEnum):
    GOAL = "goal"  # a goal workbook
    FORM = "form"  # values typed in the form, of any number of goals
    PLAN = "plan"  # a plan workbook
    VISIBILITY = "visibility"  # a change of who may see an indicator
    STRATEGY = "strategy"  # a planner's own tables, of which the first release is to be made


class DraftState(StrEnum):
    OPEN = "draft"  # чернетка
    AWAITING = "awaiting"  # очікує погодження
    RETURNED = "returned"  # повернуто на доопрацювання
    PUBLISHED = "published"
    DISCARDED = "discarded"


#: states in which a draft may still be published; one such draft per account, kind and subject
ACTIVE = frozenset({DraftState.OPEN, DraftState.AWAITING, DraftState.RETURNED})


class ReportState(StrEnum):
    """How an indicator stands with the report that is due."""

    MISSING = "missing"  # не подано
    DRAFT = "draft"  # чернетка
    RETURNED = "returned"  # чернетка, повернута на доопрацювання
    AWAITING = "awaiting"  # очікує погодження
    SUBMITTED = "submitted"  # подано
    SUSPENDED = "suspended"  # призупинено


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChoices:
    """What belongs to the workbook of a draft besides its content.

    confirmed  the key of the interpretation that its author has confirmed, of a table that follows no template; "" of
               one without «Показники», whose indicators are those of the book in force; None of a whole workbook
    unfilled   how many of its rows name an indicator and state nothing
    taken      keys of rows to take away; of a plan codes of goals and keys of departments
    act        the decision behind a changed plan
    reason     why a plan is changed, in its author's words
    merged     of a plan: codes of departments that go, with the code of the one that each is merged into
    reassigned of a plan: codes of indicators, with the code of the department that answers for each from now on
    early      values of periods that have not ended are meant
    answers    what was said of words that look like personal data, by the key of the row: «keep» or «remove»
    values_only  its author answers for values alone: what the workbook says of the plan is not taken
    oversight_only  of a plan: decisions and what stands beside them alone are taken, the rest stays as it is in force
    """

    confirmed: str | None = None
    unfilled: int = 0
    taken: tuple[str, ...] = ()
    act: str = ""
    reason: str = ""
    merged: Mapping[str, str] = field(default_factory=dict)
    reassigned: Mapping[str, str] = field(default_factory=dict)
    early: bool = False
    answers: Mapping[str, str] = field(default_factory=dict)
    values_only: bool = False
    oversight_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessChoice:
    """Who is to see the indicator of a draft.

    ground    why it is withheld; "" for «відкритий»
    why       for whoever decides; kept with the change
    entitled  the author may change who sees what, so that any editor may be the second person
    hidden    number of the publication that closed it at once; None where the change waits for the decision
    """

    visibility: Visibility
    ground: str
    open_from: date | None
    delay_months: int | None
    why: str
    entitled: bool
    hidden: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An upload that has been checked and not been published, or what became of it.

    number     1, 2, 3… within the community
    login, name  of the account that made it
    subject    code of the goal, or of the indicator whose visibility is to change; "" for a plan and for a form
    period     code of the last quarter that had ended when it was made
    sha256     of the workbook; "" where there is none
    seen_seq   the store's last upload when its author last compared it with the store
    explanations  texts by the key of a row (`kpi.services.publishing.keys`)
    wishes     what was chosen besides: `FileChoices` of a workbook, `AccessChoice` of a visibility
    decided_by, decided_at, comment   the editor who approved it or sent it back, and why
    receipt    number of the publication
    """

    number: int
    login: str
    name: str
    kind: DraftKind
    edition: str
    subject: str
    period: str
    sha256: str
    filename: str
    seen_seq: int
    state: DraftState
    at: datetime
    changed_at: datetime
    explanations: Mapping[str, str]
    wishes: FileChoices | AccessChoice
    decided_by: str = ""
    decided_at: datetime | None = None
    comment: str = ""
    receipt: int | None = None

    @property
    def choices(self) -> FileChoices:
        """What was chosen with the workbook; nothing for a visibility."""
        return self.wishes if isinstance(self.wishes, FileChoices) else FileChoices()

    @property
    def access(self) -> AccessChoice:
        """Who is to see the indicator; TypeError for a workbook."""
        if isinstance(self.wishes, AccessChoice):
            return self.wishes
        raise TypeError(self.kind)
