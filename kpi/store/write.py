"""Writing an upload: only the rows that changed become revisions. All inside the caller's transaction."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select

from kpi.model import Department, GoalBook, Plan, TargetChange
from kpi.store import schema
from kpi.store.as_of import AsOf
from kpi.store.books import fiscal_year
from kpi.store.departments import NAMING, DepartmentIndex, department_index
from kpi.store.draft_tables import RECEIPT
from kpi.store.read import of_plan
from kpi.store.rows import Row, book_rows, plan_rows
from kpi.store.schema import Revisions

#: kinds of uploads that are a workbook as it came; the others repeat the file whose rows they change
FILE_KINDS = ("plan", "goal")
#: rows by the name of their table, as `kpi.store.rows` makes them
TableRows = Mapping[str, Sequence[Row]]


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadOrigin:
    """Whence an upload came; `goal` is "" for a plan.

    kind   plan, goal, form, undo, restore, visibility, withdrawal or extension
    again  a file that was stored before is written where it differs from what is in force; else it is left alone
    """

    community: str
    edition: str
    kind: str
    goal: str
    filename: str
    content: bytes
    published: date
    actor: str = ""
    department: str = ""
    reason: str = ""
    again: bool = False

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class TableChange:
    """What one upload changes in one table: rows of new keys, of known keys, and how many stay as they were.

    key     the names of the columns that are a row's key
    before  the revision that stood before, by the key of the row
    """

    key: tuple[str, ...]

    new: tuple[Row, ...] = ()
    revised: tuple[Row, ...] = ()
    unchanged: int = 0
    before: Mapping[tuple[object, ...], Mapping[str, object]] = field(default_factory=dict)

    def key_of(self, row: Row) -> tuple[object, ...]:
        return tuple(row[name] for name in self.key)


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """`seq` None: no upload was recorded. `known`: this very file was stored before.

    changes  against what is in force; of a known file that was left alone, what it would change
    """

    origin: UploadOrigin
    seq: int | None
    known: bool = False
    changes: Mapping[str, TableChange] = field(default_factory=dict)


def last_seq(connection: Connection, community: str) -> int:
    """The number of the community's last upload, 0 before the first."""
    number = connection.scalar(select(func.max(schema.UPLOAD.c.seq)).where(schema.UPLOAD.c.community == community))
    return int(number or 0)


def known_file(connection: Connection, community: str, edition: str, sha256: str, published: date) -> int | None:
    """The upload of this very file for this edition, with this publication date or an earlier one; None for none.

    A publication that was taken back does not count: the same file may be published once more.
    """
    table = schema.UPLOAD
    undone = select(RECEIPT.c.seq).where(RECEIPT.c.community == table.c.community, RECEIPT.c.undoes == table.c.seq)
    query = select(table.c.seq).where(
        table.c.community == community,
        table.c.edition == edition,
        table.c.sha256 == sha256,
        table.c.published <= published,
        table.c.kind.in_(FILE_KINDS),
        ~undone.exists(),
    )
    return connection.scalar(query.order_by(table.c.seq.desc()).limit(1))


def write_plan(connection: Connection, origin: UploadOrigin, plan: Plan, at: datetime, more: TableRows) -> WrittenFile:
    """Record the upload of a plan; `more`: rows beside those of the file, keys to take away."""
    index = _index(connection, origin, plan.departments)
    return _write(connection, origin, joined(_coded(plan_rows(plan), index), more), at)


def write_book(
    connection: Connection,
    origin: UploadOrigin,
    book: GoalBook,
    at: datetime,
    *,
    decided: Sequence[TargetChange] = (),
    implied: Plan | None = None,
    more: TableRows,
) -> WrittenFile:
    """Record the upload of a goal workbook.

    decided  target changes decided earlier, which a workbook that leaves their rows out does not take back
    implied  the plan that goals without a plan make
    more     rows beside those of the file: keys to take away
    """
    until = AsOf(origin.community, origin.edition, origin.published, last_seq(connection, origin.community))
    rows = book_rows(book, fiscal_year(connection, until), decided) | ({} if implied is None else plan_rows(implied))
    return _write(connection, origin, joined(_coded(rows, _index(connection, origin)), more), at)


def _index(connection: Connection, origin: UploadOrigin, own: Iterable[Department] = ()) -> DepartmentIndex:
    """The departments as of the upload's publication date; `own`: those of the plan that it brings."""
    until = AsOf(origin.community, origin.edition, origin.published, last_seq(connection, origin.community))
    return department_index(connection, of_plan(connection, until), own)


def _coded(rows: TableRows, index: DepartmentIndex) -> TableRows:
    """The rows with the codes of the departments that they name, whatever a department was called in the workbook."""
    return {name: index.coded(some) if name in NAMING else some for name, some in rows.items()}


