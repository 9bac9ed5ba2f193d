"""Where the store lives and how it is opened: an SQLite file by default, PostgreSQL by its address."""

import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, RootTransaction, create_engine, event, make_url, text

from kpi.community import ONLY, current
from kpi.settings import variable
from kpi.store.database_errors import StoreError, translate_errors
from kpi.store.sqlite_engine import sqlite_engine

#: how long a writer waits for another one's transaction, of this process or of another; then it is told
BUSY_MS = 60_000
#: of a database server: how long until it is said not to answer, and until a silent one counts as gone
_SERVER = {
    "connect_timeout": "5",
    "keepalives_idle": "15",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "15000",
}
#: the schema that the tables of the published snapshot name; which one it is depends on the community
SNAPSHOT = "snapshot"
_DEFAULT_FOLDER = "var"
_DEFAULT = f"{_DEFAULT_FOLDER}/postup.sqlite"
_locks: dict[str, threading.Lock] = {}
_locks_guard = threading.Lock()


def location() -> str:
    """POSTUP_STORE (a path or an address), DATABASE_URL, or var/postup.sqlite below the working folder."""
    return variable("POSTUP_STORE") or variable("DATABASE_URL") or _DEFAULT


@dataclass(frozen=True)
class Store:
    """An opened store. `path` is None for PostgreSQL; `public_path` is the published snapshot's file."""

    name: str
    path: Path | None
    engine: Engine = field(repr=False, compare=False)
    community: str = ONLY.rows

    @property
    def public_path(self) -> Path | None:
        return None if self.path is None else public_path_of(self.path, self.community)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the store and writes nothing."""
        with translate_errors(self.path), self.engine.connect() as plain:
            # SQLite's readers see one state by themselves
            connection = plain if self.path else self._of_server(plain, isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction, the only writer: all of it is kept, or none.

        SQLite's lock is no queue, so a lock of this process stands in front of it; PostgreSQL gets an advisory lock
        per community. `StoreError` «busy» where others write for longer than `BUSY_MS`.
        """
        with self._begun() as (connection, transaction), transaction:
            yield connection

    @contextmanager
    def trying(self) -> Iterator[Connection]:
        """A transaction like that of `writing` which is always taken back: what would come of it."""
        with self._begun() as (connection, transaction):
            try:
                yield connection
            finally:
                transaction.rollback()

    @contextmanager
    def _begun(self) -> Iterator[tuple[Connection, RootTransaction]]:
        with _turn_of(self.name), translate_errors(self.path), self.engine.connect() as plain:
            connection = plain.execution_options(postup_writes=True)
            connection = connection if self.path else self._of_server(connection)
            transaction = connection.begin()
            if self.path is None:
                connection.execute(text(f"SET LOCAL lock_timeout = {BUSY_MS}"))
                connection.execute(
                    text("SELECT pg_advisory_xact_lock(hashtext(:key))"), {"key": f"postup {self.community}"}
                )
            yield connection, transaction

    def _of_server(self, connection: Connection, **options: Any) -> Connection:
        """A connection to a database server, where the snapshot lies beside the store."""
        return connection.execution_options(**options, schema_translate_map=placed(self.community))


def schema_of(community: str) -> str | None:
    """In which schema of a database server the snapshot of a community lies; None: in the one of the store."""
    return None if community == ONLY.rows else f"{SNAPSHOT}_{community}".replace("-", "_")


def placed(community: str) -> dict[str | None, str | None]:
    """SQLAlchemy's `schema_translate_map` by which the snapshot of a community on a server is found."""
    return {SNAPSHOT: schema_of(community)}


def public_path_of(path: Path, community: str) -> Path:
    """The snapshot's file beside the store's: public.sqlite for the default name, `<stem>-public.sqlite` else.

    A community that shares its store has a file of its own: `<stem>-public-<community>.sqlite`.
    """
    named = "public" if path.stem == "postup" else f"{path.stem}-public"
    return path.with_name(f"{named}.sqlite" if community == ONLY.rows else f"{named}-{community}.sqlite")


