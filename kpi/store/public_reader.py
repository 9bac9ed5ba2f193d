"""Outsiders' reader: opens the published snapshot, read-only, and nothing else."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Engine, inspect, or_, select

from kpi.community import current
from kpi.measure.dataset import Dataset
from kpi.measure.schemas.oversight import FRAMES as OVERSIGHT_FRAMES
from kpi.model import Language, MethodSettings, Release, Strategy
from kpi.settings import variables
from kpi.store.database_errors import StoreError, translate_errors
from kpi.store.engine import SNAPSHOT, Store, file_of, location, placed, public_path_of, schema_of, server_engine
from kpi.store.frames import fetch
from kpi.store.read import pick
from kpi.store.snapshot import FORM, FRAMES, RELEASE, STATE, TABLES
from kpi.store.sqlite_engine import sqlite_engine


class NotPublishedError(LookupError):
    """Nothing has been published yet: there is no snapshot, or it holds no release."""


#: frames that a snapshot made before them has not: empty until the next publication, as `Dataset` has them by itself
_LATER = frozenset({"successions", "action_money", "corrective_actions", *OVERSIGHT_FRAMES})


@dataclass(frozen=True, slots=True)
class _Listed:
    number: int
    release: Release
    strategy: str


@contextmanager
def opened(where: str | None) -> Iterator[Connection]:
    """A read-only connection to the snapshot of the store at `where`; `NotPublishedError` where there is none.

    It is that of the community that is meant.
    """
    path, rows = file_of(where or location()), current().rows
    if path is not None and not public_path_of(path, rows).exists():
        raise NotPublishedError("nothing has been published yet")
    engine = _server(variables().get("POSTUP_PUBLIC") or where or location()) if path is None else _file(path, rows)
    with translate_errors(), engine.connect() as plain, plain.begin():
        connection = plain if path else plain.execution_options(schema_translate_map=placed(rows))
        if path is None and not has_snapshot(connection, rows):
            raise NotPublishedError("nothing has been published yet")
        yield connection


@contextmanager
def opened_file(path: Path, rows: str) -> Iterator[Connection]:
    """A connection to the snapshot's file beside the store at `path`, whichever community is meant."""
    with translate_errors(), _file(path, rows).connect() as connection, connection.begin():
        yield connection


def snapshot_schema(connection: Connection) -> str | None:
    """In which schema the snapshot of an opened connection lies; None: in the usual one."""
    placed_at: dict[str | None, str | None] = connection.get_execution_options().get("schema_translate_map", {})
    return placed_at.get(SNAPSHOT)


def has_snapshot(connection: Connection, rows: str) -> bool:
    """Whether a database server holds the snapshot of a community."""
    return inspect(connection).has_table(STATE.name, schema=schema_of(rows))


@cache
def _server(where: str) -> Engine:
    return server_engine(where, isolation_level="REPEATABLE READ", postgresql_readonly=True)


@cache
def _file(path: Path, rows: str) -> Engine:
    # the file never changes after its rename
    engine = sqlite_engine(public_path_of(path, rows), unchanging=True)
    return engine.execution_options(schema_translate_map={SNAPSHOT: None})


@contextmanager
def opened_beside(store: Store, connection: Connection) -> Iterator[Connection]:
    """A connection to the snapshot for who writes the store: PostgreSQL keeps it in the store's own transaction."""
    if store.path is None:
        yield connection
        return
    with opened(store.name) as public:
        yield public


def snapshot_seq(store: Store, connection: Connection) -> int | None:
    """The upload that the snapshot stands at; None where there is none that this programme can read.

    connection  to the store, where PostgreSQL keeps the snapshot too
    """
    if store.path is None:
        if not has_snapshot(connection, store.community):
            return None
        row = connection.execute(select(STATE)).first()
    else:
        try:
            with opened(store.name) as public:
                row = public.execute(select(STATE)).first()
        except (NotPublishedError, StoreError):
            return None
    return None if row is None or row.form != FORM else int(row.seq)


def public_releases(edition: str | None = None, where: str | None = None) -> list[Release]:
    """The releases that outsiders know of, ascending; `seq` counts them from 1 within their edition."""
    with opened(where) as connection:
        return [one for one in told_releases(connection) if edition in (None, one.edition)]


def told_releases(connection: Connection) -> list[Release]:
    """The releases of an opened snapshot, ascending."""
    return [one.release for one in _listed(connection)]


def public_editions(where: str | None = None) -> list[Strategy]:
    """What the last release of each edition says of the strategy, in the order of those releases."""
    with opened(where) as connection:
        last = {one.release.edition: one for one in _listed(connection)}
    return [_strategy(one.strategy) for one in sorted(last.values(), key=lambda one: one.number)]


def _listed(connection: Connection) -> list[_Listed]:
    counts: dict[str, int] = {}
    listed = []
    for row in connection.execute(select(RELEASE).order_by(RELEASE.c.release_number)).mappings():
        counts[row["edition"]] = counts.get(row["edition"], 0) + 1
        moment = datetime.fromisoformat(row["moment"]) if row["moment"] else None
        number = counts[row["edition"]]
        when = {"published": row["published"], "moment": moment, "timed": row["timed"]}
        release = Release(community=row["community"], edition=row["edition"], seq=number, note=row["note"], **when)
        listed.append(_Listed(row["release_number"], release, row["strategy"]))
    return listed


def read_public(release: date | None = None, *, edition: str | None = None, where: str | None = None) -> Dataset:
    """The public dataset of a release, by its date; the last one where nothing is asked.

    Reads the snapshot alone. `NotPublishedError` where there is none, `UnknownReleaseError` for another date.
    """
    with opened(where) as connection:
        dataset = latest_public(connection, release, edition)
    if dataset is None:
        raise NotPublishedError("nothing has been published yet")
    return dataset


def latest_public(connection: Connection, release: date | None = None, edition: str | None = None) -> Dataset | None:
    """The dataset of a release in an opened snapshot, None where it holds none of the edition."""
    listed = _listed(connection)
    if not listed or (release is None and edition not in {None, *(one.release.edition for one in listed)}):
        return None
    wanted = pick([one.release for one in listed], release, edition)
    one = next(one for one in listed if one.release == wanted)
    tables = set(inspect(connection).get_table_names(schema=snapshot_schema(connection)))
    there = [name for name in FRAMES if name not in _LATER or TABLES[name].name in tables]
    frames = {name: _frame(connection, name, one) for name in there}
    return Dataset(strategy=_strategy(one.strategy), **frames)


def _frame(connection: Connection, name: str, one: _Listed) -> pd.DataFrame:
    table = TABLES[name]
    query = (
        select(*(table.c[column] for column in FRAMES[name]))
        .where(
            table.c.of_edition == one.release.edition,
            table.c.since_release <= one.number,
            or_(table.c.until_release.is_(None), table.c.until_release >= one.number),
        )
        .order_by(table.c.row_number)
    )
    return fetch(connection, query, FRAMES[name])


def _strategy(written: str) -> Strategy:
    values: dict[str, Any] = json.loads(written)
    days = {name: values.get(name) for name in ("released", "in_force_from", "act_day", "population_day")}
    values |= {name: day and date.fromisoformat(day) for name, day in days.items()}
    values |= {"settings": MethodSettings(**values["settings"]), "language": Language(values["language"])}
    # a snapshot of before pages named their languages has none
    values["said_languages"] = tuple(filter(None, map(Language.named, values.get("said_languages", ()))))
    return Strategy(**values)
