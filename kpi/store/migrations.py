"""Numbered migrations: each a named function, run in one transaction together with its record."""

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Column, Connection, Integer, MetaData, Table, Text, insert, inspect, select

from kpi.store import people, schema, waiting
from kpi.store.engine import Store
from kpi.store.reminders import REMINDER
from kpi.store.trouble import StoreError

_OWN = MetaData()
MIGRATION = Table(
    "migration",
    _OWN,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("at", Text, nullable=False),
)
_REFUSAL = "append-only: rows are never changed or deleted"


def m0001_first_tables(connection: Connection) -> None:
    """Every table of the first schema, and the triggers that keep revisions as they were written."""
    schema.METADATA.create_all(connection)
    for table in schema.append_only():
        protect(connection, table)


def m0002_accounts_and_sessions(connection: Connection) -> None:
    """Accounts and sessions in their final form; the tables of the first schema were never used."""
    for table in reversed(people.SIGNING_IN):
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table.name}")
    schema.METADATA.create_all(connection, tables=list(people.SIGNING_IN))


def m0003_drafts_and_receipts(connection: Connection) -> None:
    """What waits for publication, who published, and the plan's setting of approval."""
    waiting.add_approval(connection)
    schema.METADATA.create_all(connection, tables=list(waiting.TABLES))
    protect(connection, waiting.RECEIPT)


def m0004_reminders(connection: Connection) -> None:
    """The record of sent reminders; a new store has got it with the first tables."""
    REMINDER.create(connection, checkfirst=True)


def m0005_terms_by_frequency(connection: Connection) -> None:
    """A term of its own for each frequency; plans stored before have one for all."""
    table = schema.STRATEGY.table
    known = {found["name"] for found in inspect(connection).get_columns(table.name)}
    for column in table.columns:
        if column.name.startswith("deadline_days_") and column.name not in known:
            connection.exec_driver_sql(f"ALTER TABLE {table.name} ADD COLUMN {column.name} INTEGER")


def m0006_approval_in_english(connection: Connection) -> None:
    """The act of approval and the source of the goal tree in English; plans stored before have none."""
    table = schema.STRATEGY.table
    known = {found["name"] for found in inspect(connection).get_columns(table.name)}
    for name in {"act_en", "source_en"} - known:
        connection.exec_driver_sql(f"ALTER TABLE {table.name} ADD COLUMN {name} TEXT NOT NULL DEFAULT ''")


#: in order; a later change of the schema is a new function here, never an edit of an old one
MIGRATIONS: tuple[Callable[[Connection], None], ...] = (
    m0001_first_tables,
    m0002_accounts_and_sessions,
    m0003_drafts_and_receipts,
    m0004_reminders,
    m0005_terms_by_frequency,
    m0006_approval_in_english,
)


def protect(connection: Connection, table: Table) -> None:
    """Refuse UPDATE and DELETE on `table` in the database itself."""
    name = table.name
    if connection.dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            connection.exec_driver_sql(
                f"CREATE TRIGGER {name}_no_{verb.lower()} BEFORE {verb} ON {name} "
                f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
            )
        return
    connection.exec_driver_sql(
        "CREATE OR REPLACE FUNCTION postup_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$"
    )
    connection.exec_driver_sql(
        f"CREATE TRIGGER {name}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {name} "
        "FOR EACH STATEMENT EXECUTE FUNCTION postup_append_only()"
    )


def applied(connection: Connection) -> list[str]:
    """Names of the migrations that this store has, in order."""
    if not inspect(connection).has_table(MIGRATION.name):
        return []
    return list(connection.scalars(select(MIGRATION.c.name).order_by(MIGRATION.c.number)))


def migrate(store: Store) -> list[str]:
    """Bring the store to the present schema; returns what was applied now. Safe when two processes start at once."""
    with store.reading() as connection:
        known = len(applied(connection))
    if known > len(MIGRATIONS):
        raise StoreError("newer")
    if known == len(MIGRATIONS):
        return []
    done: list[str] = []
    for number, migration in enumerate(MIGRATIONS, start=1):
        with store.writing() as connection:
            _OWN.create_all(connection)
            if number > len(applied(connection)):
                migration(connection)
                at = datetime.now(UTC).isoformat(timespec="seconds")
                connection.execute(insert(MIGRATION), {"number": number, "name": migration.__name__, "at": at})
                done.append(migration.__name__)
    return done
