"""A backup is one file that was opened and counted; what it held is there again after any loss."""

import os
import shutil
import sqlite3
import subprocess
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from kpi.__main__ import main
from kpi.services.operation.backups import BackupError, backups_in, contents_of, make_backup, verify_backup
from kpi.services.operation.restoring import restore_backup
from kpi.store import Store, open_store, read_public
from kpi.store.audit import broken_link, entries
from kpi.store.schema import AUDIT
from tests.books import AUGUST, checked, hospitals, observation
from tests.postgresql import Server
from tests.publishing import publish
from tests.services.operation.conftest import NOW, held

pytestmark = pytest.mark.sqlite

JOURNAL = "audit"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "kept"


def test_a_destroyed_store_is_there_again_row_by_row(store: Store, folder: Path) -> None:
    before, shown = held(store), read_public(where=store.name)
    backup, _ = make_backup(store, folder, NOW)
    assert store.path is not None
    shutil.rmtree(store.path.parent)

    done = restore_backup(backup.file, NOW, actor="operator", where=store.name)

    assert done.aside is None
    after = held(store)
    assert before.pop(JOURNAL).rows + 1 == after.pop(JOURNAL).rows, "the journal tells of the restoring"
    assert after == before
    with store.reading() as connection:
        assert broken_link(connection, store.community) is None
        last = entries(connection, store.community)[-1]
        rows = connection.execute(select(AUDIT).order_by(AUDIT.c.number)).all()
    assert (last["actor"], last["action"]) == ("operator", "store_restored")
    with sqlite3.connect(backup.file) as raw:
        assert [tuple(row) for row in rows[:-1]] == raw.execute("SELECT * FROM audit ORDER BY number").fetchall()
    assert read_public(where=store.name).observations.equals(shown.observations)


def test_the_replaced_store_is_kept_aside(store: Store, folder: Path) -> None:
    backup, _ = make_backup(store, folder, NOW)
    publish([checked(hospitals(observation("1.2.1", "2026-Q2", 1.0)))], AUGUST, store=store)
    later = held(store)
    done = restore_backup(backup.file, NOW, actor="operator", where=store.name)
    assert done.aside is not None
    assert contents_of(done.aside) == later
    assert len(read_public(where=store.name).releases) == 1, "pages show the restored state, not the replaced one"
    again = restore_backup(done.aside, NOW + timedelta(seconds=1), actor="operator", where=store.name)
    assert again.aside != done.aside
    assert len(read_public(where=store.name).releases) == 2


def test_a_damaged_store_is_kept_aside_with_all_its_files(store: Store, folder: Path) -> None:
    backup, _ = make_backup(store, folder, NOW)
    assert store.path is not None
    store.path.write_bytes(b"no database" * 1000)
    Path(f"{store.path}-wal").write_bytes(b"its newest pages")
    done = restore_backup(backup.file, NOW, actor="operator", where=store.name)
    assert done.aside is not None
    assert done.aside.read_bytes().startswith(b"no database")
    assert Path(f"{done.aside}-wal").read_bytes() == b"its newest pages"
    assert held(store)["account"].rows == 1


def test_a_backup_is_of_one_state_while_others_write(store: Store, folder: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            publish([checked(hospitals(observation("1.2.1", "2026-Q2", float(number))))], AUGUST, store=store)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [make_backup(store, folder, NOW + timedelta(seconds=n))[0] for n in range(6)]
    finally:
        stop.set()
        writer.join()
    counts = [one.held["upload"].rows for one in made]
    assert counts == sorted(counts)
    assert all(one.held["upload"].rows == one.held["release"].rows + 1 for one in made), "no upload is torn"
    assert all(verify_backup(one.file) == one for one in made)


def test_a_backup_is_for_its_owner_alone_and_its_checksum_is_everybodys(store: Store, folder: Path) -> None:
    backup, _ = make_backup(store, folder, NOW)
    assert backup.file.name == f"postup-{NOW:%Y-%m-%dT%H-%M-%S}Z.sqlite"
    assert oct(folder.stat().st_mode & 0o777) == "0o700"
    assert oct(backup.file.stat().st_mode & 0o777) == "0o600"
    checked_by = ("sha256sum", "--check", f"{backup.file.name}.sha256")
    assert subprocess.run(checked_by, cwd=folder, check=False, capture_output=True).returncode == 0
    assert sorted(p.name for p in folder.iterdir()) == [backup.file.name, f"{backup.file.name}.sha256"]


def test_as_many_are_kept_as_are_asked_for(store: Store, folder: Path) -> None:
    other = folder / "postup-by-hand.sqlite"
    folder.mkdir()
    other.touch()
    for day in range(4):
        made, _ = make_backup(store, folder, NOW + timedelta(days=day), keep=2)
    assert len(backups_in(folder)) == 2
    assert backups_in(folder)[0] == made.file
    assert len(list(folder.glob("*.sha256"))) == 2
    assert other.exists(), "only what the command made is removed"


def _tampered(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file)) as raw, raw:
        for verb in ("update", "delete"):
            raw.execute(f"DROP TRIGGER audit_no_{verb}")
        raw.execute(statement)
    Path(f"{file}.sha256").unlink()


