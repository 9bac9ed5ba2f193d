"""The schema: made from nothing, once, and guarded by the database itself."""

import sqlite3
import threading
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import (
    Column,
    Dialect,
    Engine,
    MetaData,
    Text,
    create_engine,
    create_mock_engine,
    insert,
    inspect,
    make_url,
    select,
    text,
)
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlalchemy.schema import ExecutableDDLElement

from kpi.measure import dataset as ds
from kpi.model import Period
from kpi.services.publishing.administration.extension import extend_terms
from kpi.store import (  # noqa: F401 - their tables belong to the schema
    Store,
    account_tables,
    connect,
    draft_tables,
    frozen_ddl,
    letters,
    migrate,
    open_store,
    read_public,
    reminders,
    schema,
)
from kpi.store.migrations import MIGRATION, MIGRATIONS, applied, protect
from tests.books import MAY, checked, hospitals, plan
from tests.publishing import EDITOR, publish

APPEND_ONLY = (*frozen_ddl.FIRST_APPEND_ONLY, "extension_rev")


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


def _reflected(engine: Engine) -> dict[str, object]:
    """Columns with type, blank and default, keys, unique names and indexes of every table."""
    found = inspect(engine)
    return {
        name: {
            "columns": {c["name"]: (str(c["type"]), c["nullable"], c["default"]) for c in found.get_columns(name)},
            "key": found.get_pk_constraint(name)["constrained_columns"],
            "foreign": sorted(
                (f["constrained_columns"], f["referred_table"], f["referred_columns"])
                for f in found.get_foreign_keys(name)
            ),
            "unique": sorted(u["column_names"] for u in found.get_unique_constraints(name)),
            "indexes": sorted((i["name"], i["column_names"], i["unique"]) for i in found.get_indexes(name)),
        }
        for name in found.get_table_names()
        if name != "migration"
    }


def _made_of(metadata: MetaData) -> dict[str, object]:
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    return _reflected(engine)


def test_a_store_migrated_step_by_step_has_the_present_schema(tmp_path: Path) -> None:
    store = connect(str(tmp_path / "postup.sqlite"))
    migrate(store)
    assert _reflected(store.engine) == _made_of(schema.METADATA)


def test_a_schema_changed_without_a_migration_is_noticed(tmp_path: Path) -> None:
    store = connect(str(tmp_path / "postup.sqlite"))
    migrate(store)
    changed = MetaData()
    for table in schema.METADATA.tables.values():
        table.to_metadata(changed)
    changed.tables["release"].append_column(Column("editor", Text))
    assert _reflected(store.engine) != _made_of(changed)


def test_a_plan_of_the_first_day_is_brought_to_the_present(tmp_path: Path) -> None:
    store = connect(str(tmp_path / "postup.sqlite"))
    with store.writing() as connection:
        MIGRATION.create(connection)
        MIGRATIONS[0](connection)
        connection.execute(insert(MIGRATION), {"number": 1, "name": MIGRATIONS[0].__name__, "at": ""})
        connection.exec_driver_sql("INSERT INTO source_file VALUES ('a', x'00', 1)")
        connection.exec_driver_sql(
            "INSERT INTO upload (community, seq, sha256, published) VALUES ('1', 1, 'a', '2026-05-14')"
        )
        connection.exec_driver_sql(
            "INSERT INTO strategy_rev (community, edition, seq, published, removed, first_year, last_year,"
            " baseline_year, illustrative, deadline_days)"
            " VALUES ('1', '2022-2026', 1, '2026-05-14', 0, 2022, 2026, 2021, 1, 20)"
        )
    assert migrate(store) == [migration.__name__ for migration in MIGRATIONS[1:]]
    assert _reflected(store.engine) == _made_of(schema.METADATA)
    with store.reading() as connection:
        row = connection.execute(select(schema.STRATEGY.table)).mappings().one()
    assert (row["approval"], row["act_en"], row["deadline_days"], row["deadline_days_month"]) == (False, "", 20, None)


