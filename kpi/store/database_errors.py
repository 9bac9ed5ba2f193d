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
#: PostgreSQL's SQLSTATE
_STATES = {"25006": "readonly", "42501": "readonly", "53100": "full", "55P03": "busy", "40001": "busy"}


class StoreError(OSError):
    """The store cannot be used now. `reason` is a key below `store.trouble` in the catalogue of words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@contextmanager
def translate_errors() -> Iterator[None]:
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
    if code is None:
        return _STATES.get(getattr(cause, "sqlstate", None) or "", "unreachable")
    return _REASONS.get(code & 0xFF, "unreachable")
