"""Migrations from m0014 on."""

from sqlalchemy import Connection, inspect

from kpi.store.schema_changes import frozen_ddl, frozen_ddl_later
from kpi.store.schema_changes.statements import add_columns, protect, run


def m0014_settings_of_the_strategy(connection: Connection) -> None:
    """Language, money, year, time, law and links of the strategy; plans stored before say nothing of them."""
    names = ("language", "currency", "time_zone", "working_days", "legal_basis", "legal_basis_en")
    texts = dict.fromkeys((*names, "website", "accessibility", "about", "about_en"), "TEXT DEFAULT '' NOT NULL")
    add_columns(connection, "strategy_rev", texts | {"first_month": "INTEGER"})


def m0015_edition_in_force(connection: Connection) -> None:
    """From which day an edition is the one in force; those stored before begin with their years."""
    add_columns(connection, "strategy_rev", {"in_force_from": "DATE"})


def m0016_catalogue_codes(connection: Connection) -> None:
    """What an indicator is called in a catalogue of several communities; those stored before are in none."""
    add_columns(connection, "indicator_rev", {"catalogue_code": "TEXT DEFAULT '' NOT NULL"})


def m0017_languages_of_the_pages(connection: Connection) -> None:
    """In which languages the pages are read; plans stored before name none."""
    add_columns(connection, "strategy_rev", {"said_languages": "TEXT DEFAULT '' NOT NULL"})


def m0018_further_goals(connection: Connection) -> None:
    """Further goals that show an indicator; those stored before name none."""
    add_columns(connection, "indicator_rev", {"also_under": "TEXT DEFAULT '' NOT NULL"})


def m0019_colour(connection: Connection) -> None:
    """The colour of the community; plans stored before name none."""
    add_columns(connection, "strategy_rev", {"colour": "TEXT DEFAULT '' NOT NULL"})


def m0020_tasks(connection: Connection) -> None:
    """The task that an indicator belongs to; those stored before name none."""
    add_columns(connection, "indicator_rev", {"task": "TEXT DEFAULT '' NOT NULL"})


def m0021_terms(connection: Connection) -> None:
    """A plan may name no term; those of before keep theirs. SQLite lifts no NOT NULL: there the column is made anew."""
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql("ALTER TABLE strategy_rev ALTER COLUMN deadline_days DROP NOT NULL")
        return
    for verb in ("update", "delete"):
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS strategy_rev_no_{verb}")
    run(connection, frozen_ddl_later.TERMS_OR_NONE)
    protect(connection, "strategy_rev")


def m0022_decisions(connection: Connection) -> None:
    """What is done about a strategy, and its act and registers; stores of before hold nothing of it."""
    texts = dict.fromkeys(("act_number", "katottg", "edrpou", "link_hosts"), "TEXT DEFAULT '' NOT NULL")
    days = dict.fromkeys(("act_day", "population_day"), "DATE")
    add_columns(connection, "strategy_rev", texts | days | {"population": "INTEGER"})
    run(connection, frozen_ddl_later.OVERSIGHT)
    for name in frozen_ddl_later.OVERSIGHT_TABLES:
        protect(connection, name)


def m0023_quality_and_money(connection: Connection) -> None:
    """Levels, quality statements, what actions serve and cost, the effect of corrective actions; of before nothing."""
    texts = "TEXT DEFAULT '' NOT NULL"
    quality = ("result_level", "verification", "accuracy", "limitations", "compensation", "checked_by", "evidence")
    add_columns(connection, "indicator_rev", dict.fromkeys(quality, texts) | {"checked_on": "DATE"})
    serves = ("partners", "result_level", "indicator", "investment_direction", "stop_reason", "act")
    add_columns(connection, "action_rev", dict.fromkeys(serves, texts) | {"start": "DATE"})
    effect = ("expected_value", "money")
    number = next(frozen_ddl.statements(["FLOAT(53)"], connection.dialect.name))
    add_columns(connection, "corrective_action_rev", dict.fromkeys(effect, number))
    add_columns(connection, "typed_row", dict.fromkeys(effect, texts))
    guarded = inspect(connection).has_table("action_money_rev")
    run(connection, frozen_ddl_later.ACTION_MONEY)
    if not guarded:
        protect(connection, "action_money_rev")


def m0024_report_form(connection: Connection) -> None:
    """The columns of the official form; plans stored before name none."""
    add_columns(connection, "strategy_rev", {"report_form": "TEXT DEFAULT '' NOT NULL"})


def m0025_peers(connection: Connection) -> None:
    """Other communities whose data packages stand beside the shared indicators."""
    run(connection, frozen_ddl_later.PEERS)


def m0026_questions(connection: Connection) -> None:
    """Questions that readers ask about a number, and who has asked lately."""
    run(connection, frozen_ddl_later.QUESTIONS)


def m0027_assignment_answers(connection: Connection) -> None:
    """What departments answer to assignments before an editor closes them."""
    run(connection, frozen_ddl_later.ASSIGNMENT_ANSWERS)


def m0028_subscriptions(connection: Connection) -> None:
    """Who is sent a letter after a release."""
    run(connection, frozen_ddl_later.SUBSCRIPTIONS)


def m0029_seals(connection: Connection) -> None:
    """The log of sealed releases, and rows of the journal that a key outside the store confirms; of before nothing."""
    add_columns(connection, "audit", {"keyed": "TEXT DEFAULT '' NOT NULL"})
    run(connection, frozen_ddl_later.SEALS)
    for name in frozen_ddl_later.SEAL_TABLES:
        protect(connection, name)


def m0030_marks_and_names(connection: Connection) -> None:
    """The mark of the community, English names of tasks and actions; of before there is nothing."""
    texts = "TEXT DEFAULT '' NOT NULL"
    add_columns(connection, "strategy_rev", dict.fromkeys(("mark", "mark_en", "mark_picture"), texts))
    add_columns(connection, "indicator_rev", {"task_en": texts})
    add_columns(connection, "action_rev", {"name_en": texts})


def m0031_time_stamps(connection: Connection) -> None:
    """Time stamps of the log's checkpoints; of before none."""
    run(connection, frozen_ddl_later.STAMPS)
    protect(connection, "seal_stamp")
