"""What each upload wrote and who stood behind it; taking one back without losing what came before (append-only)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, and_, insert, select

from kpi.model import Release
from kpi.store import schema
from kpi.store.as_of import AsOf
from kpi.store.departments import NAMING, department_index
from kpi.store.draft_tables import RECEIPT
from kpi.store.histories.observations import DEEDS
from kpi.store.rows import Row
from kpi.store.schema import REVISIONS, Revisions

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class ReleaseStep:
    """One of the publications that a release of a day is made of; `seq` of its last upload."""

    seq: int
    at: datetime
    note: str


def publications(connection: Connection, release: Release) -> list[ReleaseStep]:
    """All of a release's day and edition, in their order."""
    table, its = schema.RELEASE, schema.UPLOAD
    query = (
        select(table.c.seq, table.c.note, its.c.at)
        .join(its, and_(its.c.community == table.c.community, its.c.seq == table.c.seq))
        .where(
            table.c.community == release.community,
            table.c.edition == release.edition,
            table.c.published == release.published,
        )
        .order_by(table.c.seq)
    )
    rows = connection.execute(query)
    return [ReleaseStep(row.seq, datetime.fromisoformat(row.at), row.note) for row in rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """An upload as people ask about it. `login` is its actor, `name` what others read; "" for loaded files.

    approved_by  login of the second person, "" where there was none
    undone_by    the upload that takes it back; None where that one was itself taken back
    """

    seq: int
    edition: str
    kind: str
    goal: str
    filename: str
    sha256: str
    department: str
    login: str
    name: str
    at: datetime
    published: date
    draft: int | None
    undoes: int | None
    undone_by: int | None
    reason: str
    approved_by: str = ""


@dataclass(frozen=True, slots=True)
class UploadStep:
    """One row that an upload wrote: what stood before, and the first later upload that changed it for good.

    touched_by  None where what was written later has been taken back since
    """

    revisions: Revisions
    key: Key
    row: Row
    before: Row | None
    touched_by: int | None


def uploads(connection: Connection, community: str, *, since: int = 0, goal: str | None = None) -> list[Upload]:
    """Uploads after the number `since`, ascending; of one goal or of all."""
    table = schema.UPLOAD
    query = (
        select(table, *(RECEIPT.c[n] for n in ("name", "approved_by", "draft", "undoes")))
        .outerjoin(RECEIPT, and_(RECEIPT.c.community == table.c.community, RECEIPT.c.seq == table.c.seq))
        .where(table.c.community == community, table.c.seq > since)
        .order_by(table.c.seq)
    )
    if goal is not None:
        query = query.where(table.c.goal == goal)
    undone = _undone(connection, community)
    return [_upload(row, undone) for row in connection.execute(query).mappings()]


def upload(connection: Connection, community: str, seq: int) -> Upload:
    """The upload of this number; LookupError where there is none."""
    found = [one for one in uploads(connection, community, since=seq - 1) if one.seq == seq]
    if not found:
        raise LookupError(f"no upload {seq}")
    return found[0]


def _undone(connection: Connection, community: str) -> dict[int, int]:
    query = select(RECEIPT.c.undoes, RECEIPT.c.seq).where(
        RECEIPT.c.community == community, RECEIPT.c.undoes.isnot(None)
    )
    found: dict[int, int] = {}
    # the last one first: an undo that was itself taken back takes nothing back
    for undoes, seq in connection.execute(query.order_by(RECEIPT.c.seq.desc())):
        if int(seq) not in found:
            found[int(undoes)] = int(seq)
    return found


def _upload(row: Mapping[Any, Any], undone: Mapping[int, int]) -> Upload:
    names = ("seq", "edition", "kind", "goal", "filename", "sha256", "department", "published", "draft", "undoes")
    return Upload(
        **{name: row[name] for name in names},
        login=row["actor"],
        name=row["name"] or "",
        at=datetime.fromisoformat(row["at"]),
        undone_by=undone.get(row["seq"]),
        approved_by=row["approved_by"] or "",
        reason=row["reason"],
    )


def add_receipt(connection: Connection, community: str, seq: int, **values: object) -> None:
    """Name who stood behind the upload `seq`: login, name, approved_by, draft, undoes, reason."""
    blank = {"approved_by": "", "draft": None, "undoes": None, "reason": ""}
    connection.execute(insert(RECEIPT), blank | values | {"community": community, "seq": seq})


def steps(connection: Connection, one: Upload, community: str) -> list[UploadStep]:
    """Every row that the upload wrote, each with what stood before and what came after, table by table."""
    found: list[UploadStep] = []
    deeds = _deeds(connection, community)
    for revisions in REVISIONS:
        own = _rows(connection, revisions, one, community, only=True)
        if own:
            history = _histories(revisions, _rows(connection, revisions, one, community))
            found += [_step(revisions, row, history[_key(revisions, row)], deeds) for row in own]
    return found


def _deeds(connection: Connection, community: str) -> frozenset[int]:
    """The uploads that brought an earlier state back."""
    table = schema.UPLOAD
    query = select(table.c.seq).where(table.c.community == community, table.c.kind.in_(DEEDS))
    return frozenset(connection.scalars(query))


def _rows(
    connection: Connection, revisions: Revisions, one: Upload, community: str, *, only: bool = False
) -> list[Row]:
    table = revisions.table
    query = select(table).where(table.c.community == community, table.c.edition == one.edition)
    if only:
        query = query.where(table.c.seq == one.seq)
    found = [dict(row) for row in connection.execute(query.order_by(table.c.published, table.c.seq)).mappings()]
    if found and table.name in NAMING:
        return department_index(connection, AsOf(community, one.edition, date.max, one.seq)).coded_literally(found)
    return found


def _key(revisions: Revisions, row: Mapping[str, object]) -> Key:
    return tuple(row[name] for name in revisions.key)


def _histories(revisions: Revisions, rows: Iterable[Row]) -> dict[Key, list[Row]]:
    found: dict[Key, list[Row]] = {}
    for row in rows:
        found.setdefault(_key(revisions, row), []).append(row)
    return found


def _step(revisions: Revisions, row: Row, history: Sequence[Row], deeds: frozenset[int]) -> UploadStep:
    at = next(n for n, other in enumerate(history) if other["seq"] == row["seq"])
    before = history[at - 1] if at else None
    later = history[at + 1 :]
    brought_back = [n for n, other in enumerate(later) if other["seq"] in deeds and same(revisions, other, row)]
    standing = later[brought_back[-1] + 1 :] if brought_back else later
    touched = int(str(standing[0]["seq"])) if standing else None
    return UploadStep(revisions, _key(revisions, row), row, before, touched)


def same(revisions: Revisions, one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    """Whether two revisions of a key say the same, wherever they stood."""
    if one["removed"] or other["removed"]:
        return bool(one["removed"]) and bool(other["removed"])
    return all(one[name] == other[name] for name in revisions.content)


def restored(revisions: Revisions, row: Row, before: Row | None) -> Row:
    """The row that brings the former state back: the former content, or the key taken away where it was new."""
    source = row if before is None else before
    names = (*revisions.key, *revisions.content, *revisions.place)
    return {name: source[name] for name in names} | {"removed": before is None or bool(before["removed"])}
