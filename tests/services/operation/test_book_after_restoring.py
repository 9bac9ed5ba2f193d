"""The book of releases goes on after a restoring as outsiders were told it, on both databases; it is verified then."""

from pathlib import Path

import pytest

from kpi.__main__ import main
from kpi.services.operation.backups import Backup, make_backup
from kpi.services.operation.restoring import restore_backup
from kpi.services.operation.transfer import transfer
from kpi.services.seals.public_log import public_log
from kpi.store import Store, open_store
from kpi.store.beside import seals
from tests.books import AUGUST, checked, hospitals, observation
from tests.postgresql import Server
from tests.publishing import publish
from tests.services.operation.conftest import NOW

pytestmark = pytest.mark.sqlite


def _publish(store: Store, value: float = 1) -> None:
    publish([checked(hospitals(observation("1.2.1", "2026-Q2", value)))], AUGUST, store=store)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "backups"
    made.mkdir()
    return made


@pytest.fixture
def server(store: Store, postgresql: Server) -> Store:
    """The store in a database, with one release more than the backup that `backup` makes of it."""
    found = open_store(postgresql.empty())
    transfer(store, found)
    return found


@pytest.fixture
def backup(server: Store, folder: Path) -> Backup:
    made = make_backup(server, folder, NOW)[0]
    _publish(server)
    return made


def _entries(store: Store) -> list[str]:
    with store.reading() as connection:
        return seals.entries(connection, store.community)


def test_a_server_s_book_goes_on_in_a_new_database(server: Store, backup: Backup, postgresql: Server) -> None:
    told = public_log(server.name)
    assert len(told.entries) == 2
    address = postgresql.empty()
    done = restore_backup(backup.file, NOW, actor="operator", where=address, former=server.name)
    again = public_log(address)
    assert (again.entries, str(again.note)) == (told.entries, str(told.note))
    assert _entries(open_store(address)) == _entries(server)
    assert [one.checkpoint.size for one in done.told] == [2]


def test_a_server_s_book_goes_on_from_a_file_and_back(
    store: Store, folder: Path, postgresql: Server, tmp_path: Path
) -> None:
    saved = make_backup(store, folder, NOW)[0]
    _publish(store)
    address = postgresql.empty()
    restore_backup(saved.file, NOW, actor="operator", where=address, former=store.name)
    assert public_log(address).entries == public_log(store.name).entries
    back = str(tmp_path / "back" / "postup.sqlite")
    restore_backup(saved.file, NOW, actor="operator", where=back, former=address)
    assert public_log(back).entries == public_log(store.name).entries


def test_what_is_published_afterwards_follows_what_was_told(server: Store, backup: Backup, postgresql: Server) -> None:
    address = postgresql.empty()
    restore_backup(backup.file, NOW, actor="operator", where=address, former=server.name)
    _publish(open_store(address), 7)
    entries, told = public_log(address).entries, public_log(server.name).entries
    assert entries[: len(told)] == told
    assert len(entries) == len(told) + 1, "a day that was sealed is published anew, otherwise"


def test_the_command_says_whether_the_book_goes_on(
    server: Store,
    backup: Backup,
    postgresql: Server,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("POSTUP_STORE", postgresql.empty())
    assert main(["restore", str(backup.file), "--former", server.name]) == 0
    assert f"Книга продовжує підсумок із файлу {server.name} (записів — 2)." in capsys.readouterr().out
    monkeypatch.setenv("POSTUP_STORE", postgresql.empty())
    assert main(["restore", str(backup.file)]) == 0
    assert "--former" in capsys.readouterr().out
    monkeypatch.setenv("POSTUP_STORE", server.name)
    assert main(["restore", str(backup.file)]) == 1
    assert "--former" in capsys.readouterr().err


def test_the_book_of_another_store_is_told(
    backup: Backup,
    postgresql: Server,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    other = open_store(str(tmp_path / "other" / "postup.sqlite"))
    publish([checked(hospitals())], AUGUST, store=other)
    monkeypatch.setenv("POSTUP_STORE", postgresql.empty())
    assert main(["restore", str(backup.file), "--former", other.name]) == 1
    assert "Показано дві різні книги" in capsys.readouterr().out
