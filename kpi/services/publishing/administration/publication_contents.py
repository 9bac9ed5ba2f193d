"""What each publication holds, in counts and codes: what the journal says of it without opening its receipt."""

from collections import defaultdict
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, select

from kpi.store import schema
from kpi.store.rows import Row
from kpi.store.schema import Revisions
from kpi.store.tables import oversight

_ACCESS = ("visibility", "ground", "open_from", "delay_months")


@dataclass(slots=True, kw_only=True)
class PublicationContents:
    """Of one upload: how many values and actions it wrote, and the codes of everything else, in no order.

    added        new indicators; their first targets are not among `targets`
    access       indicators that other people see than before; `definitions` those described otherwise
    oversight    rows of decisions and what stands beside them, by the key of their sheet; `sessions` … `risks`
    plan         whether parameters, departments or goals of the plan are among it; `departments` which
    """

    values: int = 0
    actions: int = 0
    plan: bool = False
    suspensions: set[str] = field(default_factory=set)
    targets: set[str] = field(default_factory=set)
    extensions: set[str] = field(default_factory=set)
    access: set[str] = field(default_factory=set)
    definitions: set[str] = field(default_factory=set)
    added: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)
    departments: set[str] = field(default_factory=set)
    oversight: dict[str, list[Row]] = field(default_factory=dict)


def publication_contents(connection: Connection, community: str) -> dict[int, PublicationContents]:
    """By the number of the upload."""
    found: dict[int, PublicationContents] = defaultdict(PublicationContents)
    for seq, count in _counts(connection, schema.OBSERVATION, community):
        found[seq].values = count
    for seq, count in _counts(connection, schema.ACTION, community):
        found[seq].actions = count
    for revisions in (schema.STRATEGY, schema.NODE, schema.DEPARTMENT, schema.SUCCESSION, oversight.ALIGNMENT):
        for seq, _ in _counts(connection, revisions, community):
            found[seq].plan = True
    for revisions in (schema.CORRECTIVE_ACTION, schema.ACTION_MONEY):
        for seq, count in _counts(connection, revisions, community):
            found[seq].actions += count
    _add_oversight(connection, community, found)
    table = schema.DEPARTMENT.table
    for seq, code in connection.execute(select(table.c.seq, table.c.code).where(table.c.community == community)):
        found[int(seq)].departments.add(str(code))
    _add_indicators(connection, community, found)
    for seq, code in _codes(connection, schema.SUSPENSION, community):
        found[seq].suspensions.add(code)
    for seq, code in _codes(connection, schema.EXTENSION, community):
        found[seq].extensions.add(code)
    for seq, code in _codes(connection, schema.TARGET, community):
        if code not in found[seq].added:
            found[seq].targets.add(code)
    return dict(found)


#: sheets by their tables
_SHEETS = {
    "sessions": oversight.COUNCIL_SESSION,
    "decisions": oversight.DECISION,
    "assignments": oversight.ASSIGNMENT,
    "events": oversight.EVENT,
    "risks": oversight.RISK,
}


def _add_oversight(connection: Connection, community: str, found: dict[int, PublicationContents]) -> None:
    for sheet, revisions in _SHEETS.items():
        table = revisions.table
        query = select(table).where(table.c.community == community).order_by(table.c.seq, table.c.position)
        for mapping in connection.execute(query).mappings():
            row = {str(name): value for name, value in mapping.items()}
            found[int(str(row["seq"]))].oversight.setdefault(sheet, []).append(row)


def _codes(connection: Connection, revisions: Revisions, community: str) -> list[tuple[int, str]]:
    table = revisions.table
    query = select(table.c.seq, table.c.code).where(table.c.community == community).distinct()
    return [(int(seq), str(code)) for seq, code in connection.execute(query)]


def _counts(connection: Connection, revisions: Revisions, community: str) -> list[tuple[int, int]]:
    table = revisions.table
    query = select(table.c.seq, func.count()).where(table.c.community == community).group_by(table.c.seq)
    return [(int(seq), int(count)) for seq, count in connection.execute(query)]


def _add_indicators(connection: Connection, community: str, found: dict[int, PublicationContents]) -> None:
    """Each revision of an indicator held against the one before it."""
    table = schema.INDICATOR.table
    query = select(table).where(table.c.community == community).order_by(table.c.published, table.c.seq)
    before: dict[tuple[str, str], dict[str, object]] = {}
    described = [name for name in schema.INDICATOR.content if name not in _ACCESS]
    for mapping in connection.execute(query).mappings():
        row = {str(name): value for name, value in mapping.items()}
        key, held = (str(row["edition"]), str(row["code"])), found[int(str(row["seq"]))]
        former = before.get(key)
        if row["removed"]:
            held.removed.add(key[1])
        elif former is None or former["removed"]:
            held.added.add(key[1])
        else:
            if any(row[name] != former[name] for name in _ACCESS):
                held.access.add(key[1])
            if any(row[name] != former[name] for name in described):
                held.definitions.add(key[1])
        before[key] = row
