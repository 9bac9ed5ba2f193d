"""The published snapshot: the only thing that outsiders' readers open. Here it is written.

It holds the frames of the public slice of every release, nothing else. With SQLite it is a file of its own, written
beside the old one and put in its place by a rename; with PostgreSQL its tables (`public_…`) are in the same database,
and the public address may name a role that can only SELECT from them.

A row that stands at the same place in consecutive releases of an edition is kept once, `since` one release `until`
another (NULL: the last), so hundreds of releases stay small and a new one costs no more than itself.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    Float,
    Integer,
    MetaData,
    Table,
    Text,
    delete,
    event,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.schema import CreateSchema

from kpi.measure import dataset as ds
from kpi.measure.dataset import Dataset
from kpi.measure.schemas.oversight import FRAMES as OVERSIGHT_FRAMES
from kpi.model import Release
from kpi.store.engine import SNAPSHOT, Store, schema_of
from kpi.store.frames import records
from kpi.store.sqlite_engine import sqlite_engine

#: the schema is none of this name: `kpi.store.engine.placed` says which one it is
META = MetaData(schema=SNAPSHOT)
FRAMES: Mapping[str, ds.Schema] = {
    "nodes": ds.NODES,
    "indicators": ds.INDICATORS,
    "targets": ds.TARGETS,
    "observations": ds.OBSERVATIONS,
    "suspensions": ds.SUSPENSIONS,
    "actions": ds.ACTIONS,
    "extensions": ds.EXTENSIONS,
    "departments": ds.DEPARTMENTS,
    "successions": ds.SUCCESSIONS,
    **OVERSIGHT_FRAMES,
    "releases": ds.RELEASES,
    "action_money": ds.ACTION_MONEY,
    "corrective_actions": ds.CORRECTIVE_ACTIONS,
}
_TYPES: dict[str, Any] = {"str": Text, "bool": Boolean, "float64": Float(53), "datetime64[s]": Date}


def _table(frame: str) -> Table:
    columns: list[Column[Any]] = [Column(name, _TYPES.get(dtype, Integer)) for name, dtype in FRAMES[frame].items()]
    return Table(
        f"public_{frame}",
        META,
        Column("of_edition", Text, primary_key=True),
        Column("row_number", Integer, primary_key=True),
        Column("since_release", Integer, primary_key=True),
        Column("until_release", Integer),
        *columns,
    )


TABLES = {name: _table(name) for name in FRAMES}
RELEASE = Table(
    "public_release",
    META,
    Column("release_number", Integer, primary_key=True, autoincrement=False),
    Column("community", Text, nullable=False),
    Column("edition", Text, nullable=False),
    Column("published", Date, nullable=False),
    Column("moment", Text, nullable=False),  # ISO 8601 in UTC, "" where unknown
    Column("timed", Boolean, nullable=False),
    Column("note", Text, nullable=False),
    Column("strategy", Text, nullable=False),  # JSON
)
#: one row a release of the store, told or not: a hash of what it was made from, so that what is still good is kept
MARK = Table(
    "public_mark",
    META,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("mark", Text, nullable=False),
    Column("release_number", Integer),  # NULL: nothing of it is public
)
#: one row: the store's last upload at the time, and the columns that this programme knows
STATE = Table("public_state", META, Column("seq", Integer, nullable=False), Column("form", Text, nullable=False))
#: what snapshots of before hold and none may hold any longer: how many indicators outsiders do not see
FORMER = Table("public_withheld", MetaData(schema=SNAPSHOT))
#: changes with the columns and with what they hold, so that a newer programme makes the snapshot anew
FORM = hashlib.sha256(repr((6, {name: dict(schema) for name, schema in FRAMES.items()})).encode()).hexdigest()[:16]


class Snapshot:
    """A snapshot that is being written."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def marks(self) -> list[str]:
        """The marks of the releases that it was made from, in order."""
        return list(self.connection.scalars(select(MARK.c.mark).order_by(MARK.c.number)))

    def cut_back(self, keep: int) -> None:
        """Forget all but the first `keep` releases of the store."""
        run = self.connection.execute
        kept = run(select(func.max(MARK.c.release_number)).where(MARK.c.number <= keep)).scalar() or 0
        run(delete(MARK).where(MARK.c.number > keep))
        run(delete(RELEASE).where(RELEASE.c.release_number > kept))
        for table in TABLES.values():
            run(delete(table).where(table.c.since_release > kept))
            run(update(table).where(table.c.until_release >= kept).values(until_release=None))

    def skip(self, mark: str) -> None:
        """Remember a release of which nothing is told."""
        self._mark(mark, None)

    def add(self, mark: str, release: Release, dataset: Dataset) -> None:
        """Add the public slice of the next release."""
        last = self.connection.scalar(select(func.max(RELEASE.c.release_number)))
        number = 1 if last is None else last + 1
        strategy = json.dumps(asdict(dataset.strategy), ensure_ascii=False, default=str)
        row = {name: getattr(release, name) for name in ("community", "edition", "published", "timed", "note")}
        row["moment"] = release.moment.isoformat() if release.moment else ""
        self.connection.execute(insert(RELEASE), row | {"release_number": number, "strategy": strategy})
        for name, table in TABLES.items():
            self._add_rows(table, release.edition, number, records(getattr(dataset, name)))
        self._mark(mark, number)

    def _mark(self, mark: str, release_number: int | None) -> None:
        number = len(self.marks()) + 1
        self.connection.execute(insert(MARK), {"number": number, "mark": mark, "release_number": release_number})

    def _add_rows(self, table: Table, edition: str, number: int, rows: Sequence[Mapping[str, object]]) -> None:
        """Rows equal to the one that stands at their place stay; others end it and begin."""
        names = [c.name for c in table.c][4:]
        standing = (table.c.of_edition == edition) & table.c.until_release.is_(None)
        query = select(table.c.row_number, *(table.c[name] for name in names)).where(standing)
        before = {row[0]: tuple(row[1:]) for row in self.connection.execute(query)}
        fresh = {n: row for n, row in enumerate(rows) if before.get(n) != tuple(row[name] for name in names)}
        ended = [n for n in before if n in fresh or n >= len(rows)]
        if len(ended) == len(before):
            self.connection.execute(update(table).where(standing).values(until_release=number - 1))
        else:
            for start in range(0, len(ended), 500):
                some = table.c.row_number.in_(ended[start : start + 500])
                self.connection.execute(update(table).where(standing & some).values(until_release=number - 1))
        if fresh:
            place = {"of_edition": edition, "since_release": number, "until_release": None}
            self.connection.execute(insert(table), [dict(row) | place | {"row_number": n} for n, row in fresh.items()])


