"""An upgrade from the versions before, and the way back by a backup, as docs/operate.md tells it, with their code."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpi.store.migrations import MIGRATIONS
from tests.shipped import ROOT
from tests.trust.promises import Reached, asked

pytestmark = pytest.mark.sqlite  # the older versions know nothing of these tests
#: what the older version publishes, a release each
LOADED = ("data/2022-2026/plan.xlsx", "data/2022-2026/goals/1.1.xlsx", "data/2022-2026/goals/1.2.xlsx")
#: of a table, each by its columns
Rows = list[dict[str, object]]
HAS_HISTORY = shutil.which("git") is not None and (ROOT / ".git").exists()


def _git(*arguments: str) -> str:
    return subprocess.run(("git", *arguments), cwd=ROOT, capture_output=True, text=True, check=True).stdout


def _before(migration: str) -> list[str]:
    """Commits before a migration came, the newest first: the last one may be half of something."""
    # a migration may get its number where two branches are merged: that, too, is a commit with what it changes
    merges = ("-m", "--full-history", "--topo-order")
    parents = _git("log", *merges, "--reverse", "--format=%P", "-S", migration, "--", "kpi/store").split()
    return _git("rev-list", "--max-count=12", parents[0]).split() if parents else []


def _versions(folder: Path, count: int) -> Iterator["Version"]:
    """The last version that starts before each of the last migrations."""
    for number, migration in enumerate(reversed(MIGRATIONS[-count:] if count else ())):
        tried = (Version(folder / str(number), commit) for commit in _before(migration.__name__))
        yield next(version for version in tried if version.starts())


@pytest.mark.skipif(not HAS_HISTORY, reason="there is no history of the code here")
def test_there_is_a_version_before_each_of_the_last_migrations() -> None:
    last = [migration.__name__ for migration in MIGRATIONS[-2:]]
    assert [name for name in last if not _before(name)] == []


class Version:
    """The code of a version, unpacked beside the present one, and a store that both work on."""

    def __init__(self, folder: Path, commit: str) -> None:
        self.folder, self.store = folder / commit[:12], folder / "store" / "postup.sqlite"
        self.folder.mkdir(parents=True)
        self.store.parent.mkdir(exist_ok=True)
        archive = folder / "code.tar"
        _git("archive", "--output", str(archive), commit, "kpi", *LOADED, "pyproject.toml")
        with tarfile.open(archive) as packed:
            packed.extractall(self.folder, filter="data")

    def run(self, *arguments: str, code: Path | None = None) -> "subprocess.CompletedProcess[str]":
        """A command by this version's code, or by the one of the folder `code`."""
        where = code or self.folder
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("POSTUP_")},
            "PYTHONPATH": str(where),
            "POSTUP_STORE": str(self.store),
            "POSTUP_BACKUPS": str(self.store.parent / "backups"),
            "POSTUP_LANGUAGE": "en",
        }
        command = (sys.executable, "-m", "kpi", *arguments)
        return subprocess.run(command, cwd=where, env=environment, capture_output=True, text=True, check=False)

    def starts(self) -> bool:
        """Whether its code runs: some commits are half of something."""
        return self.run("--help").returncode == 0

    def rows(self) -> dict[str, Rows]:
        """All that the store holds, table by table."""
        with sqlite3.connect(self.store) as connection:
            names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return {name: _rows(connection, name) for name in names if not name.startswith("sqlite_")}


def _rows(connection: sqlite3.Connection, table: str) -> Rows:
    found = connection.execute(f'SELECT * FROM "{table}"')  # noqa: S608 (a name of the schema)
    columns = [column for column, *_ in found.description]
    return [dict(zip(columns, row, strict=True)) for row in found]


def _differing(before: dict[str, Rows], now: dict[str, Rows]) -> list[str]:
    """Rows of before that are not there now, by the columns that they had, and rows that nobody wrote."""
    told = []
    for table, rows in before.items():
        columns = list(rows[0]) if rows else []
        then, there = (
            Counter(repr([row.get(column) for column in columns]) for row in some)
            for some in (rows, now.get(table, []) if rows else [])
        )
        told += [f"{table}: lost {row}" for row in (then - there).elements()]
        # the record of migrations grows by an upgrade, the journal by a restoring
        told += [f"{table}: new {row}" for row in (there - then).elements() if table not in ("migration", "audit")]
    return told


@pytest.mark.skipif(not HAS_HISTORY, reason="there is no history of the code here")
def test_from_the_versions_before_and_back(tmp_path: Path, reached: Reached) -> None:
    told = [_changed_by(version) for version in _versions(tmp_path, asked("U1", "versions"))]
    differing = [one for some, _ in told for one in some]
    assert differing == []
    reached("U1", versions=len(told), differing=len(differing), rows=min((count for _, count in told), default=0))


def _changed_by(old: Version) -> tuple[list[str], int]:
    """What an upgrade from the version changes in the store's rows, and the way back to it; of how many rows."""
    for number, name in enumerate(LOADED, start=1):
        loaded = old.run("load", name, "--published", f"2026-11-{7 * number:02}")
        assert loaded.returncode == 0, loaded.stderr
    added = old.run("user", "add", "koval", "--name", "Олена Коваль", "--role", "administrator", "--invite")
    assert added.returncode == 0, added.stderr
    assert old.run("backup").returncode == 0
    before = old.rows()
    # the present code brings the store to its schema
    assert old.run("user", "list", code=ROOT).returncode == 0
    after = old.rows()
    assert len(after["migration"]) == len(MIGRATIONS) > len(before["migration"])
    examined = old.run("doctor", "--json", code=ROOT).stdout.splitlines()
    schema = next(one for one in map(json.loads, examined) if one["check"] == "schema")
    assert schema["state"] == "ok", schema
    # the older code says in words that it does not understand the newer store
    refused = old.run("user", "list")
    assert refused.returncode != 0
    assert refused.stderr.strip()
    assert "Traceback" not in refused.stderr
    # the way back: the former code and its backup
    (file,) = (old.store.parent / "backups").glob("*.sqlite")
    restored = old.run("restore", str(file))
    assert restored.returncode == 0, restored.stderr
    assert old.run("user", "list").returncode == 0
    again = old.rows()
    assert len(again["migration"]) == len(before["migration"])
    return [*_differing(before, after), *_differing(before, again)], sum(map(len, before.values()))
