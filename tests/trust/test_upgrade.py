"""An upgrade from the versions before, and the way back by a backup, as docs/operate.md tells it, with their code."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpi.store.migrations import MIGRATIONS
from tests.shipped import ROOT
from tests.trust.promises import Reached, asked


def _git(*arguments: str) -> str:
    return subprocess.run(("git", *arguments), cwd=ROOT, capture_output=True, text=True, check=True).stdout


def _before(migration: str) -> list[str]:
    """Commits before a migration came, the newest first: the last one may be half of something."""
    parents = _git("log", "--reverse", "--format=%P", "-S", migration, "--", "kpi/store").split()
    return _git("rev-list", "--max-count=12", parents[0]).split() if parents else []


def _versions(folder: Path, count: int) -> Iterator["Version"]:
    """The last version that starts before each of the last migrations."""
    for number, migration in enumerate(reversed(MIGRATIONS[-count:] if count else ())):
        tried = (Version(folder / str(number), commit) for commit in _before(migration.__name__))
        yield next(version for version in tried if version.starts())


class Version:
    """The code of a version, unpacked beside the present one, and a store that both work on."""

    def __init__(self, folder: Path, commit: str) -> None:
        self.folder, self.store = folder / commit[:12], folder / "store" / "postup.sqlite"
        self.folder.mkdir(parents=True)
        self.store.parent.mkdir(exist_ok=True)
        archive = folder / "code.tar"
        _git("archive", "--output", str(archive), commit, "kpi", "data/2022-2026/plan.xlsx", "pyproject.toml")
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

    def rows(self) -> dict[str, int]:
        """How many rows each table of the store has."""
        with sqlite3.connect(self.store) as connection:
            names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            counted = {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608
        return {name: count for name, count in counted.items() if not name.startswith("sqlite_")}


def test_from_a_version_before_and_back(tmp_path: Path, reached: Reached) -> None:
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("there is no history of the code here")
    lost = [_lost_by(version) for version in _versions(tmp_path, asked("U1", "versions"))]
    reached("U1", versions=len(lost), rows_lost=sum(lost))


def _lost_by(old: Version) -> int:
    """Rows that an upgrade from the version loses, and the way back to it."""
    assert old.run("load", "data/2022-2026/plan.xlsx", "--published", "2026-01-15").returncode == 0
    assert old.run("backup").returncode == 0
    before = old.rows()
    # the present code brings the store to its schema
    assert old.run("user", "list", code=ROOT).returncode == 0
    after = old.rows()
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
    # the journal tells of the restoring too
    return sum(max(0, count - now.get(name, 0)) for now in (after, again) for name, count in before.items())
