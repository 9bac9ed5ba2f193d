"""What moved between two releases, in words: rows of the page and of the feeds (`kpi.views.changes.comparison`)."""

from dataclasses import dataclass, replace
from functools import cached_property

from kpi.model import GapReason, Level, Period, Status
from kpi.text import DASH, Text
from kpi.views.changes.comparison import AddedOrRemoved, Comparison, StatusMove
from kpi.views.changes.differences import Correction, DefinitionDifference, FilledGap, ReleaseTargetDifference
from kpi.views.changes.suspension_changes import SuspensionChange
from kpi.views.common.board import Board
from kpi.views.common.change_direction import StatusChangeKind
from kpi.views.common.localized_name import LocalizedName
from kpi.views.common.movement import value_movement
from kpi.views.common.phrases import period_words
from kpi.views.common.reversals import correction_author, correction_reason
from kpi.views.common.rows import IndicatorRow, departments_by_name


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveRow:
    """`values` «93,0 % → 93,2 %», the new one alone where there is no old one or it is the same.

    explanation  the department's words on the present value, "" where none
    """

    name: LocalizedName
    kind: StatusChangeKind | None
    old: Status
    new: Status
    values: str
    notes: tuple[str, ...]
    department: LocalizedName
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRow:
    """`reason` "" where none was given."""

    name: LocalizedName
    period: str
    old: str
    new: str
    reason: str
    department: LocalizedName
    released: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRow:
    name: LocalizedName
    year: str
    old: str
    new: str
    decided: str
    act: str


@dataclass(frozen=True, slots=True)
class GapRow:
    """`value` "" where there is still none."""

    name: LocalizedName
    period: str
    why: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspensionRow:
    """`level` None where it is an indicator; `was` the days as the earlier release said them, "" where the same."""

    name: LocalizedName
    level: Level | None
    kind: str
    days: str
    was: str
    reason: str
    act: str
    linked: bool


@dataclass(frozen=True, slots=True)
class DefinitionRow:
    name: LocalizedName
    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class AddedOrRemovedRow:
    """`linked` where the later release has it, so that its page exists."""

    name: LocalizedName
    level: Level | None
    linked: bool


