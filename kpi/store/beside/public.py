"""What stands beside the releases in the published snapshot: answers that an editor has made public, indicators of
other communities.

It changes between releases too. A row is one thing as JSON, under its kind; `STAMP` is a hash of all of them, by which
pages that were kept know that something is new.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Integer, Table, Text, delete, insert, inspect, select

from kpi.store.public_reader import opened, snapshot_schema
from kpi.store.snapshot import META

BESIDE = Table(
    "public_beside",
    META,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("content", Text, nullable=False),  # JSON
)
ANSWER, PEER, STAMP = "answer", "peer", "stamp"
#: kind and content
Item = tuple[str, Mapping[str, Any]]


def stamp_of(items: Sequence[Item]) -> str:
    """A hash of what is told; "" where nothing is."""
    if not items:
        return ""
    return hashlib.sha256(json.dumps(items, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]


def standing_stamp(connection: Connection) -> str:
    """The stamp of an opened snapshot, "" where it has none."""
    return next((str(found["stamp"]) for found in items_of(connection, STAMP)), "")


def put(connection: Connection, items: Sequence[Item]) -> None:
    """Let the snapshot that is being written tell these and nothing else."""
    connection.execute(delete(BESIDE))
    stamped = [*items, (STAMP, {"stamp": stamp_of(items)})] if items else []
    rows = [
        {"number": number, "kind": kind, "content": json.dumps(content, ensure_ascii=False, sort_keys=True)}
        for number, (kind, content) in enumerate(stamped, start=1)
    ]
    if rows:
        connection.execute(insert(BESIDE), rows)


def items_of(connection: Connection, kind: str) -> Iterator[dict[str, Any]]:
    """What an opened snapshot tells of a kind; nothing where it was made before there was any."""
    if not inspect(connection).has_table(BESIDE.name, schema=snapshot_schema(connection)):
        return
    query = select(BESIDE.c.content).where(BESIDE.c.kind == kind).order_by(BESIDE.c.number)
    for written in connection.scalars(query).all():
        yield json.loads(written)


def public_items(kind: str, where: str | None = None) -> list[dict[str, Any]]:
    """What outsiders are told of a kind; `NotPublishedError` where there is no snapshot."""
    with opened(where) as connection:
        return list(items_of(connection, kind))
