"""Numbered migrations: each a named function, run in one transaction together with its record.

None of them reads `kpi.store.schema`: what a migration does is written out and stays as it was on its day.
"""

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Column, Connection, Integer, MetaData, Table, Text, func, insert, inspect, select

from kpi.store.database_errors import StoreError
from kpi.store.engine import Store
from kpi.store.schema_changes import first, later

_OWN = MetaData()
MIGRATION = Table(
    "migration",
    _OWN,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("at", Text, nullable=False),
)


#: in order; a change of `kpi.store.schema` is a new function here, never an edit of an old one
MIGRATIONS: tuple[Callable[[Connection], None], ...] = (
    first.m0001_first_tables,
    first.m0002_accounts_and_sessions,
    first.m0003_drafts_and_receipts,
    first.m0004_reminders,
    first.m0005_terms_by_frequency,
    first.m0006_approval_in_english,
    first.m0007_no_observation_heads,
    first.m0008_departments_by_code,
    first.m0009_form,
    first.m0010_extensions_and_letters,
    first.m0011_invitations,
    first.m0012_restricted_rows,
    first.m0013_outcomes_of_actions,
    later.m0014_settings_of_the_strategy,
    later.m0015_edition_in_force,
    later.m0016_catalogue_codes,
    later.m0017_languages_of_the_pages,
    later.m0018_further_goals,
    later.m0019_colour,
    later.m0020_tasks,
    later.m0021_terms,
    later.m0022_decisions,
    later.m0023_quality_and_money,
    later.m0024_report_form,
    later.m0025_peers,
    later.m0026_questions,
    later.m0027_assignment_answers,
    later.m0028_subscriptions,
    later.m0029_seals,
    later.m0030_marks_and_names,
    later.m0031_time_stamps,
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
