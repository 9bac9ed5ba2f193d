"""Departments that a plan takes away or merges, indicators that change hands: rows beside those of its workbook."""

from collections.abc import Mapping

from sqlalchemy import Connection

from kpi.model import Draft, Plan
from kpi.services.publishing.keys import department_of
from kpi.store import schema
from kpi.store.as_of import AsOf
from kpi.store.departments import department_index
from kpi.store.read import latest, of_plan
from kpi.store.rows import Row
from kpi.store.schema import Revisions


def reassigned_rows(connection: Connection, until: AsOf, draft: Draft, plan: Plan | None) -> Mapping[str, list[Row]]:
    """The rows of departments that go and of indicators that another department answers for from now on.

    plan  of the draft's workbook: a department that stands in it stays, whatever was ticked
    """
    choices = draft.choices
    there = set() if plan is None else {department.code for department in plan.departments}
    taken = {department_of(key): "" for key in choices.taken} | dict(choices.merged)
    gone = {code: into for code, into in taken.items() if code and code not in there}
    departments: list[Row] = [
        row | {"removed": True, "successor": gone[str(row["code"])]}
        for row in _rows(connection, schema.DEPARTMENT, of_plan(connection, until))
        if row["code"] in gone
    ]
    merged = {code: into for code, into in gone.items() if into}
    indicators = [] if not (merged or choices.reassigned) else _indicators(connection, until, draft, merged)
    return {schema.DEPARTMENT.table.name: departments, schema.INDICATOR.table.name: indicators}


def _indicators(connection: Connection, until: AsOf, draft: Draft, merged: Mapping[str, str]) -> list[Row]:
    """Those that change hands; one that goes with its goal does not."""
    chosen, dropped = draft.choices.reassigned, set(draft.choices.taken)
    found = []
    for row in _rows(connection, schema.INDICATOR, until):
        before = str(row["department"])
        after = chosen.get(str(row["code"]), merged.get(before, before))
        if after != before and row["goal"] not in dropped:
            found.append(row | {"department": after})
    return found


def _rows(connection: Connection, revisions: Revisions, until: AsOf) -> list[Row]:
    """The rows in force, departments by code."""
    names = (*revisions.key, *revisions.content, *revisions.place)
    rows = connection.execute(latest(revisions, until, *names, "published", "seq")).mappings()
    if revisions is schema.INDICATOR:
        index = department_index(connection, of_plan(connection, until))
        return [{name: row[name] for name in names} for row in index.coded(rows)]
    return [{name: row[name] for name in names} for row in rows]
