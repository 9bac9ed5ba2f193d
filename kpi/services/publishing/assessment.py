"""What a draft would do and whether it may be published: the publishing transaction, looked at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import Connection

from kpi.measure.comparison import StatusChange
from kpi.measure.dataset import Dataset
from kpi.model import Account, Draft, DraftKind, DraftState, Level, Period, Plan, code_sort_key
from kpi.services.publishing.changes import Changes, changes
from kpi.services.publishing.parts import respell_breakdowns
from kpi.services.publishing.permissions import ResponsibleDepartments, responsible_departments
from kpi.services.publishing.preview import last_quarter, public_codes, standing_dataset, status_changes
from kpi.services.publishing.release_writer import CheckedWorkbook, PublicationContext, Receipt, write_release
from kpi.services.publishing.removals import removed_rows
from kpi.services.publishing.required_explanations import (
    RequiredExplanation,
    jumps,
    required_explanations,
    row_keys,
    with_explanations,
)
from kpi.store import Store
from kpi.store import read as reading
from kpi.store.read import AsOf
from kpi.store.uploads import Upload, uploads
from kpi.store.write import WrittenFile, last_seq


class Blocker(StrEnum):
    """Why a draft cannot be confirmed; words below `flow.blocker`."""

    UNEXPLAINED = "unexplained"
    CONFLICT = "conflict"
    FOREIGN = "foreign"  # rows of another department
    NOTHING_NEW = "nothing_new"
    SAME_FILE = "same_file"
    AWAITING = "awaiting"
    CLOSED = "closed"
    NO_ACT = "no_act"  # goals come or go without an act


class Second(StrEnum):
    """Why a second person is needed; words below `flow.second`."""

    SETTING = "setting"  # the plan asks for an approval of everything
    OPENS = "opens"  # an internal value becomes public
    MEANING = "meaning"  # unit, direction, kind or baseline of a known indicator changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A row that another upload changed since the draft was compared with the store: who, when, what."""

    code: str
    period: Period | None
    breakdown: str
    by: Upload
    standing: float | None
    own: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """All that a page says of a draft before it is published.

    seq       the store's last upload that all this is about
    opened    indicators that outsiders would see and do not see now; `closed` the other way round
    foreign   codes of another department whose rows the file changes
    left_out  goals in force that a plan's file does not name: they stay, unless they are ticked
    """

    draft: Draft
    seq: int
    published: date
    as_of: date
    receipt: Receipt
    changes: Changes
    statuses: tuple[StatusChange, ...]
    opened: tuple[str, ...]
    closed: tuple[str, ...]
    needs: tuple[RequiredExplanation, ...]
    conflicts: tuple[Conflict, ...]
    foreign: tuple[str, ...]
    second: tuple[Second, ...]
    left_out: tuple[str, ...] = ()

    @property
    def unexplained(self) -> tuple[RequiredExplanation, ...]:
        return tuple(need for need in self.needs if not need.explanation)

    @property
    def blockers(self) -> tuple[Blocker, ...]:
        """Why it cannot be confirmed now; empty where it can."""
        return tuple(self._blockers())

    def _blockers(self) -> Iterator[Blocker]:
        if self.draft.state in (DraftState.PUBLISHED, DraftState.DISCARDED):
            yield Blocker.CLOSED
        if self.draft.state is DraftState.AWAITING:
            yield Blocker.AWAITING
        if self.receipt.release is None:
            known = any(file.known for file in self.receipt.files)
            yield Blocker.SAME_FILE if known else Blocker.NOTHING_NEW
        if self.seq and self.changes.tree_moves and not self.draft.choices.act:
            yield Blocker.NO_ACT
        if self.foreign:
            yield Blocker.FOREIGN
        if self.conflicts:
            yield Blocker.CONFLICT
        if self.unexplained:
            yield Blocker.UNEXPLAINED


def publication_day(connection: Connection, store: Store, edition: str, today: date) -> date:
    """Today, or the edition's last release where that has a later date: what is sent now is never history."""
    known = reading.releases(connection, store.community, edition)
    return max([today, *(release.published for release in known[-1:])])


