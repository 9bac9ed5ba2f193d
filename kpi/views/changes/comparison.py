"""What moved between two releases, as keys and numbers: the page, the feeds and the API say it each in its own way.

Both surveys are of outsiders: a code that only one of them knows has come into, or gone out of, what is public.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

import pandas as pd

from kpi.measure.comparison import status_changes
from kpi.measure.results import Survey
from kpi.model import Level, Period, Status, Visibility
from kpi.views.changes.decision_changes import (
    AssignmentChange,
    DecisionChange,
    assignment_changes,
    decision_changes,
)
from kpi.views.changes.differences import (
    Correction,
    DefinitionDifference,
    FilledGap,
    ReleaseTargetDifference,
    corrections,
    filled_gaps,
    new_indicators,
    new_values,
    redefinitions,
    target_differences,
)
from kpi.views.changes.suspension_changes import SuspensionChange, suspension_changes
from kpi.views.common.change_direction import StatusChangeKind, turn
from kpi.views.common.counts import StatusCounts
from kpi.views.common.movement import IndicatorStanding, Key, known, known_values
from kpi.views.common.page_frame import release_day
from kpi.views.common.values import records


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusAt:
    """How an indicator stands in a release. `period` of the judged value, None without one; values in the unit.

    value_now  that period's value as the later release has it: another one where it was corrected
    """

    status: Status
    reason: str
    period: Period | None
    value: float | None
    planned_value: float | None
    target_value: float | None
    value_now: float | None

    @property
    def standing(self) -> IndicatorStanding:
        return IndicatorStanding(self.period, self.value, self.planned_value, self.target_value)


@dataclass(frozen=True, slots=True)
class StatusMove:
    """A status that is another one now. `kind` None: neither better nor worse."""

    code: str
    kind: StatusChangeKind | None
    old: StatusAt
    new: StatusAt


@dataclass(frozen=True, slots=True)
class AddedOrRemoved:
    """An indicator (`level` None) or a node of the goal tree that only one of the releases has."""

    code: str
    level: Level | None


@dataclass(frozen=True, eq=False, kw_only=True)
class Comparison:
    """All that differs, the indicators in the order of their codes.

    old, new    the days of the releases; `old_as_of` and `new_as_of` the days that they show
    stands      code -> how it stands in both; None in the release that does not have it
    goals       code of an indicator -> its operational goal
    new_values  code -> how many periods have a value that had none
    filled      what had been reported as missing, or was overdue, and has a value now
    decisions   those that came or went; `assignments` those that came, went or stand otherwise now
    opened      what is reported as missing, or is overdue, and was not
    """

    old: date
    new: date
    old_as_of: date
    new_as_of: date
    stands: Mapping[str, tuple[StatusAt | None, StatusAt | None]]
    goals: Mapping[str, str]
    moves: tuple[StatusMove, ...]
    corrections: tuple[Correction, ...]
    target_changes: tuple[ReleaseTargetDifference, ...]
    filled: tuple[FilledGap, ...]
    opened: tuple[FilledGap, ...]
    new_values: Mapping[str, int]
    suspensions: tuple[SuspensionChange, ...]
    redefinitions: tuple[DefinitionDifference, ...]
    added: tuple[AddedOrRemoved, ...]
    dropped: tuple[AddedOrRemoved, ...]
    decisions: tuple[DecisionChange, ...]
    assignments: tuple[AssignmentChange, ...]

    @property
    def old_counts(self) -> StatusCounts:
        return StatusCounts.of(old.status for old, _ in self.stands.values() if old)

    @property
    def new_counts(self) -> StatusCounts:
        return StatusCounts.of(new.status for _, new in self.stands.values() if new)

    def count(self, kind: StatusChangeKind) -> int:
        return sum(move.kind is kind for move in self.moves)

    @property
    def empty(self) -> bool:
        """Whether the releases say the same."""
        lists = (self.moves, self.corrections, self.target_changes, self.filled, self.opened, self.new_values)
        return not any((*lists, self.suspensions, self.redefinitions, self.added, self.dropped))

    @property
    def touched(self) -> frozenset[str]:
        """Codes of the indicators of which there is something to tell beside new values."""
        parts = (self.moves, self.corrections, self.target_changes, self.filled, self.opened, self.redefinitions)
        listed = {one.code for one in (*self.added, *self.dropped) if one.level is None}
        own = {change.code for change in self.suspensions if change.code in self.stands}
        return frozenset({entry.code for part in parts for entry in part} | listed | own)


def compare(old: Survey, new: Survey) -> Comparison:
    """What differs in `new`, the later release, from `old`; both cut to the same audience."""
    stands = _stands(old, new)
    both = {code for code, (before, after) in stands.items() if before and after}
    goals = {c: g for one in (old, new) for c, g in _columns(one.dataset.indicators, "code", "goal")}
    came, went = _listed(new, old), _listed(old, new)
    return Comparison(
        old=release_day(old),
        new=release_day(new),
        old_as_of=old.now.as_of,
        new_as_of=new.now.as_of,
        stands=stands,
        goals=goals,
        moves=_moves(old, new, stands),
        corrections=corrections(old, new),
        target_changes=tuple(change for change in target_differences(old, new) if change.code in both),
        filled=filled_gaps(old, new),
        opened=new_indicators(old, new),
        new_values=new_values(old, new),
        suspensions=suspension_changes(old, new),
        redefinitions=tuple(change for change in redefinitions(old, new) if change.code in both),
        added=came,
        dropped=went,
        decisions=decision_changes(old, new),
        assignments=assignment_changes(old, new),
    )


def within(comparison: Comparison, codes: Collection[str]) -> Comparison:
    """The part of a comparison that is about these indicators and the nodes of these codes."""
    kept = set(codes)
    return replace(
        comparison,
        stands={code: pair for code, pair in comparison.stands.items() if code in kept},
        goals={code: goal for code, goal in comparison.goals.items() if code in kept},
        moves=_only(comparison.moves, kept),
        corrections=_only(comparison.corrections, kept),
        target_changes=_only(comparison.target_changes, kept),
        filled=_only(comparison.filled, kept),
        opened=_only(comparison.opened, kept),
        new_values={code: n for code, n in comparison.new_values.items() if code in kept},
        suspensions=_only(comparison.suspensions, kept),
        redefinitions=_only(comparison.redefinitions, kept),
        added=_only(comparison.added, kept),
        dropped=_only(comparison.dropped, kept),
        decisions=tuple(one for one in comparison.decisions if kept & set(one.codes.split(";"))),
        assignments=tuple(one for one in comparison.assignments if kept & set(one.codes.split(";"))),
    )


Entry = TypeVar(
    "Entry",
    StatusMove,
    Correction,
    ReleaseTargetDifference,
    FilledGap,
    SuspensionChange,
    DefinitionDifference,
    AddedOrRemoved,
)


def _only(entries: tuple[Entry, ...], codes: set[str]) -> tuple[Entry, ...]:
    return tuple(entry for entry in entries if entry.code in codes)


def _stands(old: Survey, new: Survey) -> dict[str, tuple[StatusAt | None, StatusAt | None]]:
    """In the order of the later release, what it does not have last."""
    values = known_values(new)
    before, after = _by_code(old, values), _by_code(new, values)
    sums = dict(_columns(new.dataset.indicators, "code", "visibility"))
    found = {}
    for code in (*after, *(code for code in before if code not in after)):
        was, now = before.get(code), after.get(code)
        if was and sums.get(code) == Visibility.AGGREGATE:
            # two versions of a total would tell the part that changed (decision 0005); `value_now` is the last one
            was = replace(was, value=None)
        found[code] = (was, now)
    return found


def _by_code(survey: Survey, values: Mapping[Key, float]) -> dict[str, StatusAt]:
    """`values` are those of the later release."""
    names = ["code", "status", "reason", "end", "span_months", "value", "planned_value", "target_value"]
    found = {}
    for row in records(survey.now.indicators[names]):
        code, then = str(row["code"]), IndicatorStanding.of(row, survey.fiscal_year)
        found[code] = StatusAt(
            status=Status(str(row["status"])),
            reason=str(row["reason"]),
            period=then.period,
            value=then.value,
            planned_value=then.planned_value,
            target_value=then.target_value,
            value_now=known(values, code, then.period),
        )
    return found


def _moves(
    old: Survey, new: Survey, stands: Mapping[str, tuple[StatusAt | None, StatusAt | None]]
) -> tuple[StatusMove, ...]:
    """Statuses that are others now, of indicators that both releases have."""
    moves = []
    for change in status_changes(old.now.indicators, new.now.indicators):
        before, after = stands[change.code]
        if before and after:
            moves.append(StatusMove(change.code, turn(before.status, after.status), before, after))
    return tuple(moves)


def _listed(having: Survey, lacking: Survey) -> tuple[AddedOrRemoved, ...]:
    """Nodes and indicators that the one has and the other lacks."""
    known = {*_keys(lacking)}
    return tuple(AddedOrRemoved(code, level) for code, level in _keys(having) if (code, level) not in known)


def _keys(survey: Survey) -> list[tuple[str, Level | None]]:
    nodes = [(str(code), Level(str(level))) for code, level in _columns(survey.dataset.nodes, "code", "level")]
    return [*nodes, *((str(code), None) for code in survey.dataset.indicators["code"])]


def _columns(frame: pd.DataFrame, one: str, other: str) -> list[tuple[str, str]]:
    return [(str(a), str(b)) for a, b in zip(frame[one], frame[other], strict=True)]
