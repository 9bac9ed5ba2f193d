"""The audit: who did what and when, each row holding the hash of the row before (a chain that shows tampering).

Where a key outside the store is set (`kpi.store.beside.journal_key`), each row is confirmed by it too: a chain alone
can be made anew by whoever may write the store.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select

from kpi.store.beside.journal_key import confirmed, journal_key
from kpi.store.schema import AUDIT

_FIELDS = ("community", "number", "at", "actor", "action", "detail", "previous")


@dataclass(frozen=True, slots=True)
class ChainBreak:
    """The first row that does not fit. `reason`: chain, key, no_key, unkeyed_row (after rows that have a key)."""

    number: int
    reason: str


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
    own, key = _hash(row), journal_key()
    keyed = "" if key is None else confirmed(key, "row", own)
    connection.execute(insert(AUDIT), row | {"hash": own, "keyed": keyed})


def entries(connection: Connection, community: str) -> list[dict[str, object]]:
    """All rows of the chain, the oldest first."""
    rows = connection.execute(select(AUDIT).where(AUDIT.c.community == community).order_by(AUDIT.c.number))
    return [dict(row) for row in rows.mappings()]


def _follows(row: Mapping[str, object], number: int, previous: str) -> bool:
    """Whether a row is the next one of the chain, and is what its hash says."""
    return row["number"] == number and row["previous"] == previous and row["hash"] == _hash(row)


def broken_link(connection: Connection, community: str) -> int | None:
    """The number of the first audit row that does not fit the chain, None where the whole chain holds."""
    previous = ""
    fields = (*_FIELDS, "hash")
    query = select(*(AUDIT.c[name] for name in fields)).where(AUDIT.c.community == community).order_by(AUDIT.c.number)
    for number, row in enumerate(connection.execute(query).mappings(), start=1):
        if not _follows(dict(row), number, previous):
            return number
        previous = row["hash"]
    return None


def chain_break(rows: Iterable[Mapping[str, object]], key: bytes | None) -> ChainBreak | None:
    """The first of all rows that does not fit the chain or the key; rows of before there was a key need none."""
    previous, keyed = "", False
    for number, row in enumerate(rows, start=1):
        if not _follows(row, number, previous):
            return ChainBreak(number, "chain")
        previous = str(row["hash"])
        if told := str(row["keyed"]):
            if key is None:
                return ChainBreak(number, "no_key")
            if not hmac.compare_digest(told, confirmed(key, "row", previous)):
                return ChainBreak(number, "key")
            keyed = True
        elif keyed:
            return ChainBreak(number, "unkeyed_row")
    return None


def keyed_head(number: object, head: object, key: bytes) -> str:
    """What is told in public of a journal that ends with the row `number` of hash `head`: nothing but to the key."""
    return confirmed(key, "head", number, head)


def present_head(connection: Connection, community: str, key: bytes | None) -> str:
    """The keyed head of the journal as it stands; "" without a key or without rows."""
    query = select(AUDIT.c.number, AUDIT.c.hash).where(AUDIT.c.community == community).order_by(AUDIT.c.number.desc())
    last = connection.execute(query.limit(1)).first()
    return "" if key is None or last is None else keyed_head(last.number, last.hash, key)
