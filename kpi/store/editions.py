"""The editions of a community's strategy that a store holds."""

from datetime import date

from sqlalchemy import Connection, func, select

from kpi.model import Strategy
from kpi.store import schema
from kpi.store.as_of import AsOf
from kpi.store.read import latest
from kpi.store.rows import strategy_of


def editions(connection: Connection, community: str) -> list[Strategy]:
    """What the plan of each edition says of it last, in the order of their last releases."""
    table = schema.RELEASE
    last = (func.max(table.c.published), func.max(table.c.seq))
    query = (
        select(table.c.edition, last[1].label("seq"))
        .where(table.c.community == community)
        .group_by(table.c.edition)
        .order_by(*last)
    )
    found = []
    for edition, seq in connection.execute(query):
        until = AsOf(community, edition, date.max, seq)
        row = connection.execute(latest(schema.STRATEGY, until)).mappings().first()
        if row is not None:
            found.append(strategy_of(edition, dict(row)))
    return found
