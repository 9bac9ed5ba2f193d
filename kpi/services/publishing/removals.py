"""Rows that are taken away by an explicit tick: what is missing from a file alone is never removed."""

from collections.abc import Callable, Collection, Iterable, Mapping

from sqlalchemy import Connection

from kpi.model import Draft, DraftKind, FiscalYear, Level
from kpi.services.publishing.keys import parse
from kpi.store import schema
from kpi.store.as_of import AsOf
from kpi.store.books import fiscal_year
from kpi.store.read import latest
from kpi.store.rows import Row
from kpi.store.schema import Revisions


def removed_rows(connection: Connection, until: AsOf, draft: Draft, filed: Collection[str]) -> Mapping[str, list[Row]]:
    """The rows that the draft takes away: observations by their keys; of a plan, goals with their indicators.

    filed  keys of the rows that the file itself holds: what is in the file is not taken away
    """
    keys = set(draft.choices.taken) - set(filed)
    if not keys:
        return {}
    if draft.kind is DraftKind.PLAN:
        goals = _gone(connection, schema.NODE, until, lambda row: (row["level"], row["code"]) in _operational(keys))
        own = _gone(connection, schema.INDICATOR, until, lambda row: row["goal"] in keys)
        return {schema.NODE.table.name: goals, schema.INDICATOR.table.name: own}
    fiscal = fiscal_year(connection, until)
    columns = {_columns(key, fiscal) for key in keys}
    wanted = schema.OBSERVATION.key
    rows = _gone(connection, schema.OBSERVATION, until, lambda row: tuple(row[n] for n in wanted) in columns)
    return {schema.OBSERVATION.table.name: rows}


def _operational(keys: Iterable[str]) -> set[tuple[str, str]]:
    return {(str(Level.OPERATIONAL_GOAL), key) for key in keys}


def _gone(connection: Connection, revisions: Revisions, until: AsOf, taken: Callable[[Row], bool]) -> list[Row]:
    names = (*revisions.key, *revisions.content, *revisions.place)
    rows = map(dict, connection.execute(latest(revisions, until, *names)).mappings())
    return [row | {"removed": True} for row in rows if taken(row)]


def _columns(key: str, fiscal_year: FiscalYear) -> tuple[object, ...]:
    """A key as the columns of `observation_rev`."""
    code, period, breakdown = parse(key, fiscal_year)
    return (code, breakdown, period.end, period.span_months) if period else (code, breakdown, None, None)
