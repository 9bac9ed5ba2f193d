"""The single facts that an upload changes: a value, a target, a suspension, access, a definition, what is done."""

from dataclasses import dataclass
from datetime import date

from kpi.model import (
    QUALITY_FIELDS,
    ActionMoney,
    CellRef,
    CorrectiveAction,
    GapReason,
    Period,
    Visibility,
)
from kpi.services.publishing.differences.plan_changes import ChangeKind
from kpi.services.publishing.keys import row_key

#: what may be said of an indicator without a word on what is counted, against what, and who answers
DESCRIBES = frozenset(
    {
        *("name_en", "unit_en", "source", "provenance", "baseline_provenance", "result_level"),
        *QUALITY_FIELDS,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueChange:
    """An observation that an upload brings, changes or takes away. Values are in the indicator's unit.

    fields  of a changed one, the columns of the store that become others
    old_until, new_until  the day until which a value is restricted, before and after
    """

    kind: ChangeKind
    code: str
    period: Period
    breakdown: str
    old: float | None
    old_gap: GapReason | None
    old_comment: str
    new: float | None
    new_gap: GapReason | None
    comment: str
    cell: CellRef | None
    fields: tuple[str, ...] = ()
    old_until: date | None = None
    new_until: date | None = None

    @property
    def key(self) -> str:
        return row_key(self.code, self.period, self.breakdown)

    @property
    def moved(self) -> bool:
        """Whether a published value or gap becomes another; a comment alone does not count."""
        return self.kind is not ChangeKind.NEW and (self.old, self.old_gap) != (self.new, self.new_gap)

    @property
    def fresh_comment(self) -> str:
        """The comment, where it is not the one that stood there before."""
        return self.comment if self.kind is ChangeKind.NEW or self.comment != self.old_comment else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetDifference:
    """A target that a decision changes; `old` None where the year had none, `act` "" for a new plan value.

    kind  removed where the decision (or the plan value) is taken back: `new` is what stands again, None = nothing
    """

    code: str
    year: int
    old: float | None
    new: float | None
    act: str
    kind: ChangeKind = ChangeKind.REVISED


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspensionDifference:
    """A suspension that begins, changes or ends."""

    kind: ChangeKind
    code: str
    since: date
    until: date | None
    reason: str
    act: str
    review_by: date | None = None


@dataclass(frozen=True, slots=True)
class VisibilityDifference:
    """An indicator that other people may see from now on; `before` None where it is new."""

    code: str
    before: Visibility | None
    after: Visibility
    opens: bool


@dataclass(frozen=True, slots=True)
class DefinitionChange:
    """Fields of an indicator that change, those of `VisibilityDifference` and `ResponsibilityChange` apart; `kind` new
    where the indicator is.

    fields  (column of the store, before, after)
    """

    kind: ChangeKind
    code: str
    fields: tuple[tuple[str, object, object], ...]

    @property
    def rules(self) -> bool:
        """Whether more than its description changes."""
        return self.kind is not ChangeKind.REVISED or any(name not in DESCRIBES for name, _, _ in self.fields)


@dataclass(frozen=True, slots=True)
class CorrectiveActionDifference:
    """A corrective action that comes, changes or goes; `before` what stood, None for a new one."""

    kind: ChangeKind
    action: CorrectiveAction
    before: CorrectiveAction | None = None


@dataclass(frozen=True, slots=True)
class MoneyDifference:
    """A row of «Кошти» that comes, changes or goes; `before` what stood, None for a new one."""

    kind: ChangeKind
    money: ActionMoney
    before: ActionMoney | None = None
