"""Migrations m0001 to m0013."""

import json

from sqlalchemy import Connection, inspect, text

from kpi.store.schema_changes import frozen_ddl, frozen_ddl_later
from kpi.store.schema_changes.statements import add_columns, protect, run


def m0001_first_tables(connection: Connection) -> None:
    """Every table of the first schema, and the triggers that keep revisions as they were written."""
    run(connection, frozen_ddl.FIRST)
    for name in frozen_ddl.FIRST_APPEND_ONLY:
        protect(connection, name)


def m0002_accounts_and_sessions(connection: Connection) -> None:
    """Accounts and sessions in their final form; the tables of the first schema were never used."""
    for name in ("signin_try", "device", "session", "account"):
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
    run(connection, frozen_ddl.SIGNING_IN)


def m0003_drafts_and_receipts(connection: Connection) -> None:
    """What waits for publication, who published, and the plan's setting of approval; earlier plans had none."""
    add_columns(connection, "strategy_rev", {"approval": "BOOLEAN DEFAULT FALSE NOT NULL"})
    run(connection, frozen_ddl.DRAFTS)
    protect(connection, "receipt")


def m0004_reminders(connection: Connection) -> None:
    """The record of sent reminders."""
    run(connection, frozen_ddl.REMINDERS)


def m0005_terms_by_frequency(connection: Connection) -> None:
    """A term of its own for each frequency; plans stored before have one for all."""
    names = ("month", "quarter", "half_year", "year")
    add_columns(connection, "strategy_rev", {f"deadline_days_{name}": "INTEGER" for name in names})


def m0006_approval_in_english(connection: Connection) -> None:
    """The act of approval and the source of the goal tree in English; plans stored before have none."""
    add_columns(connection, "strategy_rev", dict.fromkeys(("act_en", "source_en"), "TEXT DEFAULT '' NOT NULL"))


def m0007_no_observation_heads(connection: Connection) -> None:
    """The last revision of each observation was kept twice: nobody ever read this copy of `observation_rev`."""
    connection.exec_driver_sql("DROP TABLE IF EXISTS observation_head")


def m0008_departments_by_code(connection: Connection) -> None:
    """What a department was merged into, acting heads, and accounts that keep codes where they kept names.

    Goals and indicators that were stored with names are revisions, which nobody changes: they are read by what a name
    meant on the day when it was written (`kpi.store.departments`).
    """
    add_columns(connection, "department_rev", {"successor": "TEXT DEFAULT '' NOT NULL"})
    run(connection, frozen_ddl_later.ACTING)
    known: dict[str, dict[str, str]] = {}
    departments = "SELECT community, code, name FROM department_rev ORDER BY published, seq"
    for community, code, name in connection.exec_driver_sql(departments):
        known.setdefault(community, {})[" ".join(name.casefold().split())] = code
    accounts = connection.exec_driver_sql("SELECT community, id, departments FROM account").all()
    for community, number, written in accounts:
        words = json.loads(written or "[]")
        codes = [known.get(community, {}).get(" ".join(word.casefold().split()), word) for word in words]
        if codes != words:
            changed = {"community": community, "id": number, "departments": json.dumps(list(dict.fromkeys(codes)))}
            sql = text("UPDATE account SET departments = :departments WHERE community = :community AND id = :id")
            connection.execute(sql, changed)


def m0009_form(connection: Connection) -> None:
    """What departments type into the form before it is published, and their corrective actions."""
    guarded = inspect(connection).has_table("corrective_action_rev")
    run(connection, frozen_ddl_later.FORM)
    if not guarded:
        protect(connection, "corrective_action_rev")


def m0010_extensions_and_letters(connection: Connection) -> None:
    """Terms that were extended, the record of letters to people, second addresses; earlier stores had none."""
    run(connection, frozen_ddl_later.EXTENSIONS_AND_LETTERS)
    protect(connection, "extension_rev")


def m0011_invitations(connection: Connection) -> None:
    """Links by which people set their own passwords, and when somebody signed in last; of before nothing is known."""
    add_columns(connection, "account", {"signed_in_at": "TEXT DEFAULT '' NOT NULL"})
    run(connection, frozen_ddl_later.INVITATIONS)


def m0012_restricted_rows(connection: Connection) -> None:
    """Until which day a value is restricted, in the rows of the form; rows typed before have none."""
    add_columns(connection, "typed_row", {"restricted_until": "TEXT DEFAULT '' NOT NULL"})


def m0013_outcomes_of_actions(connection: Connection) -> None:
    """What became of corrective actions; of those stored before nothing is known."""
    texts = dict.fromkeys(("outcome", "outcome_reason"), "TEXT DEFAULT '' NOT NULL")
    add_columns(connection, "corrective_action_rev", texts | {"outcome_day": "DATE"})
    add_columns(connection, "typed_row", texts | {"outcome_day": "TEXT DEFAULT '' NOT NULL"})
