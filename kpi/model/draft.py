"""What waits between an upload and its publication: drafts, and the state of each indicator that is due."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DraftKind(StrEnum):
    GOAL = "goal"  # a goal workbook
    PLAN = "plan"  # a plan workbook
    VISIBILITY = "visibility"  # a change of who may see an indicator


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


@dataclass(frozen=True, slots=True)
class Draft:
    """An upload that has been checked and not been published, or what became of it.

    number     1, 2, 3… within the community
    login, name  of the account that made it
    subject    code of the goal, or of the indicator whose visibility is to change; "" for a plan
    period     code of the last quarter that had ended when it was made
    sha256     of the workbook; "" where there is none
    seen_seq   the store's last upload when its author last compared it with the store
    explanations  texts by the key of a row (`kpi.publish.keys`)
    wishes     what was ticked besides: rows to take away, the act of a changed plan, a visibility;
               also how many rows of the workbook state nothing
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
    wishes: Mapping[str, object]
    decided_by: str = ""
    decided_at: datetime | None = None
    comment: str = ""
    receipt: int | None = None
