"""Who is sent a letter after a release: readers who asked for it twice, and the lists of committees. Rows here change.

Addresses are personal data: they stand here alone, never in the audit, a public file or the snapshot; whoever leaves is
forgotten at once.
"""

from dataclasses import asdict, dataclass, fields
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, PrimaryKeyConstraint, Row, Table, delete, insert, select, update
from sqlalchemy.sql.elements import ColumnElement

from kpi.store.moments import written
from kpi.store.schema import METADATA, text

SUBSCRIBER = Table(
    "subscriber",
    METADATA,
    text("community"),
    text("key"),  # random: it stands in the links of this address's letters and nowhere else
    text("address"),
    text("language"),
    text("committee"),  # name of a list that editors keep, "" = a reader
    text("codes"),  # of the goals that a committee is told of, apart by a space; "" = all
    text("state"),  # new, asked, confirmed
    text("asked_at"),  # UTC, ISO 8601
    text("confirmed_at"),
    text("told"),  # YYYY-MM-DD of the last release that was told of
    PrimaryKeyConstraint("community", "key"),
)
#: who has subscribed lately, by a hash of the network's address
SUBSCRIBING = Table(
    "subscriber_try",
    METADATA,
    text("community"),
    text("id"),
    text("at"),
    text("address_hash"),
    PrimaryKeyConstraint("community", "id"),
)


class SubscriberState(StrEnum):
    """Values stand in the store."""

    NEW = "new"  # the letter that asks has not gone
    ASKED = "asked"  # it has; nothing else is sent until it is answered
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """A row of the table."""

    key: str
    address: str
    language: str
    committee: str = ""
    codes: str = ""
    state: SubscriberState = SubscriberState.NEW
    asked_at: str = ""
    confirmed_at: str = ""
    told: str = ""


def subscribers(connection: Connection, community: str) -> list[Subscriber]:
    """All of them, the oldest first."""
    query = select(SUBSCRIBER).where(SUBSCRIBER.c.community == community)
    return [_subscriber(row) for row in connection.execute(query.order_by(SUBSCRIBER.c.asked_at, SUBSCRIBER.c.key))]


def by_key(connection: Connection, community: str, key: str) -> Subscriber | None:
    row = connection.execute(select(SUBSCRIBER).where(_is(community, key))).first()
    return None if row is None else _subscriber(row)


def add(connection: Connection, community: str, one: Subscriber) -> None:
    connection.execute(insert(SUBSCRIBER), asdict(one) | {"community": community, "state": str(one.state)})


def change(connection: Connection, community: str, key: str, **values: str) -> None:
    connection.execute(update(SUBSCRIBER).where(_is(community, key)).values(**values))


def claim(connection: Connection, community: str, one: Subscriber, **values: str) -> bool:
    """Write what a letter that is to go will have told; False where another process has, or nobody is there now."""
    names = ("state", "told")
    stands = _is(community, one.key)
    for name in names:
        stands &= SUBSCRIBER.c[name] == str(getattr(one, name))
    return connection.execute(update(SUBSCRIBER).where(stands).values(**values)).rowcount == 1


def remove(connection: Connection, community: str, key: str) -> bool:
    """Forget an address; False where it is not there."""
    return connection.execute(delete(SUBSCRIBER).where(_is(community, key))).rowcount > 0


def forget_unconfirmed(connection: Connection, community: str, before: datetime) -> int:
    """Forget addresses that nobody has confirmed; of how many."""
    open_ones = (SUBSCRIBER.c.community == community) & (SUBSCRIBER.c.state != str(SubscriberState.CONFIRMED))
    return connection.execute(delete(SUBSCRIBER).where(open_ones, SUBSCRIBER.c.asked_at < written(before))).rowcount


def _is(community: str, key: str) -> ColumnElement[bool]:
    return (SUBSCRIBER.c.community == community) & (SUBSCRIBER.c.key == key)


def _subscriber(row: Row[tuple[object, ...]]) -> Subscriber:
    given = {one.name: row._mapping[one.name] for one in fields(Subscriber)}
    return Subscriber(**given | {"state": SubscriberState(str(given["state"]))})
