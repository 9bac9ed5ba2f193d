"""When the store cannot be used, a reason by code is told, and nothing is torn."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import insert

from kpi.__main__ import main
from kpi.store import Store, StoreError, connect, migrate, open_store, read_internal
from kpi.store.engine import file_of, public_path_of
from kpi.store.migrations import MIGRATION, MIGRATIONS
from kpi.text import Text
from tests.books import AUGUST, MAY, checked, hospitals, observation, plan
from tests.languages import BOTH
from tests.publishing import publish


def reason_of(error: pytest.ExceptionInfo[StoreError]) -> str:
    for language in BOTH:
        assert Text(language).say(f"store.trouble.{error.value.reason}")
    return error.value.reason


def test_a_file_of_another_kind(tmp_path: Path) -> None:
    (tmp_path / "postup.sqlite").write_bytes(b"not a database" * 1000)
    with pytest.raises(StoreError) as caught:
        migrate(connect(str(tmp_path / "postup.sqlite")))
    assert reason_of(caught) == "corrupt"


def test_a_place_that_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "postup.sqlite").mkdir()
    with pytest.raises(StoreError) as caught:
        migrate(connect(str(tmp_path / "postup.sqlite")))
    assert reason_of(caught) == "unreachable"


def test_a_store_of_a_newer_programme(store: Store) -> None:
    with store.writing() as connection:
        row = {"number": len(MIGRATIONS) + 1, "name": "m9999_later", "at": ""}
        connection.execute(insert(MIGRATION), row)
    with pytest.raises(StoreError) as caught:
        migrate(store)
    assert reason_of(caught) == "newer"


def test_a_full_disk_tears_nothing(sqlite_store: Store) -> None:
    store = sqlite_store
    publish([checked(plan()), checked(hospitals())], MAY, store=store)
    before = read_internal(where=store.name).observations
    many = hospitals(*(observation("1.2.1", f"2023-{m:02d}", 1.0, comment="а" * 2000) for m in range(1, 13)))
    from kpi.services.publishing.release_writer import PublicationContext, enter

    with pytest.raises(StoreError) as caught, store.writing() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        enter(connection, store, [checked(many)], PublicationContext(published=AUGUST))
    assert reason_of(caught) == "full"
    assert read_internal(where=store.name).observations.equals(before)
    assert publish([checked(many)], AUGUST, store=store).release is not None, "it recovers by itself"


def test_who_waits_too_long_for_the_turn_to_write_is_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """In this process, and where another one writes: nobody waits for ever, and nothing of the told one is kept."""
    monkeypatch.setattr("kpi.store.engine.BUSY_MS", 200)
    elsewhere = replace(store, name=f"{store.name} of another process")
    with store.writing():
        for other in (store, elsewhere):
            with pytest.raises(StoreError) as told, other.writing():
                pytest.fail("two write at once")
            assert reason_of(told) == "busy"
    with elsewhere.writing():
        pass


def test_a_fault_of_the_programme_stays_what_it_is(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.writing() as connection:
        connection.exec_driver_sql("INSERT INTO audit VALUES ('1', 1, '', '', '', '', '', '', '')")
        raise ZeroDivisionError
    with store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM audit").scalar() == 0


def test_what_is_only_tried_is_taken_back(store: Store) -> None:
    with store.trying() as connection:
        connection.exec_driver_sql("INSERT INTO audit VALUES ('1', 1, '', '', '', '', '', '', '')")
    with store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM audit").scalar() == 0


@pytest.mark.parametrize(
    ("where", "file"),
    [
        ("/data/postup.sqlite", "/data/postup.sqlite"),
        ("sqlite:////data/postup.sqlite", "/data/postup.sqlite"),
        ("postgresql://db/postup", None),
        ("postgres://db/postup", None),
    ],
)
def test_where_a_store_lives(where: str, file: str | None) -> None:
    assert file_of(where) == (None if file is None else Path(file))


def test_two_stores_in_a_folder_have_two_snapshots() -> None:
    assert public_path_of(Path("/data/postup.sqlite"), "1") == Path("/data/public.sqlite")
    assert public_path_of(Path("/data/second.sqlite"), "1") == Path("/data/second-public.sqlite")


def test_a_mistyped_place_makes_no_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for mistyped in ("postpu/postup.sqlite", "postpu/data/postup.sqlite"):
        monkeypatch.setenv("POSTUP_STORE", str(tmp_path / mistyped))
        for command in (["user", "list"], ["export", "--site", str(tmp_path / "site")]):
            assert main(command) == 1
            assert "POSTUP_STORE" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
    # the folder that is meant where nothing is said is made
    monkeypatch.setenv("POSTUP_STORE", "var/own.sqlite")
    assert main(["user", "list"]) == 0
    assert (tmp_path / "var" / "own.sqlite").exists()
    assert open_store(str(tmp_path / "data" / "postup.sqlite")).path == tmp_path / "data" / "postup.sqlite"
