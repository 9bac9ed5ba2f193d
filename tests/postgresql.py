"""A PostgreSQL server of the tests: a data folder and a port of its own, started once in a run by whoever asks first.

Debian's package brings it (tools/debian_packages.sh). PostgreSQL refuses to run as root: there it is run as the user of
Debian's package.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
import pytest
from psycopg.errors import DuplicateDatabase

from kpi.store import connect, migrate
from tests.ports import free_port

_USER = "postgres"
#: nothing that a test keeps must outlive it, and there are hundreds of databases: none is to be looked after
_SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "checkpoint_timeout": "1h",
    "autovacuum": "off",
    "shared_buffers": "128MB",
    "listen_addresses": "127.0.0.1",
    "max_connections": "400",
}


def programs() -> Path | None:
    """The folder of PostgreSQL's programs, of the newest version that is there."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda file: int(file.parts[-3]))
    if found:
        return found[-1].parent
    known = shutil.which("initdb")
    return Path(known).parent if known else None


@dataclass
class Server:
    """A running server; every store in it is a database of its own."""

    port: int
    _numbers: Iterator[int]
    #: starts and stops it, where this process has started it
    control: Callable[[str], None] | None = None

    def address(self, name: str) -> str:
        return f"postgresql://{_USER}@127.0.0.1:{self.port}/{name}"

    @classmethod
    def at(cls, port: int) -> "Server":
        """The server that listens there, started by another process of the tests."""
        return cls(port, count(1))

    def empty(self) -> str:
        """The address of a new database without a table."""
        return self._numbered("template1")

    def store(self) -> str:
        """The address of a new store with its tables."""
        return self._numbered("migrated")

    def make(self, name: str, template: str = "migrated") -> None:
        """A database of this name; one that is there stays as it is."""
        with suppress(DuplicateDatabase):
            # by files: through the log, which is the default, costs twice to five times the processor's time
            self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')

    def drop(self, name: str) -> None:
        self._run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def migrated(self) -> "Server":
        """The server with the database that stores are copied from."""
        self._run('CREATE DATABASE "migrated"')
        store = connect(self.address("migrated"))
        migrate(store)
        store.engine.dispose()
        return self

    def _numbered(self, template: str) -> str:
        name = f"store_{os.getpid()}_{next(self._numbers)}"
        self.make(name, template)
        return self.address(name)

    def _run(self, statement: str) -> None:
        # no database is made within a transaction
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def served() -> Iterator[Server]:
    """The server, stopped at the end; the test is skipped where PostgreSQL is not installed."""
    where = programs()
    if where is None:
        pytest.skip("PostgreSQL is not installed")
    as_root = os.geteuid() == 0
    owner = pwd.getpwnam(_USER) if as_root else None
    folder = Path(tempfile.mkdtemp(prefix="postup-postgresql-", dir="/tmp"))
    try:
        if owner:
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        ids = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}
        data, port = folder / "data", free_port()

        def run(program: str, *arguments: str) -> None:
            command = (str(where / program), *arguments)
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, **ids)  # type: ignore[call-overload]
            assert done.returncode == 0, done.stderr

        run("initdb", "-D", str(data), "-U", _USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        settings = " ".join(f"-c {name}={value}" for name, value in _SETTINGS.items())
        options = f"{settings} -p {port} -k {folder}"
        started = ("-l", str(folder / "log"), "-o", options)

        def control(deed: str) -> None:
            run("pg_ctl", "-D", str(data), "-w", *(started if deed == "start" else ("-m", "immediate")), deed)

        control("start")
        try:
            yield Server(port, count(1), control).migrated()
        finally:
            # a test that stopped it may have failed before it was started again
            if (data / "postmaster.pid").exists():
                control("stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
