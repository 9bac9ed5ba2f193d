"""Decisions and what stands beside them that a plan's file leaves out of a sheet that it has: they stay, unless ticked.

A file without a row of a sheet says nothing of that sheet: then none of its rows is asked about.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from kpi.model import Plan
from kpi.services.publishing.differences.oversight_changes import OversightDifference, oversight_moves
from kpi.services.publishing.keys import table_key
from kpi.store.as_of import AsOf
from kpi.store.read import latest
from kpi.store.rows import Row
from kpi.store.schema import Revisions
from kpi.store.tables import oversight
from kpi.store.tables.oversight_rows import oversight_rows


@dataclass(frozen=True, slots=True)
class OmittedRow:
    """A row in force: its key among the ticks of a draft, its table, and what taking it away would be told as."""

    key: str
    revisions: Revisions
    row: Row

    @property
    def change(self) -> OversightDifference:
        gone = (self.row | {"removed": True}, self.row)
        return next(oversight_moves(lambda revisions: [gone] if revisions is self.revisions else []))


def omitted_rows(connection: Connection, until: AsOf, plan: Plan | None) -> tuple[OmittedRow, ...]:
    """In the order of the sheets; nothing for a file that is no plan."""
    sheets = () if plan is None else oversight_rows(plan.oversight)
    return tuple(
        one
        for revisions, own in sheets
        if own
        for one in _in_force(connection, until, revisions)
        if _key_of(one.row, revisions) not in {_key_of(row, revisions) for row in own}
    )


def ticked_rows(
    connection: Connection, until: AsOf, omitted: Collection[OmittedRow], taken: Collection[str]
) -> Mapping[str, list[Row]]:
    """The rows to take away by the name of their table; with a decision go its assignments."""
    found: dict[str, list[Row]] = {}
    gone = [one for one in omitted if one.key in taken]
    decisions = {_key_of(one.row, one.revisions) for one in gone if one.revisions is oversight.DECISION}
    if decisions:
        keys = {one.key for one in gone}
        own = _in_force(connection, until, oversight.ASSIGNMENT)
        gone += [
            one for one in own if one.key not in keys and (one.row["decision"], one.row["decision_day"]) in decisions
        ]
    for one in gone:
        found.setdefault(one.revisions.table.name, []).append(one.row | {"removed": True})
    return found


def _in_force(connection: Connection, until: AsOf, revisions: Revisions) -> Iterator[OmittedRow]:
    names = (*revisions.key, *revisions.content, *revisions.place)
    rows = connection.execute(latest(revisions, until, *names)).mappings().all()
    for row in sorted(map(dict, rows), key=lambda row: int(row["position"])):
        yield OmittedRow(table_key(revisions.table.name, _key_of(row, revisions)), revisions, row)


def _key_of(row: Row, revisions: Revisions) -> tuple[object, ...]:
    return tuple(row[name] for name in revisions.key)
