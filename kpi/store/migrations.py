"""Numbered migrations: each a named function, run in one transaction together with its record.

None of them reads `kpi.store.schema`: what a migration does is written out and stays as it was on its day.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime

from sqlalchemy import Column, Connection, Integer, MetaData, Table, Text, func, insert, inspect, select, text

from kpi.store import frozen_ddl, frozen_ddl_later
from kpi.store.database_errors import StoreError
from kpi.store.engine import Store

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
    _run(connection, frozen_ddl.FIRST)
    for name in frozen_ddl.FIRST_APPEND_ONLY:
        protect(connection, name)


def m0002_accounts_and_sessions(connection: Connection) -> None:
    """Accounts and sessions in their final form; the tables of the first schema were never used."""
    for name in ("signin_try", "device", "session", "account"):
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
    _run(connection, frozen_ddl.SIGNING_IN)


def m0003_drafts_and_receipts(connection: Connection) -> None:
    """What waits for publication, who published, and the plan's setting of approval; earlier plans had none."""
    _add_columns(connection, "strategy_rev", {"approval": "BOOLEAN DEFAULT FALSE NOT NULL"})
    _run(connection, frozen_ddl.DRAFTS)
    protect(connection, "receipt")


def m0004_reminders(connection: Connection) -> None:
    """The record of sent reminders."""
    _run(connection, frozen_ddl.REMINDERS)


def m0005_terms_by_frequency(connection: Connection) -> None:
    """A term of its own for each frequency; plans stored before have one for all."""
    names = ("month", "quarter", "half_year", "year")
    _add_columns(connection, "strategy_rev", {f"deadline_days_{name}": "INTEGER" for name in names})


def m0006_approval_in_english(connection: Connection) -> None:
    """The act of approval and the source of the goal tree in English; plans stored before have none."""
    _add_columns(connection, "strategy_rev", dict.fromkeys(("act_en", "source_en"), "TEXT DEFAULT '' NOT NULL"))


def m0007_no_observation_heads(connection: Connection) -> None:
    """The last revision of each observation was kept twice: nobody ever read this copy of `observation_rev`."""
    connection.exec_driver_sql("DROP TABLE IF EXISTS observation_head")


def m0008_departments_by_code(connection: Connection) -> None:
    """What a department was merged into, acting heads, and accounts that keep codes where they kept names.

    Goals and indicators that were stored with names are revisions, which nobody changes: they are read by what a name
    meant on the day when it was written (`kpi.store.departments`).
    """
    _add_columns(connection, "department_rev", {"successor": "TEXT DEFAULT '' NOT NULL"})
    _run(connection, frozen_ddl_later.ACTING)
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
    _run(connection, frozen_ddl_later.FORM)
    if not guarded:
        protect(connection, "corrective_action_rev")


def m0010_extensions_and_letters(connection: Connection) -> None:
    """Terms that were extended, the record of letters to people, second addresses; earlier stores had none."""
    _run(connection, frozen_ddl_later.EXTENSIONS_AND_LETTERS)
    protect(connection, "extension_rev")


def m0011_invitations(connection: Connection) -> None:
    """Links by which people set their own passwords, and when somebody signed in last; of before nothing is known."""
    _add_columns(connection, "account", {"signed_in_at": "TEXT DEFAULT '' NOT NULL"})
    _run(connection, frozen_ddl_later.INVITATIONS)


def m0012_restricted_rows(connection: Connection) -> None:
    """Until which day a value is restricted, in the rows of the form; rows typed before have none."""
    _add_columns(connection, "typed_row", {"restricted_until": "TEXT DEFAULT '' NOT NULL"})


def m0013_outcomes_of_actions(connection: Connection) -> None:
    """What became of corrective actions; of those stored before nothing is known."""
    texts = dict.fromkeys(("outcome", "outcome_reason"), "TEXT DEFAULT '' NOT NULL")
    _add_columns(connection, "corrective_action_rev", texts | {"outcome_day": "DATE"})
    _add_columns(connection, "typed_row", texts | {"outcome_day": "TEXT DEFAULT '' NOT NULL"})


def m0014_settings_of_the_strategy(connection: Connection) -> None:
    """Language, money, year, time, law and links of the strategy; plans stored before say nothing of them."""
    names = ("language", "currency", "time_zone", "working_days", "legal_basis", "legal_basis_en")
    texts = dict.fromkeys((*names, "website", "accessibility", "about", "about_en"), "TEXT DEFAULT '' NOT NULL")
    _add_columns(connection, "strategy_rev", texts | {"first_month": "INTEGER"})


def m0015_edition_in_force(connection: Connection) -> None:
    """From which day an edition is the one in force; those stored before begin with their years."""
    _add_columns(connection, "strategy_rev", {"in_force_from": "DATE"})


def m0016_catalogue_codes(connection: Connection) -> None:
    """What an indicator is called in a catalogue of several communities; those stored before are in none."""
    _add_columns(connection, "indicator_rev", {"catalogue_code": "TEXT DEFAULT '' NOT NULL"})


def m0017_languages_of_the_pages(connection: Connection) -> None:
    """In which languages the pages are read; plans stored before name none."""
    _add_columns(connection, "strategy_rev", {"said_languages": "TEXT DEFAULT '' NOT NULL"})


def m0018_further_goals(connection: Connection) -> None:
    """Further goals that show an indicator; those stored before name none."""
    _add_columns(connection, "indicator_rev", {"also_under": "TEXT DEFAULT '' NOT NULL"})


