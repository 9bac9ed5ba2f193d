"""The audit: who did what and when, each row holding the hash of the row before (a chain that shows tampering)."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select

from kpi.store.schema import AUDIT

_FIELDS = ("community", "number", "at", "actor", "action", "detail", "previous")


def _hash(row: Mapping[str, object]) -> str:
    written = json.dumps([row[name] for name in _FIELDS], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def record(
    connection: Connection, community: str, *, actor: str, action: str, detail: Mapping[str, object], at: datetime
) -> None:
    """Add a row to the chain, inside the transaction of what it tells of. No values of indicators in `detail`."""
    last = connection.execute(
        select(AUDIT.c.number, AUDIT.c.hash)
        .where(AUDIT.c.community == community)
        .order_by(AUDIT.c.number.desc())
        .limit(1)
    ).first()
    row = {
        "community": community,
        "number": 1 if last is None else last.number + 1,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": actor,
        "action": action,
        "detail": json.dumps(detail, ensure_ascii=False, sort_keys=True),
        "previous": "" if last is None else last.hash,
    }
    connection.execute(insert(AUDIT), row | {"hash": _hash(row)})


def entries(connection: Connection, community: str) -> list[dict[str, object]]:
    """All rows of the chain, the oldest first."""
    rows = connection.execute(select(AUDIT).where(AUDIT.c.community == community).order_by(AUDIT.c.number))
    return [dict(row) for row in rows.mappings()]


def broken_link(connection: Connection, community: str) -> int | None:
    """The number of the first audit row that does not fit the chain, None where the whole chain holds."""
    previous = ""
    rows = connection.execute(select(AUDIT).where(AUDIT.c.community == community).order_by(AUDIT.c.number)).mappings()
    for number, row in enumerate(rows, start=1):
        if row["number"] != number or row["previous"] != previous or row["hash"] != _hash(dict(row)):
            return number
        previous = row["hash"]
    return None
