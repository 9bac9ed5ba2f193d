"""The schema: made from nothing, once, and guarded by the database itself."""

import sqlite3
import threading
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import create_mock_engine, inspect, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DatabaseError, IntegrityError

from kpi.measure import dataset as ds
from kpi.publish import publish
from kpi.store import Store, connect, migrate, open_store, read_public, schema
from kpi.store.migrations import MIGRATIONS, applied, protect
from tests.books import MAY, checked, hospitals, plan

APPEND_ONLY = [table.name for table in schema.append_only()]


def test_an_empty_place_gets_every_table_once(tmp_path: Path) -> None:
    store = connect(str(tmp_path / "new" / "postup.sqlite"))
    assert migrate(store) == [migration.__name__ for migration in MIGRATIONS]
    assert migrate(store) == []
    with store.reading() as connection:
        assert set(inspect(connection).get_table_names()) == {*schema.METADATA.tables, "migration"}
        assert applied(connection) == [migration.__name__ for migration in MIGRATIONS]


def test_first_starts_at_once_make_one_schema(tmp_path: Path) -> None:
    where = str(tmp_path / "postup.sqlite")
    applied_by: list[list[str]] = []
    threads = [threading.Thread(target=lambda: applied_by.append(migrate(connect(where)))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # each in a transaction of its own, so two may share them; none is run twice
    assert len(applied_by) == 8
    assert sorted(name for names in applied_by for name in names) == sorted(m.__name__ for m in MIGRATIONS)


def test_a_plan_stored_before_has_no_approval_in_english(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "old.sqlite"))
    publish([checked(plan()), checked(hospitals())], MAY, store=store)
    with store.writing() as connection:
        for column in ("act_en", "source_en"):
            connection.exec_driver_sql(f"ALTER TABLE strategy_rev DROP COLUMN {column}")
        connection.exec_driver_sql("DELETE FROM migration WHERE name = 'm0006_approval_in_english'")
    assert migrate(store) == ["m0006_approval_in_english"]
    said = read_public(where=str(tmp_path / "old.sqlite")).strategy
    assert (said.act_en, said.source_en) == ("", "")


def test_the_settings_that_keep_what_is_acknowledged(store: Store) -> None:
    with store.reading() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 60_000}


def test_the_schema_holds_every_column_of_the_dataset() -> None:
    stored = {
        "observations": (
            ds.OBSERVATIONS,
            schema.OBSERVATION.table.c,
            {"source_file", "department", "deed", "deed_reason"},
        ),
        "indicators": (ds.INDICATORS, schema.INDICATOR.table.c, {"source_file"}),
        "targets": (ds.TARGETS, schema.TARGET.table.c, {"decided"}),
        "nodes": (ds.NODES, schema.NODE.table.c, set()),
        "suspensions": (ds.SUSPENSIONS, schema.SUSPENSION.table.c, set()),
        "actions": (ds.ACTIONS, schema.ACTION.table.c, set()),
        "departments": (ds.DEPARTMENTS, schema.DEPARTMENT.table.c, set()),
    }
    for name, (frame, columns, joined) in stored.items():
        assert set(frame) - set(columns.keys()) == joined, name


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = open_store(str(tmp_path_factory.mktemp("filled") / "postup.sqlite"))
    publish([checked(plan()), checked(hospitals())], MAY, store=store)
    return store


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("change", ["UPDATE {table} SET community = community", "DELETE FROM {table}"])
def test_what_was_written_is_never_changed(filled: Store, table: str, change: str) -> None:
    statement = change.format(table=table)
    if table == "source_file":
        statement = statement.replace("community", "sha256")
    with filled.reading() as connection:
        before = connection.execute(text(f"SELECT count(*) FROM {table}")).scalar()  # noqa: S608
    assert before, "the fixture fills every table"
    with pytest.raises(IntegrityError, match="append-only"), filled.writing() as connection:
        connection.execute(text(statement))


def test_the_triggers_hold_for_any_program(filled: Store) -> None:
    assert filled.path is not None
    with sqlite3.connect(filled.path) as raw, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        raw.execute("UPDATE observation_rev SET value = 1")


def test_an_error_names_no_values(store: Store) -> None:
    row = {"community": "1", "edition": "e", "seq": 1, "published": date(2026, 1, 1), "uploads": 1, "note": "canary"}
    with pytest.raises(DatabaseError) as caught, store.writing() as connection:
        connection.execute(schema.RELEASE.insert(), [row, row])
    assert "canary" not in str(caught.value)


def test_the_schema_can_be_said_in_postgresql() -> None:
    said: list[str] = []
    engine = create_mock_engine(
        "postgresql+psycopg://", lambda sql, *_, **__: said.append(str(sql.compile(dialect=postgresql.dialect())))
    )  # type: ignore[no-untyped-call]
    schema.METADATA.create_all(engine, checkfirst=False)
    assert sum("CREATE TABLE" in one for one in said) == len(schema.METADATA.tables)


def test_postgresql_is_given_the_same_guards() -> None:
    class Listening:
        def __init__(self) -> None:
            self.dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
            self.said: list[str] = []

        def exec_driver_sql(self, statement: str) -> None:
            self.said.append(statement)

    listening = Listening()
    protect(listening, schema.AUDIT)  # type: ignore[arg-type]
    assert "BEFORE UPDATE OR DELETE OR TRUNCATE ON audit" in listening.said[-1]


def test_a_store_is_made_where_the_environment_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POSTUP_STORE", str(tmp_path / "a" / "b.sqlite"))
    assert open_store().path == tmp_path / "a" / "b.sqlite"
    monkeypatch.delenv("POSTUP_STORE")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/c.sqlite")
    assert open_store().path == tmp_path / "c.sqlite"