def m0019_colour(connection: Connection) -> None:
    """The colour of the community; plans stored before name none."""
    _add_columns(connection, "strategy_rev", {"colour": "TEXT DEFAULT '' NOT NULL"})


def m0020_tasks(connection: Connection) -> None:
    """The task that an indicator belongs to; those stored before name none."""
    _add_columns(connection, "indicator_rev", {"task": "TEXT DEFAULT '' NOT NULL"})


def m0021_terms(connection: Connection) -> None:
    """A plan may name no term; those of before keep theirs. SQLite lifts no NOT NULL: there the column is made anew."""
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql("ALTER TABLE strategy_rev ALTER COLUMN deadline_days DROP NOT NULL")
        return
    for verb in ("update", "delete"):
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS strategy_rev_no_{verb}")
    _run(connection, frozen_ddl_later.TERMS_OR_NONE)
    protect(connection, "strategy_rev")


def m0022_decisions(connection: Connection) -> None:
    """What is done about a strategy, and its act and registers; stores of before hold nothing of it."""
    texts = dict.fromkeys(("act_number", "katottg", "edrpou", "link_hosts"), "TEXT DEFAULT '' NOT NULL")
    days = dict.fromkeys(("act_day", "population_day"), "DATE")
    _add_columns(connection, "strategy_rev", texts | days | {"population": "INTEGER"})
    _run(connection, frozen_ddl_later.OVERSIGHT)
    for name in frozen_ddl_later.OVERSIGHT_TABLES:
        protect(connection, name)


def m0023_quality_and_money(connection: Connection) -> None:
    """Levels, quality statements, what actions serve and cost, the effect of corrective actions; of before nothing."""
    texts = "TEXT DEFAULT '' NOT NULL"
    quality = ("result_level", "verification", "accuracy", "limitations", "compensation", "checked_by", "evidence")
    _add_columns(connection, "indicator_rev", dict.fromkeys(quality, texts) | {"checked_on": "DATE"})
    serves = ("partners", "result_level", "indicator", "investment_direction", "stop_reason", "act")
    _add_columns(connection, "action_rev", dict.fromkeys(serves, texts) | {"start": "DATE"})
    effect = ("expected_value", "money")
    number = next(frozen_ddl.statements(["FLOAT(53)"], connection.dialect.name))
    _add_columns(connection, "corrective_action_rev", dict.fromkeys(effect, number))
    _add_columns(connection, "typed_row", dict.fromkeys(effect, texts))
    guarded = inspect(connection).has_table("action_money_rev")
    _run(connection, frozen_ddl_later.ACTION_MONEY)
    if not guarded:
        protect(connection, "action_money_rev")


def m0025_peers(connection: Connection) -> None:
    """Other communities whose data packages stand beside the shared indicators."""
    _run(connection, frozen_ddl_later.PEERS)


def m0026_questions(connection: Connection) -> None:
    """Questions that readers ask about a number, and who has asked lately."""
    _run(connection, frozen_ddl_later.QUESTIONS)


def m0024_report_form(connection: Connection) -> None:
    """The columns of the official form; plans stored before name none."""
    _add_columns(connection, "strategy_rev", {"report_form": "TEXT DEFAULT '' NOT NULL"})


#: in order; a change of `kpi.store.schema` is a new function here, never an edit of an old one
MIGRATIONS: tuple[Callable[[Connection], None], ...] = (
    m0001_first_tables,
    m0002_accounts_and_sessions,
    m0003_drafts_and_receipts,
    m0004_reminders,
    m0005_terms_by_frequency,
    m0006_approval_in_english,
    m0007_no_observation_heads,
    m0008_departments_by_code,
    m0009_form,
    m0010_extensions_and_letters,
    m0011_invitations,
    m0012_restricted_rows,
    m0013_outcomes_of_actions,
    m0014_settings_of_the_strategy,
    m0015_edition_in_force,
    m0016_catalogue_codes,
    m0017_languages_of_the_pages,
    m0018_further_goals,
    m0019_colour,
    m0020_tasks,
    m0021_terms,
    m0022_decisions,
    m0023_quality_and_money,
    m0025_peers,
    m0026_questions,
    m0024_report_form,
)


def _run(connection: Connection, ddl: Iterable[str]) -> None:
    for statement in frozen_ddl.statements(ddl, connection.dialect.name):
        connection.exec_driver_sql(statement)


def _add_columns(connection: Connection, table: str, columns: Mapping[str, str]) -> None:
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


def applied(connection: Connection) -> list[str]:
    """Names of the migrations that this store has, in order."""
    if not inspect(connection).has_table(MIGRATION.name):
        return []
    return list(connection.scalars(select(MIGRATION.c.name).order_by(MIGRATION.c.number)))


def migrate(store: Store) -> list[str]:
    """Bring the store to the present schema, by name; returns what was applied. Safe when two start at once."""
    with store.reading() as connection:
        known = set(applied(connection))
    names = {migration.__name__ for migration in MIGRATIONS}
    if known - names:
        raise StoreError("newer")
    done: list[str] = []
    for migration in MIGRATIONS if known != names else ():
        with store.writing() as connection:
            _OWN.create_all(connection)
            if migration.__name__ not in applied(connection):
                migration(connection)
                last = connection.scalar(select(func.max(MIGRATION.c.number))) or 0
                at = datetime.now(UTC).isoformat(timespec="seconds")
                connection.execute(insert(MIGRATION), {"number": last + 1, "name": migration.__name__, "at": at})
                done.append(migration.__name__)
    return done
