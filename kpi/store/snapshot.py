"""The published snapshot: the only thing that outsiders' readers open (TRUST 1).

It holds the frames of the public slice of every release, nothing else. With SQLite it is a file of its own, written
anew and put in the place of the old one by a rename, and opened read-only; with PostgreSQL its tables (`public_…`) are
in the same database, and the public address may name a role that can only SELECT from them.
"""

import hashlib
import json
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from sqlalchemy import (
    Column,
    Connection,
    Date,
    Engine,
    Float,
    Integer,
    MetaData,
    Table,
    Text,
    create_engine,
    insert,
    select,
)
from sqlalchemy.pool import NullPool

from kpi.measure import dataset as ds
from kpi.measure.dataset import Dataset
from kpi.model import MethodSettings, Release, Strategy
from kpi.store.engine import Store, file_of, location, public_path_of
from kpi.store.frames import fetch, records
from kpi.store.read import UnknownReleaseError, pick
from kpi.store.trouble import told

_META = MetaData()
_FRAMES = {
    "nodes": ds.NODES,
    "indicators": ds.INDICATORS,
    "targets": ds.TARGETS,
    "observations": ds.OBSERVATIONS,
    "suspensions": ds.SUSPENSIONS,
    "actions": ds.ACTIONS,
    "departments": ds.DEPARTMENTS,
    "releases": ds.RELEASES,
}
_TYPES: dict[str, Any] = {"str": Text, "float64": Float(53), "datetime64[s]": Date}


def _table(frame: str) -> Table:
    columns: list[Column[Any]] = [Column(name, _TYPES.get(dtype, Integer)) for name, dtype in _FRAMES[frame].items()]
    return Table(
        f"public_{frame}",
        _META,
        Column("release_number", Integer, primary_key=True),
        Column("row_number", Integer, primary_key=True),
        *columns,
    )


_TABLES = {name: _table(name) for name in _FRAMES}
_RELEASE = Table(
    "public_release",
    _META,
    Column("release_number", Integer, primary_key=True),
    Column("community", Text, nullable=False),
    Column("edition", Text, nullable=False),
    Column("published", Date, nullable=False),
    Column("note", Text, nullable=False),
    Column("strategy", Text, nullable=False),  # JSON
)
#: one row: what the snapshot was made from, so that a stale one is seen
_STATE = Table("public_state", _META, Column("seq", Integer, nullable=False), Column("form", Text, nullable=False))
#: changes with the columns, so that a newer programme makes the snapshot anew
FORM = hashlib.sha256(repr({name: dict(schema) for name, schema in _FRAMES.items()}).encode()).hexdigest()[:16]


class NotPublishedError(LookupError):
    """Nothing has been published yet: there is no snapshot, or it holds no release."""


@dataclass(frozen=True, eq=False)
class PublicRelease:
    """One release as outsiders see it."""

    release: Release
    dataset: Dataset


def write_snapshot(store: Store, connection: Connection, seq: int, slices: Iterable[PublicRelease]) -> None:
    """Put a snapshot of `slices` in the place of the old one.

    connection  the store's writing transaction, which keeps two snapshots from overtaking each other
    seq         the store's last upload
    """
    if store.path is None:
        _META.create_all(connection)
        for table in reversed(_META.sorted_tables):
            connection.execute(table.delete())
        _fill(connection, seq, slices)
        return
    target = public_path_of(store.path)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    os.close(handle)
    fresh = Path(name)
    try:
        engine = create_engine(f"sqlite:///{fresh}", hide_parameters=True, poolclass=NullPool)
        with engine.begin() as blank:
            _META.create_all(blank)
            _fill(blank, seq, slices)
        _keep(fresh)
        fresh.chmod(0o644)
        fresh.replace(target)
        _keep(target.parent)
    finally:
        fresh.unlink(missing_ok=True)


