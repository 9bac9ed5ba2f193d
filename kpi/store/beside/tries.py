"""Who has asked something of the site lately: a table of moments and hashed addresses, each form its own."""

import secrets
from datetime import datetime

from sqlalchemy import Connection, Table, delete, func, insert, select

from kpi.store.moments import written


def tries(connection: Connection, table: Table, community: str, address_hash: str, since: datetime) -> tuple[int, int]:
    """How many there were since a moment: from this address, and from all of them. Older ones are removed."""
    own = table.c.community == community
    connection.execute(delete(table).where(own, table.c.at < written(since)))
    counted = select(func.count()).select_from(table).where(own)
    from_here = connection.scalar(counted.where(table.c.address_hash == address_hash))
    return from_here or 0, connection.scalar(counted) or 0


def note_try(connection: Connection, table: Table, community: str, address_hash: str, now: datetime) -> None:
    """Keep one more."""
    row = {"community": community, "id": secrets.token_hex(12), "at": written(now), "address_hash": address_hash}
    connection.execute(insert(table), row)