def assess(
    connection: Connection, store: Store, draft: Draft, checked: CheckedWorkbook, *, account: Account, today: date
) -> Assessment:
    """Write the draft inside the caller's transaction and tell what came of it; the caller keeps it or takes it back.

    account  the draft's author, or whoever looks at it with the right to approve
    """
    published = publication_day(connection, store, draft.edition, today)
    seq = last_seq(connection, store.community)
    until = AsOf(store.community, draft.edition, published, seq)
    found = responsible_departments(connection, until)
    before = standing_dataset(connection, store, published, draft.edition)
    goals = _goals(draft, checked, found)
    act = _act(draft, published, _named_for(account, found, goals) if account.login == draft.login else "")
    checked = respell_breakdowns(connection, store, draft.edition, checked)
    taken = removed_rows(connection, until, draft, set(row_keys(checked)))
    receipt, files = write_release(connection, store, [with_explanations(checked, draft.explanations)], act, taken)
    after = before if receipt.release is None else reading.dataset(connection, receipt.release)
    as_of = last_quarter(published).end_date
    change = changes(files[0])
    statuses, opened, closed = _differences(before, after, as_of, published)
    plan = draft.kind is DraftKind.PLAN
    own = statuses if plan else tuple(s for s in statuses if found.indicators.get(s.code, goals)[0] in goals)
    others = uploads(connection, store.community, since=draft.seen_seq)
    return Assessment(
        draft=draft,
        seq=seq,
        published=published,
        as_of=as_of,
        receipt=receipt,
        changes=change,
        statuses=own,
        opened=opened,
        closed=closed,
        needs=() if after is None or plan else required_explanations(change, own, jumps(after), draft.explanations),
        conflicts=tuple(_conflicts(files, others, draft)),
        foreign=_foreign(change, found, account, draft),
        second=tuple(_second(before, change)),
        left_out=_left_out(before, checked.reading.plan),
    )


def _goals(draft: Draft, checked: CheckedWorkbook, found: ResponsibleDepartments) -> tuple[str, ...]:
    """The goals that the draft is about: its own one, or those of the rows of a form."""
    if draft.kind is not DraftKind.FORM or checked.reading.goal_book is None:
        return (draft.subject,)
    codes = dict.fromkeys(row.code for row in checked.reading.goal_book.observations)
    return tuple(dict.fromkeys(found.indicators[code][0] for code in codes if code in found.indicators))


def _named_for(account: Account, found: ResponsibleDepartments, goals: Sequence[str]) -> str:
    """The department as which the account sends in the goals, "" for an editor."""
    return next((name for goal in goals if (name := found.named_for(account, goal))), "")


def _act(draft: Draft, published: date, department: str) -> PublicationContext:
    rest = [f"{key}: {text}" for key, text in draft.explanations.items() if "@" not in key]
    return PublicationContext(
        published=published,
        actor=draft.login,
        department=department,
        edition=draft.edition,
        reason=" ".join(rest),
        detail={"draft": draft.number, "name": draft.name},
    )


def _differences(
    before: Dataset | None, after: Dataset | None, as_of: date, published: date
) -> tuple[tuple[StatusChange, ...], tuple[str, ...], tuple[str, ...]]:
    if after is None or after is before:
        return (), (), ()
    was, now = public_codes(before, published), public_codes(after, published)
    opened = tuple(code for code in now if code not in set(was))
    closed = tuple(code for code in was if code not in set(now))
    return status_changes(before, after, as_of, published), opened, closed


def _conflicts(files: Sequence[WrittenFile], others: Sequence[Upload], draft: Draft) -> Iterator[Conflict]:
    by_seq = {upload.seq: upload for upload in others}
    for change in (change for one in files for change in one.changes.values()):
        for row in (*change.new, *change.revised):
            stood = change.before.get(change.key_of(row))
            if stood is None or int(str(stood["seq"])) <= draft.seen_seq:
                continue
            timed = "span_months" in row
            yield Conflict(
                code=str(row.get("code", "")),
                period=Period.ending(int(str(row["end"])), int(str(row["span_months"]))) if timed else None,
                breakdown=str(row.get("breakdown", "")),
                by=by_seq[int(str(stood["seq"]))],
                standing=stood["value"] if timed and not stood["removed"] else None,  # type: ignore[arg-type]
                own=row["value"] if timed and not row.get("removed") else None,  # type: ignore[arg-type]
            )


def _foreign(change: Changes, found: ResponsibleDepartments, account: Account, draft: Draft) -> tuple[str, ...]:
    """Changed codes that are not the author's; who approves has looked at them as an editor."""
    if account.login != draft.login or draft.kind is DraftKind.PLAN:
        return ()
    of_form = draft.kind is DraftKind.FORM
    own = {
        code: found.indicators[code][0] if of_form and code in found.indicators else draft.subject
        for code in change.codes
    }
    return tuple(code for code, goal in sorted(own.items()) if not found.may_code(account, code, goal))


def _left_out(before: Dataset | None, plan: Plan | None) -> tuple[str, ...]:
    if before is None or plan is None:
        return ()
    nodes, named = before.nodes, {goal.code for goal in plan.operational_goals}
    known = nodes.loc[nodes["level"] == Level.OPERATIONAL_GOAL, "code"]
    return tuple(sorted(set(map(str, known)) - named, key=code_sort_key))


def _second(before: Dataset | None, change: Changes) -> Iterator[Second]:
    if before is not None and before.strategy.approval:
        yield Second.SETTING
    if any(move.opens for move in change.visibility):
        yield Second.OPENS
    if any(move.of_meaning for move in change.definitions):
        yield Second.MEANING
