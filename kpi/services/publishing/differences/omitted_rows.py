"""Decisions and what stands beside them that a plan's file leaves out of a sheet that it has: they stay, unless ticked.

A file without a sheet says nothing of it: then none of its rows is asked about. A sheet that is in the file without a
row may be meant: one tick takes all of its rows away.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from kpi.model import Oversight, Plan
from kpi.services.publishing.differences.oversight_changes import SHEETS, OversightDifference, oversight_moves
from kpi.services.publishing.keys import table_key
from kpi.store.as_of import AsOf
from kpi.store.read import latest
from kpi.store.rows import Row
from kpi.store.schema import Revisions
from kpi.store.tables import oversight
from kpi.store.tables.oversight_rows import oversight_rows

#: the key of a whole sheet among the ticks begins so
_SHEET = "sheet:"


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


@dataclass(frozen=True, slots=True)
class EmptiedSheet:
    """A sheet that is in the file without a row: its key among the ticks, its rows in force."""

    key: str
    sheet: str
    rows: tuple[OmittedRow, ...]


def emptied_sheets(connection: Connection, until: AsOf, plan: Plan | None) -> tuple[EmptiedSheet, ...]:
    """Those that something stands in, in the order of the sheets."""
    named = () if plan is None else plan.oversight.sheets
    found = []
    for sheet, revisions in SHEETS.items():
        rows = tuple(_in_force(connection, until, revisions)) if sheet in named else ()
        if rows:
            found.append(EmptiedSheet(f"{_SHEET}{sheet}", sheet, rows))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Omissions:
    """What stands in force and a plan's file does not have: single rows, and whole sheets."""

    rows: tuple[OmittedRow, ...] = ()
    sheets: tuple[EmptiedSheet, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.rows or self.sheets)


def omissions(connection: Connection, until: AsOf, plan: Plan | None) -> Omissions:
    """Nothing for a file that is no plan."""
    return Omissions(omitted_rows(connection, until, plan), emptied_sheets(connection, until, plan))


def taken_with(taken: Collection[str], before: Oversight, wanted: Oversight) -> tuple[str, ...]:
    """The ticks of a draft once a form has taken rows away: the rows that are gone, a sheet that is left without any.

    What stands in the wanted plan is not among them, whatever was ticked before.
    """
    ticks = dict.fromkeys(taken)
    for sheet, revisions in SHEETS.items():
        was, now = (_keys_of(one, revisions) for one in (before, wanted))
        ticks |= dict.fromkeys(key for key in was if key not in now)
        if was and not now:
            ticks[f"{_SHEET}{sheet}"] = None
        for key in (*now, *([f"{_SHEET}{sheet}"] if now else [])):
            ticks.pop(key, None)
    return tuple(ticks)


def _keys_of(known: Oversight, revisions: Revisions) -> list[str]:
    rows = next(own for table, own in oversight_rows(known) if table is revisions)
    return [table_key(revisions.table.name, _key_of(row, revisions)) for row in rows]


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
    connection: Connection,
    until: AsOf,
    omitted: Collection[OmittedRow],
    taken: Collection[str],
    emptied: Collection[EmptiedSheet] = (),
) -> Mapping[str, list[Row]]:
    """The rows to take away by the name of their table; with a decision go its assignments."""
    found: dict[str, list[Row]] = {}
    gone = [one for one in omitted if one.key in taken]
    gone += [row for sheet in emptied if sheet.key in taken for row in sheet.rows]
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
