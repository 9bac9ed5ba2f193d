"""The schema: made from nothing, once, and guarded by the database itself."""

import importlib
import pkgutil
import sqlite3
import threading
from dataclasses import replace
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
    delete,
    insert,
    inspect,
    make_url,
    select,
    text,
)
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlalchemy.schema import ExecutableDDLElement

import kpi.store as store_package
from kpi.measure import dataset as ds
from kpi.model import Action, ActionMoney, ActionState, CorrectiveAction, Oversight
from kpi.services.publishing.administration.extension import extend_terms
from kpi.services.publishing.snapshot import refresh_public
from kpi.store import Store, connect, open_store, read_public, schema
from kpi.store.migrations import MIGRATION, MIGRATIONS, applied, migrate
from kpi.store.people import account_tables, accounts
from kpi.store.schema_changes import frozen_ddl, frozen_ddl_later
from kpi.store.schema_changes.later import m0022_decisions
from kpi.store.schema_changes.statements import protect
from tests.books import AUGUST, MAY, checked, hospitals, plan
from tests.engines import is_postgresql
from tests.fiscal_years import CALENDAR
from tests.languages import BOTH
from tests.marks import marked
from tests.postgresql import Server
from tests.publishing import EDITOR, publish

# a table is known once its module is imported: all of them, whichever test runs first
for _module in pkgutil.walk_packages(store_package.__path__, f"{store_package.__name__}."):
    importlib.import_module(_module.name)

#: what comes after the migrations that tests take away one by one
LATER = [migration.__name__ for migration in MIGRATIONS[7:]]
APPEND_ONLY = (
    *(*frozen_ddl.FIRST_APPEND_ONLY, "corrective_action_rev", "extension_rev", "action_money_rev"),
    *frozen_ddl_later.OVERSIGHT_TABLES,
)


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


def test_a_store_that_was_ahead_gets_what_was_written_beside_it(tmp_path: Path) -> None:
    """A plan stored before keeps its term, and may name none from then on; its revisions stay as they are."""
    store = open_store(str(tmp_path / "old.sqlite"))
    publish([checked(plan(deadline_days=20)), checked(hospitals())], MAY, store=store)
    kept = [column for column in schema.STRATEGY.table.c if column.name != "deadline_days"]
    with store.writing() as connection:
        for verb in ("update", "delete"):
            connection.exec_driver_sql(f"DROP TRIGGER strategy_rev_no_{verb}")
        connection.exec_driver_sql("ALTER TABLE strategy_rev ADD COLUMN kept INTEGER NOT NULL DEFAULT 20")
        connection.exec_driver_sql("ALTER TABLE strategy_rev DROP COLUMN deadline_days")
        connection.exec_driver_sql("ALTER TABLE strategy_rev RENAME COLUMN kept TO deadline_days")
        protect(connection, "strategy_rev")
        before = connection.execute(select(*kept)).all()
        connection.exec_driver_sql("DELETE FROM migration WHERE name = 'm0021_terms'")
    assert migrate(store) == ["m0021_terms"]
    assert migrate(store) == []
    assert _reflected(store.engine) == _made_of(schema.METADATA)
    with store.reading() as connection:
        assert connection.execute(select(*kept)).all() == before
    with pytest.raises(DatabaseError, match="append-only"), store.writing() as connection:
        connection.exec_driver_sql("UPDATE strategy_rev SET deadline_days = 1")
    assert read_public(where=store.name).strategy.deadline_days == 20
    publish([checked(plan(deadline_days=None))], AUGUST, store=store)
    assert read_public(where=store.name).strategy.deadline_days is None
    assert read_public(MAY, where=store.name).strategy.deadline_days == 20


def test_a_store_loses_the_copy_that_nobody_read(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "old.sqlite"))
    publish([checked(plan()), checked(hospitals())], MAY, store=store)
    with store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM migration WHERE number >= 7")
        connection.exec_driver_sql("CREATE TABLE observation_head (community TEXT, code TEXT)")
    before = len(read_public(where=str(tmp_path / "old.sqlite")).observations)
    assert migrate(store) == ["m0007_no_observation_heads", *LATER]
    assert _reflected(store.engine) == _made_of(schema.METADATA)
    assert len(read_public(where=str(tmp_path / "old.sqlite")).observations) == before > 0


def test_a_plan_stored_before_has_no_approval_in_english(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "old.sqlite"))
    publish([checked(plan()), checked(hospitals())], MAY, store=store)
    with store.writing() as connection:
        for column in ("act_en", "source_en"):
            connection.exec_driver_sql(f"ALTER TABLE strategy_rev DROP COLUMN {column}")
        connection.exec_driver_sql("DELETE FROM migration WHERE number >= 6")
    assert migrate(store) == ["m0006_approval_in_english", "m0007_no_observation_heads", *LATER]
    said = read_public(where=str(tmp_path / "old.sqlite")).strategy
    assert (said.act_en, said.source_en) == ("", "")