@contextmanager
def rewriting(store: Store, connection: Connection, seq: int, *, anew: bool) -> Iterator[Snapshot]:
    """The snapshot to be written; it takes the place of the old one when the block ends well.

    connection  the store's writing transaction, which keeps two snapshots from overtaking each other
    seq         the store's last upload
    anew        begin with nothing instead of the old snapshot
    """
    target = store.public_path
    if target is None:
        if schema := schema_of(store.community):
            connection.execute(CreateSchema(schema, if_not_exists=True))
        META.create_all(connection)
        yield _begun(connection, seq, anew)
        return
    fresh = target.with_name(f".{target.name}.new")
    _sweep(fresh)
    try:
        if not anew:
            shutil.copyfile(target, fresh)
        engine = sqlite_engine(fresh)
        engine = engine.execution_options(schema_translate_map={SNAPSHOT: None})
        # half a file is thrown away, so nothing guards it while it is written; the whole one is synced below
        unguarded = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF"
        event.listen(engine, "connect", lambda raw, _record: raw.executescript(unguarded))
        with engine.begin() as blank:
            META.create_all(blank)
            yield _begun(blank, seq, anew)
        _keep(fresh)
        fresh.replace(target)
        _keep(target.parent)
    finally:
        _sweep(fresh)


def _begun(connection: Connection, seq: int, anew: bool) -> Snapshot:
    if anew:
        FORMER.drop(connection, checkfirst=True)
        for table in META.sorted_tables:
            connection.execute(delete(table))
    connection.execute(delete(STATE))
    connection.execute(insert(STATE), {"seq": seq, "form": FORM})
    return Snapshot(connection)


def _sweep(fresh: Path) -> None:
    """Remove what a killed writer left; the store's lock says that no other one is at work."""
    for leftover in fresh.parent.glob(f"{fresh.name}*"):
        leftover.unlink(missing_ok=True)


def _keep(path: Path) -> None:
    """Have the disk hold it before the next step."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