def test_a_store_loses_the_copy_that_nobody_read(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "old.sqlite"))
    publish([checked(plan()), checked(hospitals())], MAY, store=store)
    with store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM migration WHERE number >= 7")
        connection.exec_driver_sql("CREATE TABLE observation_head (community TEXT, code TEXT)")
    before = len(read_public(where=str(tmp_path / "old.sqlite")).observations)
    assert migrate(store) == [migration.__name__ for migration in MIGRATIONS[6:]]
    assert _reflected(store.engine) == _made_of(schema.METADATA)
    assert len(read_public(where=str(tmp_path / "old.sqlite")).observations) == before > 0


def test_a_plan_stored_before_has_no_approval_in_english(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "old.sqlite"))
    publish([checked(plan()), checked(hospitals())], MAY, store=store)
    with store.writing() as connection:
        for column in ("act_en", "source_en"):
            connection.exec_driver_sql(f"ALTER TABLE strategy_rev DROP COLUMN {column}")
        connection.exec_driver_sql("DELETE FROM migration WHERE number >= 6")
    assert migrate(store) == [migration.__name__ for migration in MIGRATIONS[5:]]
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
        "extensions": (ds.EXTENSIONS, schema.EXTENSION.table.c, set()),
    }
    for name, (frame, columns, joined) in stored.items():
        assert set(frame) - set(columns.keys()) == joined, name


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = open_store(str(tmp_path_factory.mktemp("filled") / "postup.sqlite"))
    publish([checked(plan()), checked(hospitals())], MAY, store=store)
    extend_terms(EDITOR, [("1.2.1", Period.parse("2026-Q2"))], date(2026, 9, 1), "хвороба", today=MAY, store=store)
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


def test_every_table_of_revisions_is_guarded() -> None:
    assert {revisions.table.name for revisions in schema.REVISIONS} < set(APPEND_ONLY)


def test_an_error_names_no_values(store: Store) -> None:
    row = {"community": "1", "edition": "e", "seq": 1, "published": date(2026, 1, 1), "uploads": 1, "note": "canary"}
    with pytest.raises(DatabaseError) as caught, store.writing() as connection:
        connection.execute(schema.RELEASE.insert(), [row, row])
    assert "canary" not in str(caught.value)


def test_every_table_of_the_schema_is_made_in_the_types_of_postgresql() -> None:
    """The frozen statements against the schema, word by word; the steps that add columns say their types themselves."""
    said: list[str] = []
    dialect = _postgresql()

    def say(statement: ExecutableDDLElement, *_: object, **__: object) -> None:
        said.append(str(statement.compile(dialect=dialect)))

    engine = create_mock_engine("postgresql+psycopg://", say)
    schema.METADATA.create_all(engine, checkfirst=False)
    wanted = {_plain(one) for one in said if "CREATE TABLE" in one and "strategy_rev" not in one}
    made = {
        _plain(one)
        for ddl in (frozen_ddl.FIRST, frozen_ddl.SIGNING_IN, frozen_ddl.DRAFTS, *_LATER)
        for one in frozen_ddl.statements(ddl, "postgresql")
    }
    assert wanted <= made


_LATER = (frozen_ddl.REMINDERS, frozen_ddl.EXTENSIONS_AND_LETTERS)


def _postgresql() -> Dialect:
    return make_url("postgresql+psycopg://").get_dialect()()


def _plain(statement: str) -> str:
    """Without what is written otherwise and means the same."""
    return "".join(statement.replace("IF NOT EXISTS", "").split())


def test_postgresql_is_given_the_same_guards() -> None:
    class Listening:
        def __init__(self) -> None:
            self.dialect = _postgresql()
            self.said: list[str] = []

        def exec_driver_sql(self, statement: str) -> None:
            self.said.append(statement)

    listening = Listening()
    protect(listening, "audit")  # type: ignore[arg-type] # a connection that only listens
    assert "BEFORE UPDATE OR DELETE OR TRUNCATE ON audit" in listening.said[-1]


def test_a_store_is_made_where_the_environment_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POSTUP_STORE", str(tmp_path / "a" / "b.sqlite"))
    assert open_store().path == tmp_path / "a" / "b.sqlite"
    monkeypatch.delenv("POSTUP_STORE")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/c.sqlite")
    assert open_store().path == tmp_path / "c.sqlite"