def test_an_account_of_before_has_never_signed_in(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "old.sqlite"))
    with store.writing() as connection:
        connection.exec_driver_sql("DROP TABLE invitation")
        connection.exec_driver_sql("ALTER TABLE account DROP COLUMN signed_in_at")
        for column in ("restricted_until", "outcome", "outcome_day", "outcome_reason"):
            connection.exec_driver_sql(f"ALTER TABLE typed_row DROP COLUMN {column}")
        for column in ("outcome", "outcome_day", "outcome_reason"):
            connection.exec_driver_sql(f"ALTER TABLE corrective_action_rev DROP COLUMN {column}")
        connection.exec_driver_sql("DELETE FROM migration WHERE number >= 11")
        connection.exec_driver_sql(
            "INSERT INTO account (community, id, login, role, departments, disabled)"
            " VALUES ('1', 1, 'koval', 'editor', '[]', 0)"
        )
    assert migrate(store) == [migration.__name__ for migration in MIGRATIONS[10:]]
    assert _reflected(store.engine) == _made_of(schema.METADATA)
    with store.reading() as connection:
        koval = accounts.by_login(connection, store.community, "koval")
    assert koval is not None
    assert koval.signed_in is None


def test_the_settings_that_keep_what_is_acknowledged(sqlite_store: Store) -> None:
    with sqlite_store.reading() as connection:
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
    late = CorrectiveAction(
        code="1.2.1",
        period=CALENDAR.period(2026, 3, 1),
        cause="немає підрядника",
        measure="оголосити тендер",
        due=MAY,
        responsible="відділ закупівель",
    )
    money = ActionMoney(code="1.2", name="Ремонт", year=2026, source="бюджет", plan=1e6)
    book = hospitals(corrective_actions=(late,), action_money=(money,))
    publish([checked(plan()), checked(book)], MAY, store=store)
    extend_terms(EDITOR, [("1.2.1", CALENDAR.parse("2026-Q2"))], date(2026, 9, 1), "хвороба", today=MAY, store=store)
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
    # a real server holds these too (the test below)
    grown = (
        "TABLE audit",
        "TABLE strategy_rev",
        "TABLE indicator_rev",
        "TABLE account",
        "TABLE department_rev",
        "TABLE indicator_rev",
        "TABLE typed_row",
        "TABLE corrective_action_rev",
        "TABLE action_rev",
    )
    said: list[str] = []
    dialect = _postgresql()

    def say(statement: ExecutableDDLElement, *_: object, **__: object) -> None:
        said.append(str(statement.compile(dialect=dialect)))

    engine = create_mock_engine("postgresql+psycopg://", say)
    schema.METADATA.create_all(engine, checkfirst=False)
    wanted = {_plain(one) for one in said if "CREATE TABLE" in one and not any(t in one for t in grown)}
    made = {
        _plain(one)
        for ddl in (
            frozen_ddl.FIRST,
            frozen_ddl.SIGNING_IN,
            frozen_ddl.DRAFTS,
            frozen_ddl.REMINDERS,
            frozen_ddl_later.ACTING,
            frozen_ddl_later.FORM,
            frozen_ddl_later.EXTENSIONS_AND_LETTERS,
            frozen_ddl_later.INVITATIONS,
            frozen_ddl_later.OVERSIGHT,
            frozen_ddl_later.ACTION_MONEY,
            frozen_ddl_later.PEERS,
            frozen_ddl_later.QUESTIONS,
            frozen_ddl_later.ASSIGNMENT_ANSWERS,
            frozen_ddl_later.SUBSCRIPTIONS,
            frozen_ddl_later.SEALS,
            frozen_ddl_later.STAMPS,
        )
        for one in frozen_ddl.statements(ddl, "postgresql")
    }
    assert wanted <= made


def test_a_server_s_store_has_the_present_schema_and_its_guards(postgresql: Server) -> None:
    """What the frozen statements make of a real PostgreSQL, against what the schema makes."""
    store = open_store(postgresql.store())
    wanted = connect(postgresql.empty()).engine
    schema.METADATA.create_all(wanted)
    assert _reflected(store.engine) == _reflected(wanted)
    publish([checked(plan()), checked(hospitals())], MAY, store=store)
    for table in APPEND_ONLY:
        for change in ("UPDATE {} SET sha256 = sha256", "DELETE FROM {}", "TRUNCATE {} CASCADE"):
            statement = change.format(table).replace("sha256", "sha256" if table == "source_file" else "community")
            with pytest.raises(DatabaseError, match="append-only"), store.writing() as connection:
                connection.execute(text(statement))


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
    monkeypatch.setenv("POSTUP_STORE", str(tmp_path / "b.sqlite"))
    assert open_store().path == tmp_path / "b.sqlite"
    monkeypatch.delenv("POSTUP_STORE")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/c.sqlite")
    assert open_store().path == tmp_path / "c.sqlite"


