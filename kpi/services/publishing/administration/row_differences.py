"""What two states of the store say differently, row by row: what a comparison tells, what a restore writes."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from kpi.services.publishing.differences.plan_changes import Pair
from kpi.store import schema
from kpi.store.as_of import AsOf
from kpi.store.departments import NAMING, department_index
from kpi.store.read import latest, of_plan
from kpi.store.rows import Row
from kpi.store.schema import Revisions
from kpi.store.uploads import Key, same

_OF_PLAN = (schema.STRATEGY, schema.NODE, schema.DEPARTMENT, schema.SUCCESSION)


def row_differences(connection: Connection, old: AsOf, new: AsOf) -> dict[str, list[Pair]]:
    """By the name of the table the rows of `new` that `old` says otherwise, each with the row of `old`.

    A key that `new` lacks is the row of `old` with `removed`. Tables that say the same are left out.
    """
    found: dict[str, list[Pair]] = {}
    for revisions in schema.REVISIONS:
        before, after = (_rows(connection, revisions, until) for until in (old, new))
        pairs: list[Pair] = [(row | {"removed": True}, row) for key, row in before.items() if key not in after]
        for key, row in after.items():
            stood = before.get(key)
            if stood is None or not same(revisions, stood, row):
                pairs.append((row, stood))
        if pairs:
            found[revisions.table.name] = pairs
    return found


def _rows(connection: Connection, revisions: Revisions, until: AsOf) -> Mapping[Key, Row]:
    """The rows in force by key, departments by code; of a plan younger than the release its first version."""
    names = (*revisions.key, *revisions.content, *revisions.place, "removed")
    moment = of_plan(connection, until) if revisions in _OF_PLAN else until
    rows: Iterable[Row] = map(
        dict, connection.execute(latest(revisions, moment, *names, "published", "seq")).mappings()
    )
    if revisions.table.name in NAMING:
        rows = department_index(connection, of_plan(connection, until)).coded_literally(rows)
    return {tuple(row[name] for name in revisions.key): {name: row[name] for name in names} for row in rows}
