"""Check and publish: workbooks enter whole or not at all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from sqlalchemy import Connection, select

from kpi.measure.books import plan_of
from kpi.model import FiscalYear, GoalBook, Plan, Problem, Release, Severity, code_sort_key
from kpi.services.publishing.differences.changes import Changes
from kpi.services.publishing.differences.changes import changes as changes_written
from kpi.services.publishing.editions import edition_of_book, present_edition, years_of_edition
from kpi.services.publishing.in_force import in_force, unknown_subjects
from kpi.services.publishing.parts import respell_decisions, respell_labels
from kpi.services.publishing.uploaded_workbook import CheckedWorkbook, count_unfilled
from kpi.store import Store, open_store, schema
from kpi.store.as_of import AsOf
from kpi.store.audit import record
from kpi.store.books import goal_books
from kpi.store.write import (
    TableRows,
    UploadOrigin,
    WrittenFile,
    add_release,
    known_file,
    last_seq,
    write_book,
    write_plan,
)
from kpi.workbook import Expected, InForce, compare, read_workbook
from kpi.workbook.in_force import problems_against

#: no rows beside those of the files
NONE: TableRows = {}


class RefusedError(Exception):
    """Nothing was stored. `problems` by file name, at least one: its errors, else what asks a person to confirm."""

    def __init__(self, problems: Mapping[str, Sequence[Problem]]) -> None:
        super().__init__(f"refused: {', '.join(problems)}")
        self.problems = {file: tuple(found) for file, found in problems.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReceipt:
    """What became of one file. Counts are rows of all its sheets.

    known       this very file was stored before
    superseded  what a known file that was left alone would change, None where all of it is in force
    """

    file: str
    kind: str
    goal: str
    sha256: str
    seq: int | None
    known: bool
    new: int
    revised: int
    unchanged: int
    superseded: Changes | None = None

    @property
    def changed(self) -> bool:
        return self.seq is not None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was published; `release` None where nothing was new; `count_unfilled` rows of the files stated nothing."""

    release: Release | None
    published: date
    files: tuple[FileReceipt, ...]
    unfilled: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationContext:
    """Who publishes, and on which day it counts as known.

    again   a file that was stored before is a correction where something else is in force; else it is left alone
    reason  kept with the upload; `note`, which everybody reads, where it is ""
    detail  what the audit is told besides
    """

    published: date
    actor: str = ""
    note: str = ""
    department: str = ""
    edition: str | None = None
    again: bool = False
    reason: str = ""
    detail: Mapping[str, object] = field(default_factory=dict)


def check(content: bytes, filename: str, expected: Expected) -> CheckedWorkbook:
    """Read a workbook; its problems are in the reading. What is in force is asked when it is stored."""
    return CheckedWorkbook(compare(read_workbook(content, filename, expected), None), content)


def former_books(
    published: date,
    edition: str | None = None,
    *,
    goal: str | None = None,
    values: bool = True,
    store: Store | None = None,
) -> dict[str, GoalBook]:
    """What the goals' workbooks (or that of one `goal`) say as of a day; without `values` indicators and targets."""
    opened = store or open_store()
    goals = None if goal is None else [goal]
    with opened.reading() as connection:
        named = edition if edition is not None else present_edition(connection, opened, published)
        if named is None:
            return {}
        return goal_books(connection, _as_of(connection, opened, named, published), goals, values=values)


def raise_refused(checked: Iterable[CheckedWorkbook]) -> None:
    """`RefusedError` with the errors of all the files that have one; of one that awaits a person, with its remarks."""
    errors = {
        one.name: [p for p in one.reading.problems if p.severity is Severity.ERROR] or list(one.reading.problems)
        for one in checked
        if not one.reading.accepted
    }
    if errors:
        raise RefusedError(errors)


def enter(connection: Connection, store: Store, checked: Sequence[CheckedWorkbook], act: PublicationContext) -> Receipt:
    """Write inside the caller's transaction: the plan first, then the goals in the order of their codes."""
    return write_release(connection, store, checked, act)[0]


def write_release(
    connection: Connection,
    store: Store,
    checked: Sequence[CheckedWorkbook],
    act: PublicationContext,
    more: TableRows = NONE,
) -> tuple[Receipt, list[WrittenFile]]:
    """`enter`, with every row that it wrote.

    more  rows beside those of the files, by table: keys to take away; they go with the one file that there is
    """
    at = datetime.now(UTC)
    plans = [(one, one.reading.plan) for one in checked if one.reading.plan is not None]
    edition = plans[-1][1].strategy.edition if plans else act.edition
    refused, done_files = _written_plans(connection, store, plans, act, at, more=more)
    known: dict[str, InForce] = {}
    done: set[tuple[str, str]] = set()
    for one, book in _books(checked):
        # beside a plan, and from a draft of an edition, a book of another one is refused by the rules
        own = edition_of_book(connection, store, book.edition, act.published) if edition is None else edition
        origin = _origin(store, one, replace(act, edition=own), "goal" if book.goal else "form", book.goal)
        if own not in known or not own or (own, book.goal) in done:
            known[own] = _standing(connection, store, own, act.published, told=edition is not None)
        before = known[own]
        spelled = respell_labels(connection, store, own, one).reading.goal_book or book
        left_alone = not act.again and _is_known(connection, store, origin)
        if not left_alone and (found := problems_against(before, spelled)):
            refused[one.name] = found
            continue
        implied = None if own or left_alone else _implied(before.plan, spelled)
        put = write_book(connection, origin, spelled, at, decided=before.changes, implied=implied, more=more)
        done_files.append(put)
        done.add((own, book.goal))
    for one, plan in plans:
        if found := unknown_subjects(connection, _as_of(connection, store, plan.strategy.edition, act.published), plan):
            refused[one.name] = [*refused.get(one.name, ()), *found]
    if refused:
        raise RefusedError(refused)
    receipt = _finish(connection, store, done_files, act, at)
    return replace(receipt, unfilled=sum(count_unfilled(one.reading) for one in checked)), done_files


