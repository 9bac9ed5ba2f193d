"""A backup: one SQLite file that nothing else belongs to, whatever database the store is in."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection

from kpi.store.copies.contents import TableContents, carry, contents
from kpi.store.database_errors import StoreError, translate_errors
from kpi.store.engine import Store, connect
from kpi.store.migrations import migrate
from kpi.store.sqlite_engine import sqlite_engine


def write_backup(store: Store, file: Path) -> dict[str, TableContents]:
    """Write all that the store holds now into a new file; returns what it held. Writers are not kept waiting.

    `StoreError` where the store or the disk fails.
    """
    with store.reading() as connection:
        held = contents(connection)
        if store.path is None:
            _carry_into(file, connection)
        else:
            with translate_errors(), closing(sqlite3.connect(file)) as target:
                # the copy is made through the connection that has counted: of the same state, whoever writes meanwhile
                _driver(connection).backup(target)
    as_one_file(file)
    return held


def _carry_into(file: Path, source: Connection) -> None:
    target = connect(str(file))
    migrate(target)
    with target.writing() as connection:
        carry(source, connection)


def _driver(connection: Connection) -> sqlite3.Connection:
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection), "a store with a path is SQLite's"  # noqa: S101
    return raw


@contextmanager
def reading_backup(file: Path) -> Iterator[Connection]:
    """A connection to a backup that changes nothing, not even beside it; `StoreError` where it is none."""
    engine = sqlite_engine(file.absolute(), unchanging=True)
    with translate_errors(), engine.connect() as connection, connection.begin():
        yield connection


def is_in_use(file: Path) -> bool:
    """Whether it is the file of a store as it lies on the disk: the newest rows of such a one may lie beside it.

    SQLite says so in the two bytes of the file's format.
    """
    with file.open("rb") as opened:
        return opened.read(20)[18:] == b"\x02\x02"


def is_sound(connection: Connection) -> bool:
    """Whether the database finds no damage in its own file and no row that refers to a row that is not there."""
    whole = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar() == "ok"
    return whole and connection.exec_driver_sql("PRAGMA foreign_key_check").first() is None


def take_over(path: Path, file: Path, aside: Path) -> Path | None:
    """Put a backup in the place of the SQLite store at `path`; returns where the replaced one is kept, None if none.

    Where the old store can be read this is one transaction of its own: a running server sees the one or the other.
    """
    path.parent.mkdir(exist_ok=True)
    if not path.exists():
        _copy(file, path)
        return None
    if _is_readable(path):
        try:
            _copy(path, aside)
            as_one_file(aside)
            _copy(file, path)
        except sqlite3.DatabaseError:
            aside.unlink(missing_ok=True)
        else:
            return aside
    # damaged: nobody works with it, and what can be saved of it may need its -wal
    for suffix in ("", "-wal", "-shm"):
        part = path.with_name(path.name + suffix)
        if part.exists():
            part.rename(aside.with_name(aside.name + suffix))
    _copy(file, path)
    return aside


def _is_readable(path: Path) -> bool:
    """Whether the file begins as a database does; SQLite must not open what is none: it would throw away the -wal."""
    try:
        with reading_backup(path) as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
    except StoreError:
        return False
    return True


def as_one_file(file: Path) -> None:
    """Write everything into the file itself: nothing beside it belongs to it."""
    with translate_errors(), closing(sqlite3.connect(file)) as whole:
        whole.execute("PRAGMA journal_mode = DELETE")


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target, timeout=60)) as new:
        old.backup(new)