@dataclass(frozen=True, eq=False)
class ComparisonText:
    """The words of a comparison; `old` and `new` are the boards of its releases in the reader's language."""

    comparison: Comparison
    old: Board
    new: Board

    @property
    def text(self) -> Text:
        return self.new.text

    def name(self, code: str) -> LocalizedName:
        """The name of an indicator, as the later release has it where it does."""
        row = self._rows.get(code) or self._old_rows.get(code)
        return row.name if row else LocalizedName(code, code)

    def node(self, level: Level, code: str) -> LocalizedName:
        found = self.new.node(level, code) or self.old.node(level, code)
        return found.name if found else LocalizedName(code, code)

    def move(self, move: StatusMove) -> MoveRow:
        row, was = self._rows[move.code], move.old.standing
        before = self._old_rows.get(move.code)
        if before and before.record.scale.unit != row.record.scale.unit:
            # what was said in another unit is told where the definition's change is
            was = replace(was, value=None, planned_value=None, target_value=None)
        found = value_movement(self.text, row.record.scale, was, move.new.standing, move.old.value_now)
        notes = (row.why, *found.notes) if row.why else found.notes
        target_changed = any(change.code == move.code for change in self.comparison.target_changes)
        if target_changed and was.target_value == move.new.target_value:
            notes = (*notes, self.text.say("changes.move.target_changed"))
        if row.provenance is not None and found.values:
            notes = (*notes, self.text.say(f"provenance.{row.provenance}"))
        return MoveRow(
            name=row.name,
            kind=move.kind,
            old=move.old.status,
            new=move.new.status,
            values=found.values,
            notes=notes,
            department=row.department,
            explanation=row.record.comment,
        )

    def correction(self, correction: Correction) -> CorrectionRow:
        code, text = correction.code, self.text
        author = correction_author(correction.deed, correction.department, "", text)
        return CorrectionRow(
            name=self.name(code),
            period=text.period(correction.period),
            old=self._said(code, correction.old_value, correction.old_gap),
            new=self._said(code, correction.new_value, correction.new_gap),
            reason=correction_reason(correction.deed, correction.reason, text),
            department=self._departments.get(author, LocalizedName(author, author)),
            released=text.date(correction.released),
        )

    def target(self, change: ReleaseTargetDifference) -> TargetRow:
        return TargetRow(
            name=self.name(change.code),
            year=self.text.year(change.period.year, change.period.fiscal_year),
            old=self.amount(change.code, change.old_value, old=True),
            new=self.amount(change.code, change.new_value),
            decided=self.text.date(change.decided) if change.decided else "",
            act=change.act,
        )

    def gap(self, gap: FilledGap) -> GapRow:
        why = self.text.say(f"gap.{gap.gap}") if gap.gap else self.text.say("changes.gap.overdue")
        value = "" if gap.value is None else self.amount(gap.code, gap.value)
        return GapRow(self.name(gap.code), self.text.period(gap.period), why, value)

    def suspension(self, change: SuspensionChange) -> SuspensionRow:
        level = next((level for (level, code) in self.new.nodes if code == change.code), None)
        known = change.code in self._rows or change.code in self._old_rows
        name = self.name(change.code) if known or level is None else self.node(level, change.code)
        days, was = self._days(change), ""
        if change.old is not None:
            before = self._days(SuspensionChange(change.code, change.kind, change.old, None))
            was = "" if before == days else before
        kind = self.text.say(f"changes.suspension.{change.kind}")
        return SuspensionRow(
            name=name,
            level=None if known else level,
            kind=kind,
            days=days,
            was=was,
            reason=change.suspension.reason,
            act=change.suspension.act,
            linked=change.code in self._rows if known else level is not None,
        )

    def _days(self, change: SuspensionChange) -> str:
        since, until = self.text.date(change.suspension.since), change.suspension.until
        if until is None:
            return self.text.say("changes.suspension.since", since=since)
        return self.text.say("changes.suspension.days", since=since, until=self.text.date(until))

    def field(self, change: DefinitionDifference) -> DefinitionRow:
        old, new = (self._content(change, value, old) for value, old in ((change.old, True), (change.new, False)))
        return DefinitionRow(self.name(change.code), self.text.say(f"changes.field.{change.field}"), old, new)

    def _content(self, change: DefinitionDifference, value: str | float | None, old: bool) -> str:
        if isinstance(value, float):
            return self.amount(change.code, value, old=old)
        if not value:
            return DASH
        if change.field in ("direction", "kind", "frequency"):
            return self.text.say(f"{change.field}.{value}")
        return self._departments[value].name if value in self._departments else value

    def listed(self, one: AddedOrRemoved, *, linked: bool) -> AddedOrRemovedRow:
        name = self.name(one.code) if one.level is None else self.node(one.level, one.code)
        return AddedOrRemovedRow(name, one.level, linked)

    def amount(self, code: str, value: float | None, *, old: bool = False) -> str:
        """Printed as the later release prints it; an old value in another unit, as the earlier one did."""
        row, before = self._rows.get(code), self._old_rows.get(code)
        if before and (row is None or (old and row.record.scale.unit != before.record.scale.unit)):
            row = before
        return row.record.scale.amount(value) if row else self.text.number(value)

    def _said(self, code: str, value: float | None, gap: str) -> str:
        if value is not None:
            return self.amount(code, value)
        return self.text.say(f"gap.{gap or GapReason.NO_VALUE}")

    @cached_property
    def _rows(self) -> dict[str, IndicatorRow]:
        return {row.code: row for row in self.new.rows}

    @cached_property
    def _old_rows(self) -> dict[str, IndicatorRow]:
        return {row.code: row for row in self.old.rows}

    @cached_property
    def _departments(self) -> dict[str, LocalizedName]:
        both = (departments_by_name(board.survey.dataset, self.text) for board in (self.old, self.new))
        return {code: name for found in both for code, name in found.items()}

    def period(self, period: Period) -> str:
        """Inside a sentence."""
        return period_words(period, self.text)


def finding(comparison: Comparison, text: Text) -> str:
    """«З 14.08.2026 до 14.11.2026: 7 показників погіршилися, 5 поліпшилися»."""
    days = text.say("changes.title.days", old=text.date(comparison.old), new=text.date(comparison.new))
    return f"{days}: {turned_words(comparison, text)}"


def turned_words(comparison: Comparison, text: Text) -> str:
    """«7 показників погіршилися, 5 поліпшилися»."""
    worse, better = comparison.count(StatusChangeKind.WORSE), comparison.count(StatusChangeKind.BETTER)
    if worse and better:
        return text.count("changes.title.worse", worse) + text.count("changes.title.and_better", better)
    if worse:
        return text.count("changes.title.worse", worse) + text.say("changes.title.none_better")
    if better:
        return text.count("changes.title.better", better) + text.say("changes.title.none_worse")
    others = len(comparison.moves)
    return text.count("changes.title.moved", others) if others else text.say("changes.title.none_moved")
