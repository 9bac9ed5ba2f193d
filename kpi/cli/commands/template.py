"""`python -m kpi template GOAL | --department CODE -o FILE [--edition NAME] [--period PERIOD]` (docs/workbook.md)."""

import argparse
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from kpi import clock
from kpi.cli.parser import OK, USAGE, WORDS, CommandError, Commands
from kpi.cli.terminal import write
from kpi.measure.books import dataset_from_books
from kpi.measure.dataset import Dataset
from kpi.measure.deadlines import departments_of
from kpi.model import (
    USUAL_LANGUAGE,
    FiscalYear,
    GoalBook,
    Language,
    Period,
    Plan,
    Release,
    named_edition,
)
from kpi.services.publishing.editions import last_release
from kpi.services.reporting.due_periods import rows_due
from kpi.store import Store, UnknownReleaseError, open_store
from kpi.store import books as stored
from kpi.store.as_of import AsOf
from kpi.store.read import dataset, editions, pick, releases
from kpi.workbook import read_paths
from kpi.workbook.folders import is_book
from kpi.workbook.writer.template import write_template
from kpi.workbook.writer.value_table import write_value_table


@dataclass(frozen=True, slots=True)
class _Edition:
    """What the workbooks are made of."""

    plan: Plan | None
    books: Mapping[str, GoalBook]
    dataset: Dataset

    @property
    def fiscal_year(self) -> FiscalYear:
        return self.dataset.strategy.fiscal_year


def register(commands: Commands) -> None:
    parser = commands.add_parser(
        "template", help=WORDS.say("cli.template.help"), description=WORDS.say("cli.template.about")
    )
    parser.add_argument("goal", nargs="?", metavar="GOAL", help=WORDS.say("cli.template.goal"))
    parser.add_argument("--department", metavar="CODE", help=WORDS.say("cli.template.department"))
    parser.add_argument("-o", "--output", metavar="FILE", required=True, help=WORDS.say("cli.template.output"))
    parser.add_argument("--edition", metavar="NAME", help=WORDS.say("cli.template.edition"))
    parser.add_argument("--period", metavar="PERIOD", help=WORDS.say("cli.template.period"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the workbook of a goal, or the one of all that is due of a department."""
    if bool(args.goal) == bool(args.department):
        raise CommandError(WORDS.say("cli.template.one_of"), USAGE)
    folder = Path(args.edition or "")
    edition = _from_folder(folder) if args.edition and folder.is_dir() else _from_store(args.edition)
    period = _period(args.period, edition.fiscal_year) if args.period else None
    write_one = _of_goal if args.goal else _of_department
    asked = write_one(edition, args.goal or args.department, args.output, period)
    write(WORDS.count("cli.template.done", asked, file=Path(args.output).name))
    return OK


def _of_goal(edition: _Edition, goal: str, output: str, period: Period | None) -> int:
    """How many rows the written workbook asks for."""
    plan, books = edition.plan, edition.books
    if goal not in books:
        raise CommandError(WORDS.say("cli.template.unknown_goal", goal=goal, goals=", ".join(books)))
    years = range(plan.strategy.first_year, plan.strategy.last_year + 1) if plan else ()
    return write_template(
        books[goal], output, edition.fiscal_year, period=period, years=years, language=_language(edition)
    )


def _of_department(edition: _Edition, code: str, output: str, period: Period | None) -> int:
    """The same of a department's values that are due, over all its goals; nothing is written where none is."""
    departments = departments_of(edition.dataset)
    mine = frozenset(departments.index[departments == code].astype(str))
    frame = edition.dataset.departments
    names = dict(zip(frame["code"].astype(str), frame["name"].astype(str), strict=True))
    if not mine and code not in names:
        known = ", ".join(f"{known} ({name})" for known, name in names.items())
        raise CommandError(WORDS.say("cli.template.unknown_department", department=code, departments=known))
    books, day = edition.books.values(), clock.today()
    indicators = {one.code: one for book in books for one in book.indicators if one.code in mine}
    observations = (one for book in books for one in book.observations)
    until = period.end if period else None
    rows, name = rows_due(edition.dataset, indicators, observations, day, until), names.get(code, code)
    if not rows:
        raise CommandError(WORDS.say("cli.template.nothing_due", department=name))
    return write_value_table(rows, output, department=name, on=day, language=_language(edition))


def _language(edition: _Edition) -> Language:
    return edition.plan.strategy.language if edition.plan else USUAL_LANGUAGE


def _period(code: str, fiscal_year: FiscalYear) -> Period:
    try:
        return fiscal_year.parse(code)
    except ValueError:
        raise CommandError(WORDS.say("cli.template.bad_period", period=code), USAGE) from None


def _from_folder(folder: Path) -> _Edition:
    readings = read_paths([folder])
    # tables of another kind in a folder without a single workbook are none that are meant
    if not any(is_book(Path(reading.file)) for reading in readings):
        raise CommandError(WORDS.say("cli.template.no_edition", folder=folder))
    for reading in readings:
        if not reading.accepted:
            raise CommandError(WORDS.say("cli.template.not_read", file=Path(reading.file).name))
    books = {reading.goal_book.goal: reading.goal_book for reading in readings if reading.goal_book}
    if not books:
        raise CommandError(WORDS.say("cli.template.no_edition", folder=folder))
    plan = next((reading.plan for reading in readings if reading.plan), None)
    return _Edition(plan, books, dataset_from_books([(book, None) for book in books.values()], plan))


def _from_store(edition: str | None) -> _Edition:
    """Of an edition in the store, of the one in force where none is named."""
    store = open_store()
    with store.reading() as connection:
        try:
            release = _release(connection, store, edition)
        except UnknownReleaseError:
            raise CommandError(WORDS.say("cli.template.empty_store")) from None
        until = AsOf(store.community, release.edition, release.published, release.seq)
        books = stored.goal_books(connection, until)
        return _Edition(stored.plan(connection, until), books, dataset(connection, release))


def _release(connection: Connection, store: Store, named: str | None) -> Release:
    """The last release of the edition that is named, of the one in force where none is."""
    if named is None:
        return last_release(connection, store, clock.today())
    wanted = named_edition((one.edition for one in editions(connection, store.community)), named)
    if wanted is None:
        raise CommandError(WORDS.say("cli.template.no_edition", folder=named), USAGE)
    return pick(releases(connection, store.community), None, wanted)
