"""Other communities whose data packages were loaded: each once, its newest release in the place of the one before."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, PrimaryKeyConstraint, Table, delete, insert, select

from kpi.store.schema import METADATA, text

PEER = Table(
    "peer",
    METADATA,
    text("community"),
    text("key"),  # how it is called on the command line
    text("identifier"),  # of its data set
    text("released"),  # YYYY-MM-DD
    text("sha256"),  # of the package
    text("content"),  # JSON: what was read of it
    text("added_at"),  # UTC, ISO 8601
    PrimaryKeyConstraint("community", "key"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """Another community. `content` as `kpi.services.peers` writes it."""

    key: str
    identifier: str
    released: str
    sha256: str
    content: Mapping[str, Any]
    added_at: str = ""


def peers(connection: Connection, community: str) -> list[Peer]:
    """All of them, by their keys."""
    rows = connection.execute(select(PEER).where(PEER.c.community == community).order_by(PEER.c.key))
    return [
        Peer(
            key=row.key,
            identifier=row.identifier,
            released=row.released,
            sha256=row.sha256,
            content=json.loads(row.content),
            added_at=row.added_at,
        )
        for row in rows
    ]


def put(connection: Connection, community: str, peer: Peer, now: datetime) -> None:
    """Keep a community in the place of what was kept under its key."""
    remove(connection, community, peer.key)
    row = {name: getattr(peer, name) for name in ("key", "identifier", "released", "sha256")}
    written = {"content": json.dumps(peer.content, ensure_ascii=False, sort_keys=True)}
    at = {"added_at": now.astimezone(UTC).isoformat(timespec="seconds")}
    connection.execute(insert(PEER), row | written | at | {"community": community})


def remove(connection: Connection, community: str, key: str) -> bool:
    """Whether there was one."""
    its = (PEER.c.community == community) & (PEER.c.key == key)
    return connection.execute(delete(PEER).where(its)).rowcount > 0