def joined(rows: TableRows, more: TableRows) -> dict[str, Sequence[Row]]:
    return {name: (*rows.get(name, ()), *more.get(name, ())) for name in dict.fromkeys((*rows, *more))}


def _write(connection: Connection, origin: UploadOrigin, rows: TableRows, at: datetime) -> WrittenFile:
    """Record the upload with the rows that it changes; a file that changes nothing leaves no upload.

    Nor does one that was stored before, unless it is sent `again`: loading an edition twice takes nothing back.
    """
    tables = [revisions for revisions in schema.REVISIONS if revisions.table.name in rows]
    changes = {r.table.name: compare(connection, origin, r, rows[r.table.name]) for r in tables}
    known = known_file(connection, origin.community, origin.edition, origin.sha256, origin.published) is not None
    differs = any(change.new or change.revised for change in changes.values())
    if not differs or (known and not origin.again):
        return WrittenFile(origin, None, known, changes)
    fresh = {name: (*change.new, *change.revised) for name, change in changes.items()}
    return WrittenFile(origin, append(connection, origin, fresh, at), changes=changes)


def append(connection: Connection, origin: UploadOrigin, rows: TableRows, at: datetime) -> int:
    """Record an upload with exactly these rows, compared with nothing; returns its seq."""
    seq = last_seq(connection, origin.community) + 1
    _record_upload(connection, origin, seq, at)
    base = {"community": origin.community, "edition": origin.edition, "seq": seq, "published": origin.published}
    for revisions in schema.REVISIONS:
        written = [{"removed": False} | row | base for row in rows.get(revisions.table.name, ())]
        if written:
            connection.execute(insert(revisions.table), written)
    return seq


def compare(connection: Connection, origin: UploadOrigin, revisions: Revisions, rows: Sequence[Row]) -> TableChange:
    """Sort `rows` into new, revised and unchanged against the state at the upload's publication date."""
    former = state(connection, origin, revisions, rows)
    new: list[Row] = []
    revised: list[Row] = []
    unchanged = 0
    replaced: dict[tuple[object, ...], Mapping[str, object]] = {}
    for row in rows:
        key = tuple(row[name] for name in revisions.key)
        before = former.get(key)
        if before is not None and _same(before, row, revisions):
            unchanged += 1
            continue
        if before is not None:
            replaced[key] = before
        (new if before is None or before["removed"] else revised).append(row)
    return TableChange(revisions.key, tuple(new), tuple(revised), unchanged, replaced)


def _same(before: Mapping[str, object], row: Row, revisions: Revisions) -> bool:
    taken_back = bool(row.get("removed", False))
    if bool(before["removed"]) != taken_back:
        return False
    return taken_back or all(before[name] == row[name] for name in revisions.content)


def state(
    connection: Connection, origin: UploadOrigin, revisions: Revisions, rows: Iterable[Row]
) -> dict[tuple[object, ...], Mapping[str, object]]:
    """The last revision of each key, published on the upload's date or before: later uploads never change the past."""
    table = revisions.table
    query = select(table).where(
        table.c.community == origin.community,
        table.c.edition == origin.edition,
        table.c.published <= origin.published,
    )
    if "code" in revisions.key:
        query = query.where(table.c.code.in_(sorted({str(row["code"]) for row in rows})))
    found: Iterable[Mapping[Any, Any]] = connection.execute(query.order_by(table.c.published, table.c.seq)).mappings()
    if table.name in NAMING:
        found = _index(connection, origin).coded_literally(found)
    return {tuple(row[name] for name in revisions.key): dict(row) for row in found}


def _record_upload(connection: Connection, origin: UploadOrigin, seq: int, at: datetime) -> None:
    keep_file(connection, origin.sha256, origin.content)
    names = ("community", "edition", "kind", "goal", "sha256", "filename", "department", "actor", "published", "reason")
    row = {name: getattr(origin, name) for name in names}
    row |= {"seq": seq, "at": at.astimezone(UTC).isoformat(timespec="seconds")}
    connection.execute(insert(schema.UPLOAD), row)


def keep_file(connection: Connection, sha256: str, content: bytes) -> None:
    """Keep the bytes of a file by their SHA-256; once, however often they come."""
    files = schema.SOURCE_FILE
    if connection.execute(select(files.c.sha256).where(files.c.sha256 == sha256)).first() is None:
        connection.execute(insert(files), {"sha256": sha256, "content": content, "size": len(content)})


def add_release(connection: Connection, last: WrittenFile, uploads: int, note: str) -> int:
    """Record a release that ends with the upload `last`; returns its seq."""
    origin = last.origin
    row = {"community": origin.community, "edition": origin.edition, "seq": last.seq, "published": origin.published}
    connection.execute(insert(schema.RELEASE), row | {"uploads": uploads, "note": note})
    return last.seq or 0
