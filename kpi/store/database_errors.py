"""What a person is told when the store itself fails: a reason by code, never the database's own words."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DatabaseError, DBAPIError, IntegrityError, ProgrammingError

_REASONS = {
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_READONLY: "readonly",
    sqlite3.SQLITE_PERM: "readonly",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_CORRUPT: "corrupt",
    sqlite3.SQLITE_NOTADB: "corrupt",
}
#: bytes without which SQLite cannot begin: the file of its shared memory
_ROOM = 64 << 10
#: PostgreSQL's SQLSTATE
_STATES = {"25006": "readonly", "42501": "readonly", "53100": "full", "55P03": "busy", "40001": "busy"}


class StoreError(OSError):
    """The store cannot be used now. `reason` is a key below `store.trouble` in the catalogue of words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@contextmanager
def translate_errors(path: Path | None = None) -> Iterator[None]:
    """Turn a failure of the database into a `StoreError`; a fault of the programme stays what it is.

    path  the file of the store, where it is one: its disk is asked why nothing can be read or written
    """
    try:
        yield
    except (IntegrityError, ProgrammingError):
        raise
    except (DBAPIError, sqlite3.DatabaseError) as error:
        reason = _reason(error)
        raise StoreError(_reason_of_disk(path) if path and reason == "unreachable" else reason) from error


def _reason_of_disk(path: Path) -> str:
    """SQLite says no more than «unable to open» where a disk is full or read-only: it cannot make the files beside."""
    try:
        disk = os.statvfs(path.parent)
    except OSError:
        return "unreachable"
    if disk.f_flag & os.ST_RDONLY:
        return "readonly"
    return "full" if disk.f_bavail * disk.f_frsize < _ROOM else "unreachable"


def _reason(error: DBAPIError | sqlite3.DatabaseError) -> str:
    cause = error.orig if isinstance(error, DatabaseError | DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", None)
    if code is None:
        return _STATES.get(getattr(cause, "sqlstate", None) or "", "unreachable")
    return _REASONS.get(code & 0xFF, "unreachable")
