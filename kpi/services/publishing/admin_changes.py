"""Publications without a workbook: rows written as a new release, each of them with its receipt and audit row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from sqlalchemy import Connection

from kpi.store import Store
from kpi.store.audit import record
from kpi.store.books import source_file
from kpi.store.rows import Row
from kpi.store.uploads import Upload, add_receipt
from kpi.store.write import UploadOrigin, WrittenFile, add_release, append


@dataclass(frozen=True, slots=True, kw_only=True)
class AdminChange:
    """What is done: `kind` is undo, restore, visibility, withdrawal or extension.

    like     the upload whose workbook the rows come from; of one that has no file its edition alone counts
    of_file  whether the rows come from that workbook
    """

    kind: str
    like: Upload
    login: str
    name: str
    published: date
    reason: str
    approved_by: str = ""
    undoes: int | None = None
    #: of the head who did it, "" for an editor
    department: str = ""
    draft: int | None = None
    #: told to everybody with the release; "" where an internal row is touched
    note: str = ""
    detail: Mapping[str, object] = field(default_factory=dict)
    of_file: bool = True


def do(connection: Connection, store: Store, deed: AdminChange, rows: Mapping[str, Sequence[Row]]) -> int:
    """Write the rows as an upload and a release of its own; returns its number."""
    at = datetime.now(UTC)
    like = deed.like
    origin = UploadOrigin(
        community=store.community,
        edition=like.edition,
        kind=deed.kind,
        goal=like.goal if deed.of_file else "",
        filename=like.filename if deed.of_file else "",
        content=(source_file(connection, like.sha256) or b"") if deed.of_file else b"",
        published=deed.published,
        actor=deed.login,
        department=deed.department,
        reason=deed.reason,
    )
    seq = append(connection, origin, rows, at)
    add_release(connection, WrittenFile(origin, seq), 1, deed.note)
    people = {"login": deed.login, "name": deed.name, "approved_by": deed.approved_by, "reason": deed.reason}
    add_receipt(connection, store.community, seq, draft=deed.draft, undoes=deed.undoes, **people)
    detail = {"number": seq, "goal": origin.goal, "edition": like.edition, "name": deed.name, **deed.detail}
    if deed.reason:
        detail["reason"] = deed.reason
    record(connection, store.community, actor=deed.login, action=deed.kind, detail=detail, at=at)
    return seq
