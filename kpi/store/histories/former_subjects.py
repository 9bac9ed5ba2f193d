"""Goals and indicators that an edition has had and has no more, as they stood last: decisions of the past name them."""

from collections.abc import Collection, Iterator
from datetime import date

from sqlalchemy import Connection, func, select

from kpi.model import Level, Oversight, code_sort_key
from kpi.store import schema
from kpi.store.as_of import AsOf
from kpi.store.rows import Row
from kpi.store.schema import Revisions

_COLUMNS = ("code", "name", "name_en", "visibility")
_GOALS = (str(Level.STRATEGIC_GOAL), str(Level.OPERATIONAL_GOAL))


def former_codes(connection: Connection, until: AsOf) -> tuple[str, ...]:
    """Every code that a goal or an indicator of the edition has ever had until a moment, those of today among them."""
    nodes, indicators = schema.NODE, schema.INDICATOR
    goals = select(nodes.table.c.code).where(until.of(nodes), nodes.table.c.level.in_(_GOALS))
    own = select(indicators.table.c.code).where(until.of(indicators))
    return tuple(sorted(connection.scalars(goals.union(own)), key=code_sort_key))


def former_subjects(connection: Connection, until: AsOf, oversight: Oversight) -> list[Row]:
    """The rows of `FORMER_SUBJECTS`: of the codes that decisions and events name those that nothing in force has, by
    their last revisions. Of a code that both a goal and an indicator had the indicator's: its visibility decides."""
    named = {code for one in oversight.decisions for code in one.subjects}
    named |= {code for one in oversight.events for code in one.codes}
    of_goals = [row for row in _stood(connection, schema.NODE, until, named) if row["level"] in _GOALS]
    of_indicators = _stood(connection, schema.INDICATOR, until, named)
    rows = [*({**row, "visibility": ""} for row in of_goals), *of_indicators]
    standing = {row["code"] for row in rows if row["stands"]}
    gone = {str(row["code"]): {name: row[name] for name in _COLUMNS} for row in rows if row["code"] not in standing}
    return [gone[code] for code in sorted(gone, key=code_sort_key)]


def _stood(connection: Connection, revisions: Revisions, until: AsOf, named: Collection[str]) -> Iterator[Row]:
    """The last revision with words of each key, and whether it `stands`: nothing took it away since."""
    if not named:
        return
    table = revisions.table
    key = [table.c.community, *(table.c[name] for name in revisions.key)]
    recency = func.row_number().over(
        partition_by=[*key, table.c.removed], order_by=[table.c.published.desc(), table.c.seq.desc()]
    )
    ranked = select(table, recency.label("recency")).where(until.of(revisions), table.c.code.in_(sorted(named)))
    rows = ranked.subquery()
    last: dict[tuple[object, ...], dict[str, object]] = {}
    newest: dict[tuple[object, ...], tuple[date, int, bool]] = {}
    for row in connection.execute(select(rows).where(rows.c.recency == 1)).mappings():
        at = tuple(row[name] for name in revisions.key)
        moment = (row["published"], row["seq"], bool(row["removed"]))
        newest[at] = max(moment, newest.get(at, moment))
        if not row["removed"]:
            last[at] = {str(name): value for name, value in row.items()}
    for at, words in last.items():
        yield words | {"stands": not newest[at][2]}
