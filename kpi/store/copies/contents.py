"""All that a store holds, table by table: counted, compared, carried from one database to another.

Tables are read from the database itself, so that a store of an older schema is counted and kept as it is.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, LargeBinary, MetaData, Table, insert, select

from kpi.store.migrations import MIGRATION

#: tables of the published snapshot, which PostgreSQL keeps beside the store's: made anew from it, never carried
_SNAPSHOT = "public_"
#: rows in memory at a time; of a table of whole files few
_ROWS, _FILES = 1000, 8
_MODULUS = 1 << 256


@dataclass(frozen=True, slots=True)
class TableContents:
    """What a table holds: its rows, and a digest that is the same for the same rows in whatever order and database."""

    rows: int
    digest: str


def tables(connection: Connection) -> list[Table]:
    """The store's tables without the record of migrations, each after those that it refers to."""
    found = MetaData()
    found.reflect(connection)
    # a reference to a table that is partitioned leads to its partitions, which lie in a schema of their own
    own = (table for table in found.sorted_tables if table.schema is None)
    return [table for table in own if table.name != MIGRATION.name and not table.name.startswith(_SNAPSHOT)]


def contents(connection: Connection) -> dict[str, TableContents]:
    """Every table by its name; the connection sees one state of the store."""
    return {table.name: _contents(connection, table) for table in tables(connection)}


def _contents(connection: Connection, table: Table) -> TableContents:
    """A sum of the rows' hashes: databases order texts differently."""
    rows = total = 0
    for some in _batches(connection, table):
        for row in some:
            rows += 1
            total += int.from_bytes(hashlib.sha256(repr(_canonical(row)).encode()).digest())
    return TableContents(rows, f"{total % _MODULUS:064x}")


def _canonical(row: Mapping[str, object]) -> list[tuple[str, object]]:
    return [(name, _value(row[name])) for name in sorted(row)]


def _value(value: object) -> object:
    if isinstance(value, bytes | memoryview):
        return hashlib.sha256(value).hexdigest()
    # SQLite keeps no sign of a zero
    return value + 0.0 if isinstance(value, float) else value


def _batches(connection: Connection, table: Table) -> Iterator[Sequence[Mapping[str, Any]]]:
    files = any(isinstance(column.type, LargeBinary) for column in table.c)
    size = _FILES if files else _ROWS
    result = connection.execution_options(yield_per=size).execute(select(table))
    for some in result.mappings().partitions(size):
        yield [dict(row) for row in some]


def carry(source: Connection, target: Connection) -> int:
    """Write every row of one store into another, whose tables are there and empty; returns how many there were."""
    carried = 0
    into = {table.name: table for table in tables(target)}
    for table in tables(source):
        for some in _batches(source, table):
            target.execute(insert(into[table.name]), some)
            carried += len(some)
    return carried


def holds_nothing(connection: Connection) -> bool:
    """Whether no table has a row."""
    return all(connection.execute(select(table).limit(1)).first() is None for table in tables(connection))
