"""What an upload changes, told row by row: values, suspensions, targets, definitions, who may see what."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from kpi.model import (
    CellRef,
    FiscalYear,
    GapReason,
    Level,
    Succession,
    SuccessionLink,
    Visibility,
    index_year,
)
from kpi.services.publishing.differences.decisions import names_decision
from kpi.services.publishing.differences.extension_changes import ExtensionDifference, extension_moves
from kpi.services.publishing.differences.facts import (
    CorrectiveActionDifference,
    DefinitionChange,
    MoneyDifference,
    SuspensionDifference,
    TargetDifference,
    ValueChange,
    VisibilityDifference,
)
from kpi.services.publishing.differences.fresh_words import FreshWords, fresh_words
from kpi.services.publishing.differences.openness import ACCESS_COLUMNS, opens
from kpi.services.publishing.differences.oversight_changes import OversightDifference, oversight_moves
from kpi.services.publishing.differences.plan_changes import (
    ChangeKind,
    DepartmentDifference,
    NodeDifference,
    Pair,
    ParameterDifference,
    ResponsibilityChange,
    department_moves,
    kind_of,
    node_moves,
    parameter_moves,
    responsibility_moves,
)
from kpi.store import schema
from kpi.store.books import corrective_action_of, money_of
from kpi.store.rows import Row
from kpi.store.uploads import UploadStep
from kpi.store.write import TableChange, WrittenFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """All that one file changes.

    fresh_actions  (code, name) of actions that are new or change
    fresh_words    words that come or change, row by row
    """

    values: tuple[ValueChange, ...] = ()
    targets: tuple[TargetDifference, ...] = ()
    suspensions: tuple[SuspensionDifference, ...] = ()
    visibility: tuple[VisibilityDifference, ...] = ()
    definitions: tuple[DefinitionChange, ...] = ()
    nodes: tuple[NodeDifference, ...] = ()
    successions: tuple[SuccessionLink, ...] = ()
    departments: tuple[DepartmentDifference, ...] = ()
    responsibilities: tuple[ResponsibilityChange, ...] = ()
    parameters: tuple[ParameterDifference, ...] = ()
    oversight: tuple[OversightDifference, ...] = ()
    extensions: tuple[ExtensionDifference, ...] = ()
    fresh_actions: tuple[tuple[str, str], ...] = ()
    fresh_words: tuple[FreshWords, ...] = ()
    money: tuple[MoneyDifference, ...] = ()
    corrective_actions: tuple[CorrectiveActionDifference, ...] = ()
    codes: frozenset[str] = frozenset()

    @property
    def empty(self) -> bool:
        return not self.codes and not self.parameters and not self.oversight

    @property
    def of_decisions(self) -> bool:
        """Whether decisions and what an editor keeps beside them change, and nothing else."""
        plan = (self.codes, self.parameters, self.nodes, self.departments, self.responsibilities, self.successions)
        return bool(self.oversight) and not any(plan) and all(one.is_of_editors for one in self.oversight)

    @property
    def of_plan(self) -> bool:
        """Whether anything but values and actions changes."""
        plan = (self.targets, self.suspensions, self.visibility, self.definitions, self.nodes, self.parameters)
        return any(plan)

    @property
    def undecided(self) -> bool:
        """Whether a part of the plan changes without a decision that stands beside it in the file."""
        acts = [move.act for move in self.suspensions]
        return (
            bool(self.nodes or self.parameters)
            or any(move.rules for move in self.definitions)
            or any(not names_decision(act) for act in acts)
            or any(not target.act for target in self.targets)
        )

    @property
    def tree_moves(self) -> bool:
        """Whether goals are added, merged, split or dropped: what needs an act."""
        changed = (Succession.MERGED, Succession.SPLIT, Succession.DROPPED, Succession.NEW)
        return any(n.kind is not ChangeKind.REVISED and n.level is not Level.STRATEGY for n in self.nodes) or any(
            link.succession in changed for link in self.successions
        )


def changes(written: WrittenFile, fiscal_year: FiscalYear) -> Changes:
    """The changes of a file that is being written."""
    return changes_of_rows({name: list(_rows(change)) for name, change in written.changes.items()}, fiscal_year)


def changes_of(done: Iterable[UploadStep], fiscal_year: FiscalYear) -> Changes:
    """The changes of an upload that was written before."""
    found: dict[str, list[Pair]] = {}
    for step in done:
        before = None if step.before is None or step.before["removed"] else step.before
        found.setdefault(step.revisions.table.name, []).append((step.row, before))
    return changes_of_rows(found, fiscal_year)


def changes_of_rows(found: Mapping[str, list[Pair]], fiscal_year: FiscalYear) -> Changes:
    """The changes of rows by the name of their table, each with what stands before it, None where nothing does."""

    def of(revisions: schema.Revisions) -> list[Pair]:
        return found.get(revisions.table.name, [])

    return Changes(
        values=tuple(_value(*pair, fiscal_year) for pair in of(schema.OBSERVATION)),
        targets=tuple(
            _targets(of(schema.TARGET), {str(row["code"]) for row, old in of(schema.INDICATOR) if old is None})
        ),
        suspensions=tuple(_suspension(*pair) for pair in of(schema.SUSPENSION)),
        visibility=tuple(seen for pair in of(schema.INDICATOR) if (seen := _visibility(*pair)) is not None),
        definitions=tuple(told for pair in of(schema.INDICATOR) if (told := _definition(*pair)) is not None),
        nodes=tuple(node_moves(of(schema.NODE))),
        departments=tuple(department_moves(of(schema.DEPARTMENT))),
        responsibilities=tuple(responsibility_moves(of(schema.NODE), of(schema.INDICATOR))),
        parameters=tuple(parameter_moves(of(schema.STRATEGY))),
        successions=tuple(
            SuccessionLink(str(row["previous_code"]), str(row["code"]), Succession(str(row["succession"])))
            for row, _ in of(schema.SUCCESSION)
        ),
        oversight=tuple(oversight_moves(of)),
        extensions=tuple(extension_moves(of(schema.EXTENSION), fiscal_year)),
        fresh_actions=tuple((str(row["code"]), str(row["name"])) for row, _ in of(schema.ACTION)),
        money=tuple(
            MoneyDifference(kind_of(row, before), money_of(row), money_of(before) if before else None)
            for row, before in of(schema.ACTION_MONEY)
        ),
        fresh_words=tuple(fresh_words(of, fiscal_year)),
        corrective_actions=tuple(
            CorrectiveActionDifference(
                kind_of(row, before),
                corrective_action_of(row, fiscal_year),
                corrective_action_of(before, fiscal_year) if before else None,
            )
            for row, before in of(schema.CORRECTIVE_ACTION)
        ),
        codes=frozenset(str(row["code"]) for rows in found.values() for row, _ in rows if "code" in row),
    )


def _rows(change: TableChange) -> Iterator[Pair]:
    """Rows with what stands before them; a key that was taken away before counts as new."""
    for row in (*change.new, *change.revised):
        before = change.before.get(change.key_of(row))
        yield row, None if before is None or before["removed"] else dict(before)


def _gap(row: Row | None) -> GapReason | None:
    return GapReason(str(row["gap"])) if row is not None and row["gap"] else None


def _number(row: Row | None, name: str) -> float | None:
    return None if row is None else cast("float | None", row[name])


def _value(row: Row, before: Row | None, fiscal_year: FiscalYear) -> ValueChange:
    kind = kind_of(row, before)
    gone = kind is ChangeKind.REMOVED
    return ValueChange(
        kind=kind,
        code=str(row["code"]),
        period=fiscal_year.ending(int(str(row["end"])), int(str(row["span_months"]))),
        breakdown=str(row["breakdown"]),
        old=_number(before, "value"),
        old_gap=_gap(before),
        old_comment="" if before is None else str(before["comment"]),
        new=None if gone else _number(row, "value"),
        new_gap=None if gone else _gap(row),
        old_until=None if before is None else cast("date | None", before["restricted_until"]),
        new_until=None if gone else cast("date | None", row["restricted_until"]),
        comment="" if gone else str(row["comment"]),
        cell=CellRef(str(row["sheet"]), str(row["cell"])) if row["cell"] else None,
        fields=() if before is None or gone else _differing(row, before),
    )


def _differing(row: Row, before: Row) -> tuple[str, ...]:
    return tuple(name for name in schema.OBSERVATION.content if row[name] != before[name])


def _targets(pairs: Iterable[Pair], new: Collection[str]) -> Iterator[TargetDifference]:
    """Without the targets of indicators that are new themselves."""
    for row, before in pairs:
        if str(row["code"]) not in new:
            kind, year = kind_of(row, before), index_year(int(str(row["end"])))
            former = _number(row, "old_value") if row["version"] else None
            if kind is not ChangeKind.REMOVED and not row["version"]:
                former = _number(before, "value")
            old, now = former, _number(row, "value")
            if kind is ChangeKind.REMOVED:
                old, now = now, former
            yield TargetDifference(code=str(row["code"]), year=year, old=old, new=now, act=str(row["act"]), kind=kind)


def _suspension(row: Row, before: Row | None) -> SuspensionDifference:
    return SuspensionDifference(
        kind=kind_of(row, before),
        code=str(row["code"]),
        since=cast("date", row["since"]),
        until=cast("date | None", row["until"]),
        reason=str(row["reason"]),
        act=str(row["act"]),
        review_by=cast("date | None", row["review_by"]),
    )


def _visibility(row: Row, before: Row | None) -> VisibilityDifference | None:
    after = Visibility(str(row["visibility"]))
    if before is None:
        return VisibilityDifference(str(row["code"]), None, after, opens=False)
    if all(row[name] == before[name] for name in ACCESS_COLUMNS):
        return None
    return VisibilityDifference(
        str(row["code"]), Visibility(str(before["visibility"])), after, opens=opens(before, row)
    )


def _definition(row: Row, before: Row | None) -> DefinitionChange | None:
    kind = kind_of(row, before)
    if before is None or kind is ChangeKind.REMOVED:
        return DefinitionChange(kind, str(row["code"]), ())
    apart = (*ACCESS_COLUMNS, "department")
    names = [n for n in schema.INDICATOR.content if n not in apart and row[n] != before[n]]
    return DefinitionChange(kind, str(row["code"]), tuple((n, before[n], row[n]) for n in names)) if names else None