def test_accounts_keep_codes_where_they_kept_names(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "old.sqlite"))
    publish([checked(plan()), checked(hospitals())], MAY, store=store)
    written = '["Управління  ОХОРОНИ здоров\'я", "health", "Комунальне підприємство"]'
    with store.writing() as connection:
        connection.exec_driver_sql("DROP TABLE acting")
        connection.exec_driver_sql("ALTER TABLE department_rev DROP COLUMN successor")
        connection.exec_driver_sql("DELETE FROM migration WHERE number >= 8")
        for number, departments in ((1, written), (2, '["sport"]')):
            row = {"community": store.community, "id": number, "login": f"koval{number}", "disabled": False}
            connection.execute(insert(account_tables.ACCOUNT), row | {"role": "head", "departments": departments})
    assert migrate(store)[0] == "m0008_departments_by_code"
    assert _reflected(store.engine) == _made_of(schema.METADATA)
    with store.reading() as connection:
        found = [account.departments for account in accounts.everybody(connection, store.community)]
    assert found == [("health", "Комунальне підприємство"), ("sport",)]
    assert len(read_public(where=store.name).departments) == 2


def test_indicators_stored_before_stand_in_their_own_goal_alone(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "old.sqlite"))
    publish([checked(plan()), checked(hospitals())], MAY, store=store)
    with store.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE indicator_rev DROP COLUMN also_under")
        connection.exec_driver_sql("DELETE FROM migration WHERE number >= 18")
    assert migrate(store)[0] == "m0018_further_goals"
    assert _reflected(store.engine) == _made_of(schema.METADATA)
    assert set(read_public(where=store.name).indicators["also_under"]) == {""}


def test_plans_stored_before_name_no_languages_of_their_pages(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "old.sqlite"))
    publish([checked(plan(said_languages=BOTH)), checked(hospitals())], MAY, store=store)
    assert read_public(where=store.name).strategy.said_languages == BOTH
    with store.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE strategy_rev DROP COLUMN said_languages")
        connection.exec_driver_sql("DELETE FROM migration WHERE number >= 17")
    assert migrate(store)[0] == "m0017_languages_of_the_pages"
    assert _reflected(store.engine) == _made_of(schema.METADATA)
    with store.reading() as connection:
        stored = connection.exec_driver_sql("SELECT said_languages FROM strategy_rev").scalars().all()
    assert set(stored) == {""}, "what was stored before says nothing of it"


def test_plans_stored_before_name_no_colour(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "old.sqlite"))
    publish([checked(plan()), checked(hospitals())], MAY, store=store)
    with store.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE strategy_rev DROP COLUMN colour")
        connection.exec_driver_sql("DELETE FROM migration WHERE number >= 19")
    assert migrate(store)[0] == "m0019_colour"
    assert _reflected(store.engine) == _made_of(schema.METADATA)
    assert read_public(where=store.name).strategy.colour == ""


def test_indicators_stored_before_belong_to_no_task(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "old.sqlite"))
    publish([checked(plan()), checked(hospitals())], MAY, store=store)
    with store.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE indicator_rev DROP COLUMN task")
        connection.exec_driver_sql("DELETE FROM migration WHERE number >= 20")
    assert migrate(store)[0] == "m0020_tasks"
    assert _reflected(store.engine) == _made_of(schema.METADATA)
    assert set(read_public(where=store.name).indicators["task"]) == {""}


def test_stores_of_before_hold_no_decisions(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "old.sqlite"))
    publish([checked(replace(plan(), oversight=Oversight())), checked(hospitals())], MAY, store=store)
    number = MIGRATIONS.index(m0022_decisions) + 1
    with store.writing() as connection:
        for table in frozen_ddl_later.OVERSIGHT_TABLES:
            connection.exec_driver_sql(f"DROP TABLE {table}")
        for column in ("act_number", "act_day", "katottg", "edrpou", "population", "population_day", "link_hosts"):
            connection.exec_driver_sql(f"ALTER TABLE strategy_rev DROP COLUMN {column}")
        connection.execute(delete(MIGRATION).where(MIGRATION.c.number >= number))
    assert migrate(store)[0] == "m0022_decisions"
    assert _reflected(store.engine) == _made_of(schema.METADATA)
    publish([checked(plan())], AUGUST, store=store)
    now = read_public(where=store.name)
    assert (now.strategy.edrpou, now.strategy.population) == ("", None)
    assert now.decisions["number"].tolist() == ["№ 21-зразок", "30"]
    with pytest.raises(DatabaseError, match="append-only"), store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM decision_rev")


