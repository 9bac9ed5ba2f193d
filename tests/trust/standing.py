"""What stands in a store after an accident, held against what its writers were told."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from kpi.model import DraftState
from kpi.store import Store, schema
from kpi.store import drafts as kept
from kpi.store.audit import broken_link
from kpi.store.copies.backup_file import is_sound
from kpi.store.draft_tables import RECEIPT
from tests.services.publishing.flow import HEAD
from tests.trust.desk_site import words


@dataclass(frozen=True, slots=True)
class Standing:
    """Publications that were told and are not there; that are there in parts; that are there twice."""

    lost: int
    torn: int
    double: int


def standing(store: Store, told: Mapping[int, int], upto: int) -> Standing:
    """Of the head's publications: `told` are those whose receipt was answered, `upto` the last one that was begun."""
    with store.reading() as connection:
        return _standing(connection, store, told, upto)


def _standing(connection: Connection, store: Store, told: Mapping[int, int], upto: int) -> Standing:
    table = schema.OBSERVATION.table
    rows = connection.execute(select(table.c.seq, table.c.comment).where(table.c.comment != "")).all()
    where = {row.comment: row.seq for row in rows}
    lost = [n for n, seq in told.items() if where.get(words(n)) != seq]
    twice = Counter(row.comment for row in rows if row.comment in {words(n) for n in range(1, upto + 1)})
    double = [said for said, count in twice.items() if count > 1]
    uploads = schema.UPLOAD
    own = set(connection.scalars(select(uploads.c.seq).where(uploads.c.actor == HEAD.login)))
    receipts = set(connection.scalars(select(RECEIPT.c.seq).where(RECEIPT.c.login == HEAD.login)))
    releases = set(connection.scalars(select(schema.RELEASE.c.seq)))
    published = {d.receipt for d in kept.list_drafts(connection, store.community, (DraftState.PUBLISHED,))}
    written = {seq for said, seq in where.items() if said in twice}
    # every publication has one of each; what one of them has and another has not is torn
    torn = (own ^ receipts) | (own ^ published) | (own - releases) | (own ^ written)
    broken = broken_link(connection, store.community) is not None
    damaged = store.path is not None and not is_sound(connection)
    return Standing(len(lost), len(torn) + broken + damaged, len(double))