def _fill(connection: Connection, seq: int, slices: Iterable[PublicRelease]) -> None:
    connection.execute(insert(_STATE), {"seq": seq, "form": FORM})
    for number, one in enumerate(slices, start=1):
        release, dataset = one.release, one.dataset
        strategy = json.dumps(asdict(dataset.strategy), ensure_ascii=False, default=str)
        row = {name: getattr(release, name) for name in ("community", "edition", "published", "note")}
        connection.execute(insert(_RELEASE), row | {"release_number": number, "strategy": strategy})
        for name, table in _TABLES.items():
            rows = records(getattr(dataset, name))
            keys = [{"release_number": number, "row_number": n} for n in range(len(rows))]
            if rows:
                connection.execute(insert(table), [row | key for row, key in zip(rows, keys, strict=True)])


def _keep(path: Path) -> None:
    """Have the disk hold it before the next step."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def snapshot_seq(store: Store, connection: Connection) -> int | None:
    """The upload that the snapshot stands at; None where there is none or a different programme made it."""
    if store.path is None:
        _META.create_all(connection)
        row = connection.execute(select(_STATE)).first()
    else:
        try:
            with reading(store.name) as public:
                row = public.execute(select(_STATE)).first()
        except NotPublishedError:
            return None
    return None if row is None or row.form != FORM else int(row.seq)


@contextmanager
def reading(where: str | None) -> Iterator[Connection]:
    path = file_of(where or location())
    if path is not None and not public_path_of(path).exists():
        raise NotPublishedError("nothing has been published yet")
    with told(), _public_engine(where or location()).connect() as connection, connection.begin():
        yield connection


@cache
def _public_engine(where: str) -> Engine:
    path = file_of(where)
    if path is None:
        return create_engine(os.environ.get("POSTUP_PUBLIC") or where, hide_parameters=True)
    public = public_path_of(path)

    def opened() -> sqlite3.Connection:
        # the file never changes after its rename, so no lock and no journal is looked for
        return sqlite3.connect(f"{public.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)

    return create_engine("sqlite://", creator=opened, hide_parameters=True, poolclass=NullPool)


def public_releases(edition: str | None = None, where: str | None = None) -> list[Release]:
    """The releases that outsiders know of, ascending; `seq` counts them from 1 within their edition."""
    with reading(where) as connection:
        return [release for _, release, _ in _listed(connection) if edition in (None, release.edition)]


def _listed(connection: Connection) -> list[tuple[int, Release, str]]:
    rows = connection.execute(select(_RELEASE).order_by(_RELEASE.c.release_number)).mappings()
    counts: dict[str, int] = {}
    listed = []
    for row in rows:
        counts[row["edition"]] = counts.get(row["edition"], 0) + 1
        release = Release(row["community"], row["edition"], counts[row["edition"]], row["published"], note=row["note"])
        listed.append((row["release_number"], release, row["strategy"]))
    return listed


def read_public(release: date | None = None, *, edition: str | None = None, where: str | None = None) -> Dataset:
    """The public dataset of a release, by its date; the last one where nothing is asked.

    Reads the snapshot alone. `NotPublishedError` where there is none, `UnknownReleaseError` for another date.
    """
    with reading(where) as connection:
        listed = _listed(connection)
        if not listed:
            raise NotPublishedError("nothing has been published yet")
        wanted = pick([one for _, one, _ in listed], release, edition)
        number, strategy = next((n, text) for n, one, text in listed if one == wanted)
        frames = {name: _frame(connection, name, number) for name in _FRAMES}
    return Dataset(strategy=_strategy(strategy), **frames)


def _frame(connection: Connection, name: str, number: int) -> pd.DataFrame:
    table = _TABLES[name]
    columns: Sequence[Column[Any]] = [table.c[column] for column in _FRAMES[name]]
    query = select(*columns).where(table.c.release_number == number).order_by(table.c.row_number)
    return fetch(connection, query, _FRAMES[name])


def _strategy(written: str) -> Strategy:
    values = json.loads(written)
    released = values.pop("released")
    settings = MethodSettings(**values.pop("settings"))
    return Strategy(**values, settings=settings, released=released and date.fromisoformat(released))


__all__ = [
    "NotPublishedError",
    "PublicRelease",
    "UnknownReleaseError",
    "public_releases",
    "read_public",
    "snapshot_seq",
    "write_snapshot",
]