def file_of(where: str) -> Path | None:
    """The absolute path of an SQLite store, None for an address of another database."""
    if where.startswith("sqlite:///"):
        return Path(where.removeprefix("sqlite:///")).absolute()
    return None if "://" in where else Path(where).absolute()


def connect(where: str | None = None) -> Store:
    """The store at `where` (default: `location()`), one per process and place, for the community that is meant.

    Makes its folder, not the tables.

    `StoreError` where the settings name a folder that is not there: it is mistyped. Only var/ is made for them.
    """
    named = where or location()
    path, folder = _place(named, _standing(named))
    if where is None and folder and not os.path.isdir(folder):  # noqa: PTH112
        raise StoreError("no_folder")
    return _of_community(named if path is None else str(path), current().rows)


def snapshot_file() -> Path | None:
    """The published snapshot's file of the store that the settings name, whether it is there or not; None where a
    database server keeps it. Makes no folder and looks at none: it is asked with every request."""
    named = location()
    return _snapshot_file(named, _standing(named), current().rows)


def _standing(named: str) -> str:
    """The working folder, on which a relative path depends. `pathlib` would cost every request as much as all else."""
    return "" if os.path.isabs(named) else os.getcwd()  # noqa: PTH109, PTH117


@lru_cache(maxsize=1000)
def _snapshot_file(named: str, working_folder: str, rows: str) -> Path | None:
    path, _ = _place(named, working_folder)
    return None if path is None else public_path_of(path, rows)


@lru_cache(maxsize=100)
def _place(named: str, _working_folder: str) -> tuple[Path | None, str]:
    """The file that is named, None for another database; the folder that has to be there, "" where it is made."""
    path = file_of(named)
    return path, "" if path is None or path.parent.name == _DEFAULT_FOLDER else str(path.parent)


@lru_cache(maxsize=1000)
def _of_community(name: str, rows: str) -> Store:
    return replace(_connect(name), community=rows)


@cache
def _connect(name: str) -> Store:
    path = file_of(name)
    if path is None:
        return Store(name, None, server_engine(name))
    if not path.parent.parent.is_dir():
        # one folder is made; where more are missing the path is mistyped
        raise StoreError("no_folder")
    path.parent.mkdir(exist_ok=True)
    engine = sqlite_engine(path)
    event.listen(engine, "connect", _settings)
    event.listen(engine, "begin", _begin)
    return Store(name, path, engine)


def server_engine(address: str, **options: Any) -> Engine:
    """Connections to a database server. One that was lost is found out before it is used and opened anew, so that a
    server that was away is back by itself; the address may say other times than ours."""
    url = make_url(driver(address))
    lacking = {name: value for name, value in _SERVER.items() if name not in url.query}
    return create_engine(
        url.update_query_dict(lacking), hide_parameters=True, pool_pre_ping=True, execution_options=options
    )


def driver(address: str) -> str:
    """The address with the driver that we use named in it."""
    scheme, _, rest = address.partition("://")
    return f"postgresql+psycopg://{rest}" if scheme in {"postgres", "postgresql"} else address


def _settings(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions begin where we say, not where the driver guesses
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    connection.execute("PRAGMA foreign_keys = ON")
    _write_ahead(connection)
    connection.execute("PRAGMA synchronous = FULL")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Turn WAL on. Two first starts at once: the switch does not wait for a lock by itself, so it is asked again."""
    deadline = time.monotonic() + BUSY_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("postup_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _turn_of(name: str) -> Iterator[None]:
    """The turn of this thread to write; `StoreError` «busy» where it does not come."""
    with _locks_guard:
        lock = _locks.setdefault(name, threading.Lock())
    if not lock.acquire(timeout=BUSY_MS / 1000):
        raise StoreError("busy")
    try:
        yield
    finally:
        lock.release()