def test_rows_stored_before_state_no_quality_and_no_money(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "old.sqlite"))
    action = Action(code="1.2", name="Ремонт", state=ActionState.DONE, budget_plan_uah=5.0)
    publish([checked(plan()), checked(hospitals(actions=(action,)))], MAY, store=store)
    own = ("result_level", "verification", "accuracy", "limitations", "compensation", "checked_by", "checked_on")
    serves = ("start", "partners", "result_level", "indicator", "investment_direction", "stop_reason", "act")
    columns = {
        "indicator_rev": (*own, "evidence"),
        "action_rev": serves,
        "corrective_action_rev": ("expected_value", "money"),
        "typed_row": ("expected_value", "money"),
    }
    with store.writing() as connection:
        connection.exec_driver_sql("DROP TABLE action_money_rev")
        for table, names in columns.items():
            for name in names:
                connection.exec_driver_sql(f"ALTER TABLE {table} DROP COLUMN {name}")
        known = [one.__name__ for one in MIGRATIONS].index("m0023_quality_and_money")
        connection.execute(MIGRATION.delete().where(MIGRATION.c.number > known))
    assert migrate(store)[0] == "m0023_quality_and_money"
    assert _reflected(store.engine) == _made_of(schema.METADATA)
    with store.reading() as connection:
        guards = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'action_money_rev'"
        assert connection.exec_driver_sql(guards).scalar() == 2
    refresh_public(store)
    found = read_public(where=store.name)
    assert set(found.indicators["verification"]) == {""}
    assert found.indicators["checked_on"].isna().all()
    assert found.actions[["budget_plan_uah", "partners"]].values.tolist() == [[5.0, ""]]
    assert (len(found.action_money), len(found.corrective_actions)) == (0, 0)


def test_stores_of_before_have_no_log_and_a_journal_without_a_key(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "old.sqlite"))
    publish([checked(plan()), checked(hospitals())], MAY, store=store)
    with store.writing() as connection:
        for table in frozen_ddl_later.SEAL_TABLES:
            connection.exec_driver_sql(f"DROP TABLE {table}")
        connection.exec_driver_sql("ALTER TABLE audit DROP COLUMN keyed")
        known = [one.__name__ for one in MIGRATIONS].index("m0029_seals")
        connection.execute(MIGRATION.delete().where(MIGRATION.c.number > known))
    assert migrate(store)[0] == "m0029_seals"
    assert _reflected(store.engine) == _made_of(schema.METADATA)
    with store.reading() as connection:
        assert {row.keyed for row in connection.execute(schema.AUDIT.select())} == {""}
    assert refresh_public(store)
    with pytest.raises(DatabaseError, match="append-only"), store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM seal_leaf")


def test_stores_of_before_have_no_mark_and_no_english_names_of_tasks_and_actions(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "old.sqlite"))
    action = Action(code="1.2", name="Ремонт", name_en="Repairs", state=ActionState.DONE)
    publish([checked(plan(**marked())), checked(hospitals(actions=(action,)))], MAY, store=store)
    assert read_public(where=store.name).actions["name_en"].tolist() == ["Repairs"]
    columns = {"strategy_rev": ("mark", "mark_en", "mark_picture"), "indicator_rev": ("task_en",)}
    with store.writing() as connection:
        for table, names in (columns | {"action_rev": ("name_en",)}).items():
            for column in names:
                connection.exec_driver_sql(f"ALTER TABLE {table} DROP COLUMN {column}")
        known = [one.__name__ for one in MIGRATIONS].index("m0030_marks_and_names")
        connection.execute(MIGRATION.delete().where(MIGRATION.c.number > known))
    assert migrate(store)[0] == "m0030_marks_and_names"
    if not is_postgresql():  # which reflects defaults in words of its own
        assert _reflected(store.engine) == _made_of(schema.METADATA)
    refresh_public(store)
    found = read_public(where=store.name).strategy
    assert (found.mark, found.mark_en, found.mark_picture) == ("", "", "")
    assert set(read_public(where=store.name).actions["name_en"]) == {""}
    assert set(read_public(where=store.name).indicators["task_en"]) == {""}
    publish([checked(plan(**marked("Герб")))], AUGUST, store=store)
    assert read_public(where=store.name).strategy.mark_picture == marked()["mark_picture"]
