"""What a person is told when the store itself fails: a reason by code, never the database's own words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

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


class StoreError(OSError):
    """The store cannot be used now. `reason` is a key below `store.trouble` in the catalogue of words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@contextmanager
def told() -> Iterator[None]:
    """Turn a failure of the database into a `StoreError`; a fault of the programme stays what it is."""
    try:
        yield
    except (IntegrityError, ProgrammingError):
        raise
    except (DBAPIError, sqlite3.DatabaseError) as error:
        raise StoreError(_reason(error)) from error


def _reason(error: DBAPIError | sqlite3.DatabaseError) -> str:
    cause = error.orig if isinstance(error, DatabaseError | DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", None)
    return "unreachable" if code is None else _REASONS.get(code & 0xFF, "unreachable")
