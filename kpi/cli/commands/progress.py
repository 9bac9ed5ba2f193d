"""`python -m kpi progress [PATH…] [--as-of DATE] [--known-at DATE] [--format table|csv|json]` (docs/method.md)."""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from kpi import clock
from kpi.cli import progress_report
from kpi.cli.parser import OK, WORDS, CommandError, Commands
from kpi.cli.terminal import tell, write
from kpi.measure import NegativeWeightError, default_times
from kpi.measure.books import dataset_from_books
from kpi.measure.dataset import Dataset
from kpi.services.publishing.editions import present_edition
from kpi.settings import command_name
from kpi.store import UnknownReleaseError, open_store, read_internal
from kpi.workbook import read_paths

FORMATS = ("table", "csv", "json")


def register(commands: Commands) -> None:
    parser = commands.add_parser(
        "progress", help=WORDS.say("cli.progress.help"), description=WORDS.say("cli.progress.about")
    )
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help=WORDS.say("cli.progress.paths"))
    parser.add_argument("--as-of", type=_day, metavar="YYYY-MM-DD", help=WORDS.say("cli.progress.as_of"))
    parser.add_argument("--known-at", type=_day, metavar="YYYY-MM-DD", help=WORDS.say("cli.progress.known_at"))
    parser.add_argument("--format", choices=FORMATS, default="table", help=WORDS.say("cli.progress.format"))
    parser.set_defaults(run=run)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(WORDS.say("cli.progress.not_a_day", found=text)) from error


def run(args: argparse.Namespace) -> int:
    """Print the results; exit 0, or 1 where a workbook is refused or the store holds nothing."""

    dataset = from_workbooks(args.paths) if args.paths else from_store()
    # with a day given, nothing published after it exists; without one, the last release decides
    known_at = args.known_at or args.as_of
    as_of, known_at = default_times(dataset, args.as_of, known_at)
    _tell_where_nothing_was_known(dataset, known_at)
    try:
        found = progress_report.report(dataset, as_of, known_at)
    except NegativeWeightError as error:
        raise CommandError(WORDS.say("cli.progress.negative_weight")) from error
    printed = {"table": progress_report.as_table, "csv": progress_report.as_csv, "json": progress_report.as_json}[
        args.format
    ](found)
    write(printed.removesuffix("\n"))
    return OK


def _tell_where_nothing_was_known(dataset: Dataset, known_at: date) -> None:
    """A day before the first release has no data, and the way to judge it all the same is told."""
    released = dataset.releases["published"]
    first = None if released.empty else released.min().date()
    if first and first > known_at:
        day, shown = WORDS.date(known_at), WORDS.date(first)
        tell(WORDS.say("cli.progress.before_first", day=day, first=shown, known_at=first.isoformat()))


def from_workbooks(paths: Sequence[Path]) -> Dataset:
    """The dataset of goal workbooks with or without a plan workbook; CommandError where one is refused."""

    readings = read_paths(paths)
    refused = [reading for reading in readings if not reading.accepted]
    if refused:
        raise CommandError(
            WORDS.say("cli.progress.refused", command=command_name(), files=", ".join(str(r.file) for r in refused))
        )
    books = [(reading.goal_book, None) for reading in readings if reading.goal_book is not None]
    plan = next((reading.plan for reading in readings if reading.plan is not None), None)
    if not books:
        raise CommandError(WORDS.say("cli.progress.no_goals"))
    return dataset_from_books(books, plan)


def from_store() -> Dataset:
    """The last release of the edition in force, internal rows and all: whoever runs commands here may see them."""

    try:
        store = open_store()
        with store.reading() as connection:
            edition = present_edition(connection, store, clock.today())
        return read_internal(edition=edition)
    except UnknownReleaseError as error:
        raise CommandError(WORDS.say("cli.progress.store_empty", command=command_name())) from error