def _written_plans(
    connection: Connection,
    store: Store,
    plans: Sequence[tuple[CheckedWorkbook, Plan]],
    act: PublicationContext,
    at: datetime,
    *,
    more: TableRows,
) -> tuple[dict[str, list[Problem]], list[WrittenFile]]:
    """Write the plans; what is wrong with those that are refused, by file, and what was written."""
    refused: dict[str, list[Problem]] = {}
    written = []
    for one, plan in plans:
        if moved := _moved_years(connection, store, plan):
            refused[one.name] = moved
            continue
        own = plan.strategy.edition
        origin = _origin(store, one, replace(act, edition=own), "plan", "")
        spelled = respell_decisions(connection, _as_of(connection, store, own, act.published), plan)
        written.append(write_plan(connection, origin, spelled, at, more))
    return refused, written


def _moved_years(connection: Connection, store: Store, plan: Plan) -> list[Problem]:
    """What is wrong with a plan whose years begin with another month than those that values are published by."""
    edition, month = plan.strategy.edition, plan.strategy.first_month
    table = schema.OBSERVATION.table.c
    any_value = select(table.seq).where(table.community == store.community, table.edition == edition).limit(1)
    stands = years_of_edition(connection, store, edition).first_month
    if stands == month or connection.scalar(any_value) is None:
        return []
    return [Problem(code="first_month_changed", severity=Severity.ERROR, found=str(month), values={"stands": stands})]


def _standing(connection: Connection, store: Store, edition: str, day: date, *, told: bool) -> InForce:
    """What is in force in an edition; where the edition is told, no book has to say which one it is of."""
    found = in_force(connection, _as_of(connection, store, edition, day))
    return replace(found, others=()) if told else found


def _is_known(connection: Connection, store: Store, origin: UploadOrigin) -> bool:
    found = known_file(connection, store.community, origin.edition, origin.sha256, origin.published)
    return found is not None


def _books(checked: Iterable[CheckedWorkbook]) -> list[tuple[CheckedWorkbook, GoalBook]]:
    """The files that hold a goal, in the order of their codes."""
    found = [(one, one.reading.goal_book) for one in checked if one.reading.goal_book is not None]
    return sorted(found, key=lambda pair: code_sort_key(pair[1].goal))


def _implied(plan: Plan | None, book: GoalBook) -> Plan:
    """The plan of goal workbooks that came without one: their years, their goals."""
    own = plan_of([book])
    if plan is None:
        return own
    one, two = plan.strategy, own.strategy
    first, last = min(one.first_year, two.first_year), max(one.last_year, two.last_year)
    strategy = replace(one, first_year=first, last_year=last, baseline_year=min(one.baseline_year, two.baseline_year))
    return replace(own, strategy=strategy)


def _origin(store: Store, one: CheckedWorkbook, act: PublicationContext, kind: str, goal: str) -> UploadOrigin:
    return UploadOrigin(
        community=store.community,
        edition=act.edition or "",
        kind=kind,
        goal=goal,
        filename=one.reading.file,
        content=one.content,
        published=act.published,
        actor=act.actor,
        department=act.department,
        reason=act.reason or act.note,
        again=act.again,
    )


def _finish(
    connection: Connection, store: Store, write_release: Sequence[WrittenFile], act: PublicationContext, at: datetime
) -> Receipt:
    files = tuple(_receipt(one, years_of_edition(connection, store, one.origin.edition)) for one in write_release)
    kept = [one for one in write_release if one.seq is not None]
    release = None
    for edition in dict.fromkeys(one.origin.edition for one in kept):
        own = [one for one in kept if one.origin.edition == edition]
        seq = add_release(connection, own[-1], len(own), act.note)
        release = Release(
            community=store.community,
            edition=edition,
            seq=seq,
            published=act.published,
            uploads=len(own),
            note=act.note,
        )
        told = [{"kind": w.origin.kind, "goal": w.origin.goal, "sha256": w.origin.sha256, "seq": w.seq} for w in own]
        detail = {"edition": edition, "published": act.published.isoformat(), "files": told, **act.detail}
        record(connection, store.community, actor=act.actor, action="publish", detail=detail, at=at)
    return Receipt(release, act.published, files)


def _receipt(one: WrittenFile, fiscal_year: FiscalYear) -> FileReceipt:
    changes = one.changes.values()
    new, revised = sum(len(c.new) for c in changes), sum(len(c.revised) for c in changes)
    written = one.seq is not None
    return FileReceipt(
        file=one.origin.filename,
        kind=one.origin.kind,
        goal=one.origin.goal,
        sha256=one.origin.sha256,
        seq=one.seq,
        known=one.known,
        new=new if written else 0,
        revised=revised if written else 0,
        unchanged=0 if one.known else sum(c.unchanged for c in changes),
        superseded=changes_written(one, fiscal_year) if one.known and new + revised else None,
    )


def _as_of(connection: Connection, store: Store, edition: str, published: date) -> AsOf:
    return AsOf(store.community, edition, published, last_seq(connection, store.community))
