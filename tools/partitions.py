"""`python -m tools.partitions ADDRESS COMMUNITY…`: an empty PostgreSQL store, its tables partitioned by community.

What a community owns has keys that begin with `community`: each such table becomes one that is partitioned by it
(LIST), with a partition for each community named and one for all others, in a schema of their own (`postup_parts`).
Files, sessions, invitations, known devices and tries are found by a hash or a number alone and stay whole. Nothing of
the product changes. Decision 0081 tells what was tried.
"""

import argparse
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text

from kpi.store import Store, connect, migrate
from kpi.store.copies.contents import holds_nothing, tables

PARTS = "postup_parts"
_PLAIN = "postup_plain"
_KEY, _NAME = "community", re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_CONSTRAINTS = text(
    "SELECT conname, contype, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = to_regclass(:table) "
    "AND contype IN ('p', 'u', 'f', 'c') ORDER BY contype DESC, conname"
)
_INDEXES = text(
    "SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = to_regclass(:table) "
    "AND indexrelid NOT IN (SELECT conindid FROM pg_constraint) ORDER BY 1"
)
_TRIGGERS = text(
    "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = to_regclass(:table) AND NOT tgisinternal ORDER BY 1"
)


@dataclass(frozen=True, slots=True)
class _Table:
    """A table as it stands: what is to be said of it once more."""

    name: str
    constraints: tuple[tuple[str, str], ...]
    foreign: tuple[tuple[str, str], ...]
    indexes: tuple[str, ...]
    triggers: tuple[str, ...]


def partition(store: Store, communities: Sequence[str]) -> list[str]:
    """Make the tables anew, in one transaction; their names. ValueError where the store holds something."""
    if wrong := [one for one in communities if not _NAME.fullmatch(one)]:
        raise ValueError(f"no key of a community: {wrong[0]}")
    migrate(store)
    with store.writing() as connection:
        if not holds_nothing(connection):
            raise ValueError("the store holds something: copy it into an empty one that is partitioned")
        known = [one.name for one in tables(connection)]
        owned = [name for name in known if _first_of_key(connection, name) == _KEY]
        described = [_described(connection, name) for name in owned]
        refers = _referring(connection, set(known) - set(owned))
        for name, constraint, _ in refers:
            _run(connection, f"ALTER TABLE {name} DROP CONSTRAINT {constraint}")
        _make(connection, described, communities)
        for name, constraint, said in refers:
            _run(connection, f"ALTER TABLE {name} ADD CONSTRAINT {constraint} {said}")
    return owned


def _make(connection: Connection, described: Sequence[_Table], communities: Sequence[str]) -> None:
    _run(connection, f"CREATE SCHEMA {PARTS}", f"CREATE SCHEMA {_PLAIN}")
    for one in described:
        _run(connection, f"ALTER TABLE {one.name} SET SCHEMA {_PLAIN}")
        like = f"LIKE {_PLAIN}.{one.name} INCLUDING DEFAULTS INCLUDING IDENTITY INCLUDING COMMENTS"
        _run(connection, f"CREATE TABLE {one.name} ({like}) PARTITION BY LIST ({_KEY})")
        _run(connection, *(f"ALTER TABLE {one.name} ADD CONSTRAINT {name} {said}" for name, said in one.constraints))
        _run(connection, *one.indexes, *one.triggers)
        _add_partitions(connection, one, communities)
    for one in described:
        _run(connection, *(f"ALTER TABLE {one.name} ADD CONSTRAINT {name} {said}" for name, said in one.foreign))
        _keep_sequences(connection, one.name)
    _run(connection, f"DROP SCHEMA {_PLAIN} CASCADE")


def _add_partitions(connection: Connection, table: _Table, communities: Sequence[str]) -> None:
    """Each with the triggers of the whole: who writes into a partition by its own name is refused too."""
    places = [(f'"{table.name}_{one}"', f"FOR VALUES IN ('{one}')") for one in communities]
    for name, which in (*places, (f'"{table.name}_others"', "DEFAULT")):
        _run(connection, f"CREATE TABLE {PARTS}.{name} PARTITION OF {table.name} {which}")
        for trigger in table.triggers:
            _run(connection, trigger.replace(f" ON public.{table.name} ", f" ON {PARTS}.{name} "))


def _keep_sequences(connection: Connection, name: str) -> None:
    """The numbers that a column counts by belong to the new table, not to the one that goes."""
    found = text(
        "SELECT a.attname, s.relname FROM pg_depend d JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S' "
        "JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid "
        "WHERE d.refobjid = to_regclass(:table) AND d.deptype = 'a'"
    )
    for column, sequence in connection.execute(found, {"table": f"{_PLAIN}.{name}"}).all():
        _run(
            connection,
            f"ALTER SEQUENCE {_PLAIN}.{sequence} OWNED BY NONE",
            f"ALTER SEQUENCE {_PLAIN}.{sequence} SET SCHEMA public",
            f"ALTER SEQUENCE {sequence} OWNED BY {name}.{column}",
        )


def _described(connection: Connection, name: str) -> _Table:
    asked = {"table": name}
    said = [(str(one), str(kind), str(told)) for one, kind, told in connection.execute(_CONSTRAINTS, asked)]
    return _Table(
        name,
        tuple((one, told) for one, kind, told in said if kind != "f"),
        tuple((one, told) for one, kind, told in said if kind == "f"),
        tuple(map(str, connection.scalars(_INDEXES, asked))),
        tuple(map(str, connection.scalars(_TRIGGERS, asked))),
    )


def _referring(connection: Connection, names: Iterable[str]) -> list[tuple[str, str, str]]:
    """Of tables that stay whole the references to those that are made anew: table, name, what it says."""
    described = [_described(connection, name) for name in sorted(names)]
    return [(one.name, constraint, said) for one in described for constraint, said in one.foreign]


def _first_of_key(connection: Connection, name: str) -> str:
    query = text(
        "SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0] "
        "WHERE i.indrelid = to_regclass(:table) AND i.indisprimary"
    )
    return str(connection.scalar(query, {"table": name}))


def _run(connection: Connection, *statements: str) -> None:
    for one in statements:
        connection.exec_driver_sql(one)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address", help="of an empty PostgreSQL database")
    parser.add_argument("communities", nargs="+", help="keys of rows; of a site of one community: 1")
    args = parser.parse_args()
    try:
        done = partition(connect(args.address), args.communities)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(done))
    return 0


if __name__ == "__main__":
    sys.exit(main())
