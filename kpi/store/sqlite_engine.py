"""Engines for SQLite files: each opens a file of its own, all of them compile a statement once in a process."""

import sqlite3
from functools import cache
from pathlib import Path

from sqlalchemy import URL, Dialect, Engine, create_engine
from sqlalchemy.pool import NullPool
from sqlalchemy.util import LRUCache

#: statements that are kept compiled: the product has some three hundred, most of them in two shapes
STATEMENTS = 1000
#: (dialect, statement's shape) -> compiled; SQLAlchemy would keep one for each engine, and every publication and
#: every community has engines of its own
_COMPILED: LRUCache[object, object] = LRUCache(STATEMENTS)


@cache
def _dialect() -> Dialect:
    """SQLAlchemy's for SQLite, after it has asked what SQLite this is."""
    engine = create_engine("sqlite://")
    with engine.connect():
        return engine.dialect


def sqlite_engine(file: Path, *, unchanging: bool = False) -> Engine:
    """An engine for a file.

    unchanging  nothing is written to it, neither by us nor by others: no lock and no journal is looked for

    A connection is cheap to open; pooled ones would keep the files of a replaced store open.
    """

    def connected() -> sqlite3.Connection:
        if unchanging:
            return sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        return sqlite3.connect(file, check_same_thread=False)

    engine = create_engine(
        # by it stores are told apart
        URL.create("sqlite", database=str(file)),
        creator=connected,
        hide_parameters=True,
        poolclass=NullPool,
        execution_options={"compiled_cache": _COMPILED},
    )
    # what is kept compiled is kept by dialect
    engine.dialect = _dialect()
    return engine
