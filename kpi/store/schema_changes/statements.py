"""What migrations share: statements of a dialect, columns that may be there already, rows that nobody changes."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, inspect

from kpi.store.schema_changes import frozen_ddl

_REFUSAL = "append-only: rows are never changed or deleted"


def run(connection: Connection, ddl: Iterable[str]) -> None:
    for statement in frozen_ddl.statements(ddl, connection.dialect.name):
        connection.exec_driver_sql(statement)


def add_columns(connection: Connection, table: str, columns: Mapping[str, str]) -> None:
    """Add columns, by name with their type, that a store made by a later version has already."""
    known = {found["name"] for found in inspect(connection).get_columns(table)}
    for name, kind in columns.items():
        if name not in known:
            connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN {name} {kind}")


def protect(connection: Connection, name: str) -> None:
    """Refuse UPDATE and DELETE on the table `name` in the database itself."""
    if connection.dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            connection.exec_driver_sql(
                f"CREATE TRIGGER IF NOT EXISTS {name}_no_{verb.lower()} BEFORE {verb} ON {name} "
                f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
            )
        return
    connection.exec_driver_sql(
        "CREATE OR REPLACE FUNCTION postup_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$"
    )
    connection.exec_driver_sql(
        f"CREATE OR REPLACE TRIGGER {name}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {name} "
        "FOR EACH STATEMENT EXECUTE FUNCTION postup_append_only()"
    )