def _broken(file: Path) -> None:
    with file.open("r+b") as opened:
        opened.seek(8192)
        opened.write(os.urandom(20_000))
    Path(f"{file}.sha256").unlink()


def _shorter(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


def _in_use(file: Path) -> None:
    Path(f"{file}.sha256").unlink()
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("PRAGMA journal_mode = WAL")


def _newer(file: Path) -> None:
    _tampered(file, "INSERT INTO migration VALUES (999, 'm0999_later', '')")


def _altered(file: Path) -> None:
    _tampered(file, "UPDATE audit SET actor = 'nobody' WHERE number = 1")


def _empty(file: Path) -> None:
    Path(f"{file}.sha256").unlink()
    file.write_bytes(b"")


SPOILT: dict[str, Callable[[Path], None]] = {
    "chain": _altered,
    "newer": _newer,
    "damaged": _broken,
    "checksum": _shorter,
    "in_use": _in_use,
    "missing": Path.unlink,
    "foreign": _empty,
}


@pytest.mark.parametrize("reason", SPOILT)
def test_a_spoilt_backup_is_refused_in_words_and_nothing_is_changed(
    reason: str, store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    backup, _ = make_backup(store, folder, NOW)
    SPOILT[reason](backup.file)
    before = held(store)
    monkeypatch.setenv("POSTUP_STORE", store.name)
    with pytest.raises(BackupError) as refused:
        verify_backup(backup.file)
    assert refused.value.reason == reason
    assert main(["restore", str(backup.file)]) == 1
    assert backup.file.name in capsys.readouterr().err
    assert main(["backup", "--verify", str(backup.file)]) == 1
    assert held(store) == before


def test_the_commands_of_a_whole_loss(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("POSTUP_STORE", store.name)
    monkeypatch.setenv("POSTUP_BACKUPS", str(folder))
    assert main(["backup", "--keep", "3"]) == 0
    (file,) = backups_in(folder)
    assert str(file) in capsys.readouterr().out
    assert main(["backup", "--verify", str(file)]) == 0
    assert store.path is not None
    for part in store.path.parent.glob("postup.sqlite*"):
        part.unlink()
    assert main(["backup"]) == 1
    assert not store.path.exists(), "asking for a backup makes no store"
    assert main(["restore", str(file)]) == 0
    capsys.readouterr()
    assert main(["journal"]) == 0
    assert "сховище відновлено з резервної копії" in capsys.readouterr().out
    assert main(["journal", "--verify"]) == 0
    assert main(["backup", "--keep", "0"]) == 2


def test_a_server_s_store_has_the_same_backups(store: Store, folder: Path, postgresql: Server) -> None:
    """A file of SQLite, read and written alike: restored into an empty database, refused by one that holds data."""
    file = make_backup(store, folder, NOW)[0].file
    address = postgresql.empty()
    restore_backup(file, NOW, actor="operator", where=address)
    server = open_store(address)
    theirs, ours = held(server), held(store)
    assert theirs.pop(JOURNAL).rows == ours.pop(JOURNAL).rows + 1
    assert theirs == ours
    assert len(read_public(where=address).releases) == 1
    again, _ = make_backup(server, folder, NOW + timedelta(seconds=1))
    assert {name: t for name, t in again.held.items() if name != JOURNAL} == ours
    with pytest.raises(BackupError, match="not_empty"):
        restore_backup(file, NOW, actor="operator", where=address)
    assert sorted(p.suffix for p in folder.iterdir()) == [".sha256", ".sha256", ".sqlite", ".sqlite"]
