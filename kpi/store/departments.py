"""Which department a word means: every code and every name that «Підрозділи» ever had leads to a code.

Goals, indicators and accounts keep codes. Rows that were stored with names are never changed: their words are read by
what they meant when they were written.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from kpi.model import Department
from kpi.model.folding import fold
from kpi.store.as_of import AsOf
from kpi.store.schema import DEPARTMENT, INDICATOR, NODE
from kpi.store.tables.oversight import ASSIGNMENT

#: (published, seq): the order of revisions
Moment = tuple[date, int]
#: of rows that have not been stored yet
_NOW: Moment = (date.max, 0)
#: the tables whose rows name a department
NAMING = frozenset({NODE.table.name, INDICATOR.table.name, ASSIGNMENT.table.name})


@dataclass(frozen=True, slots=True)
class DepartmentIndex:
    """The departments of an edition, or of all editions of a community, as of a moment.

    names       the present name of those that there are, by code
    present     code by the folded present name or code
    holders     who had a name or code, by the folded word: (since when, code), the first holder first
    successors  the code of the department that one which is gone was merged into, by its code
    """

    names: Mapping[str, str]
    present: Mapping[str, str]
    holders: Mapping[str, tuple[tuple[Moment, str], ...]]
    successors: Mapping[str, str]

    def literal(self, word: str, at: Moment | None = None) -> str:
        """The code that a word means, be the department still there or not; a word that never was one stays itself.

        at  when the word was written; None = now
        """
        key = fold(word)
        if at is None and key in self.present:
            return self.present[key]
        held = self.holders.get(key, ())
        if not held:
            return word
        known = [code for since, code in held if at is None or since <= at]
        return known[-1] if known else held[0][1]

    def code_of(self, word: str, at: Moment | None = None) -> str:
        """`literal`, or the department that it has been merged into."""
        code = self.literal(word, at)
        passed: set[str] = set()
        while code in self.successors and code not in passed:
            passed.add(code)
            code = self.successors[code]
        return code

    def name_of(self, word: str, at: Moment | None = None) -> str:
        """The present name of the department that a word means; the word itself where there is none."""
        return self.names.get(self.code_of(word, at), word)

    def knows(self, word: str) -> bool:
        """Whether a department is or was called so."""
        return fold(word) in self.holders

    @property
    def words(self) -> dict[str, str]:
        """The code of every folded word."""
        return {key: self.code_of(key) for key in self.holders}

    def coded(self, rows: Iterable[Mapping[Any, Any]]) -> list[dict[str, Any]]:
        """Stored rows of goals or indicators with the codes of their departments."""
        return [{**row, "department": self.code_of(row["department"], _moment(row))} for row in rows]

    def coded_literally(self, rows: Iterable[Mapping[Any, Any]]) -> list[dict[str, Any]]:
        """`coded` without regard to mergers: rows as they were written, to compare or to bring back."""
        return [{**row, "department": self.literal(row["department"], _moment(row))} for row in rows]


def _moment(row: Mapping[Any, Any]) -> Moment | None:
    return (row["published"], row["seq"]) if "seq" in row and "published" in row else None


def department_index(connection: Connection, until: AsOf, own: Iterable[Department] = ()) -> DepartmentIndex:
    """The index of an edition as of a moment; `own`: departments of a plan that is about to be stored."""
    table = DEPARTMENT.table
    query = select(table).where(until.of(DEPARTMENT)).order_by(table.c.published, table.c.seq)
    fresh = [
        {"code": d.code, "name": d.name, "published": _NOW[0], "seq": _NOW[1], "removed": False, "successor": ""}
        for d in own
    ]
    return _index([*connection.execute(query).mappings(), *fresh])


def community_index(connection: Connection, community: str) -> DepartmentIndex:
    """The index of all editions: what the last plan says of a code counts."""
    table = DEPARTMENT.table
    query = select(table).where(table.c.community == community).order_by(table.c.published, table.c.seq)
    return _index(connection.execute(query).mappings())


def _index(rows: Iterable[Mapping[Any, Any]]) -> DepartmentIndex:
    """From the revisions in their order."""
    last: dict[str, Mapping[Any, Any]] = {}
    holders: dict[str, list[tuple[Moment, str]]] = {}
    for row in rows:
        code = str(row["code"])
        last[code] = row
        if row["removed"]:
            continue
        for key in dict.fromkeys((fold(code), fold(row["name"]))):
            held = holders.setdefault(key, [])
            if not held or held[-1][1] != code:
                held.append(((row["published"], row["seq"]), code))
    there = {code: str(row["name"]) for code, row in last.items() if not row["removed"]}
    called = {fold(name): code for code, name in there.items()} | {fold(code): code for code in there}
    successors = {code: str(row["successor"]) for code, row in last.items() if row["removed"] and row["successor"]}
    return DepartmentIndex(there, called, {key: tuple(held) for key, held in holders.items()}, successors)
