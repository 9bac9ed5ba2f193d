"""An upgrade from the versions before, and the way back by a backup, as docs/operate.md tells it, with their code."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from kpi.store.migrations import MIGRATIONS
from tests.shipped import ROOT
from tests.trust.promises import Reached, asked


def _git(*arguments: str) -> str:
    return subprocess.run(("git", *arguments), cwd=ROOT, capture_output=True, text=True, check=True).stdout


def _versions() -> list[str]:
    """The commits before each of the last two migrations came, the newest first; none where there is no history."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        return []
    found = []
    for migration in reversed(MIGRATIONS[-2:]):
        # as it came to the main line: a commit of a branch may be half of something
        line = ("--first-parent", "--diff-merges=first-parent", "--reverse", "--format=%P")
        parents = _git("log", *line, "-S", migration.__name__, "--", "kpi/store").split()
        found += parents[:1]
    return found


class Version:
    """The code of a version, unpacked beside the present one, and a store that both work on."""

    def __init__(self, folder: Path, commit: str) -> None:
        self.folder, self.store = folder / commit[:12], folder / "store" / "postup.sqlite"
        self.folder.mkdir(parents=True)
        self.store.parent.mkdir()
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
        done = subprocess.run(command, cwd=where, env=environment, capture_output=True, text=True, check=False)
        assert "Traceback" not in done.stderr, done.stderr[-2000:]
        return done

    def rows(self) -> dict[str, int]:
        """How many rows each table of the store has."""
        with sqlite3.connect(self.store) as connection:
            names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            counted = {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608
        return {name: count for name, count in counted.items() if not name.startswith("sqlite_")}


def test_from_a_version_before_and_back(tmp_path: Path, reached: Reached) -> None:
    known = _versions()
    if not known:
        pytest.skip("there is no history of the code here")
    tried = known[: asked("U1", "versions")]
    lost = sum(_lost_by(Version(tmp_path / str(number), commit)) for number, commit in enumerate(tried))
    reached("U1", versions=len(tried), rows_lost=lost)


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
    # the way back: the former code and its backup
    (file,) = (old.store.parent / "backups").glob("*.sqlite")
    restored = old.run("restore", str(file))
    assert restored.returncode == 0, restored.stderr
    assert old.run("user", "list").returncode == 0
    again = old.rows()
    # the journal tells of the restoring too
    return sum(max(0, count - now.get(name, 0)) for now in (after, again) for name, count in before.items())
