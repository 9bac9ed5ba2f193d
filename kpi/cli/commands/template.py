"""`python -m kpi template GOAL -o FILE [--edition FOLDER] [--period 2026-Q4]` (docs/workbook.md)."""

import argparse
from collections.abc import Mapping
from pathlib import Path

from kpi.cli.parser import OK, UK, USAGE, CommandError, Commands
from kpi.cli.terminal import write
from kpi.model import GoalBook, Period, Plan
from kpi.store import UnknownReleaseError, open_store
from kpi.store import books as stored
from kpi.store.as_of import AsOf
from kpi.store.read import pick, releases
from kpi.workbook import read_paths
from kpi.workbook.writer.template import write_template


def register(commands: Commands) -> None:
    parser = commands.add_parser("template", help=UK.say("cli.template.help"), description=UK.say("cli.template.about"))
    parser.add_argument("goal", metavar="GOAL", help=UK.say("cli.template.goal"))
    parser.add_argument("-o", "--output", metavar="FILE", required=True, help=UK.say("cli.template.output"))
    parser.add_argument("--edition", metavar="FOLDER", help=UK.say("cli.template.edition"))
    parser.add_argument("--period", metavar="PERIOD", help=UK.say("cli.template.period"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:

    period = _period(args.period) if args.period else None
    plan, books = _from_folder(Path(args.edition)) if args.edition else _from_store()
    if args.goal not in books:
        raise CommandError(UK.say("cli.template.unknown_goal", goal=args.goal, goals=", ".join(books)))
    years = range(plan.strategy.first_year, plan.strategy.last_year + 1) if plan else ()
    asked = write_template(books[args.goal], args.output, period=period, years=years)
    write(UK.count("cli.template.done", asked, file=Path(args.output).name))
    return OK


def _period(code: str) -> Period:

    try:
        return Period.parse(code)
    except ValueError:
        raise CommandError(UK.say("cli.template.bad_period", period=code), USAGE) from None


def _from_folder(folder: Path) -> "tuple[Plan | None, Mapping[str, GoalBook]]":

    readings = read_paths([folder])
    for reading in readings:
        if not reading.accepted:
            raise CommandError(UK.say("cli.template.not_read", file=Path(reading.file).name))
    books = {reading.goal_book.goal: reading.goal_book for reading in readings if reading.goal_book}
    if not books:
        raise CommandError(UK.say("cli.template.no_edition", folder=folder))
    return next((reading.plan for reading in readings if reading.plan), None), books


def _from_store() -> "tuple[Plan | None, Mapping[str, GoalBook]]":

    store = open_store()
    with store.reading() as connection:
        try:
            release = pick(releases(connection, store.community), None, None)
        except UnknownReleaseError:
            raise CommandError(UK.say("cli.template.empty_store")) from None
        until = AsOf(store.community, release.edition, release.published, release.seq)
        return stored.plan(connection, until), stored.goal_books(connection, until)
