"""`python -m kpi load PATH… [--published DATE] [--note TEXT] [--confirm KEY] [--all-goals]` (docs/operate.md)."""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from kpi import clock
from kpi.cli.acting_account import login
from kpi.cli.parser import OK, REFUSED, USAGE, WORDS, CommandError, Commands
from kpi.cli.source_tables import source_files
from kpi.cli.terminal import bar, tell, write
from kpi.model import in_force_on
from kpi.services import publishing
from kpi.services.publishing import Receipt, RefusedError
from kpi.services.publishing.differences.changes import Changes
from kpi.services.publishing.loading.all_goals import NothingToLoadError, load_all_goals
from kpi.store import open_store
from kpi.store.read import editions
from kpi.text import decimals_of
from kpi.text.problems import message, remedy

#: so many values that are in force are named
_SHOWN = 5


def register(commands: Commands) -> None:
    """Add the command `load`."""
    parser = commands.add_parser("load", help=WORDS.say("cli.load.help"), description=WORDS.say("cli.load.about"))
    parser.add_argument(
        "paths", nargs="+", metavar=WORDS.say("cli.load.path"), type=Path, help=WORDS.say("cli.load.paths")
    )
    parser.add_argument(
        "--published", metavar=WORDS.say("cli.load.day"), type=day, help=WORDS.say("cli.load.published")
    )
    parser.add_argument("--note", metavar=WORDS.say("cli.load.text"), default="", help=WORDS.say("cli.load.note"))
    parser.add_argument("--confirm", metavar=WORDS.say("layouts.key_word"), help=WORDS.say("layouts.confirm"))
    parser.add_argument("--all-goals", action="store_true", help=WORDS.say("cli.load.all_goals"))
    parser.set_defaults(run=run)


def day(written: str) -> date:
    """A day of the command line."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise argparse.ArgumentTypeError(WORDS.say("cli.load.not_a_date", what=written)) from None


def run(args: argparse.Namespace) -> int:
    """Load all paths or nothing; REFUSED where a file has an error or the store cannot be used."""
    if args.all_goals:
        return _all_goals(args)
    try:
        receipts = publishing.load(
            publishing.batches(args.paths, args.published),
            today=clock.today(),
            actor=login(),
            note=args.note,
            confirmed=args.confirm,
            progress=lambda files: bar(files, WORDS.say("cli.load.reading")),
        )
    except publishing.PathNotFoundError as error:
        raise CommandError(WORDS.say(f"cli.load.{error.reason}", path=error.path), USAGE) from error
    except publishing.RefusedError as error:
        tell_refused(error)
        return REFUSED
    _write(receipts)
    return OK


def _all_goals(args: argparse.Namespace) -> int:
    """Load the values of all goals from one table."""
    files = source_files(args.paths)
    try:
        loaded = load_all_goals(files, today=clock.today(), published=args.published, actor=login(), note=args.note)
    except NothingToLoadError as error:
        if error.reason in {"nothing_new", "no_value_yet"}:
            write(WORDS.say(f"cli.load.{error.reason}", day=WORDS.date(error.day)))
            return OK
        raise CommandError(WORDS.say(f"cli.load.{error.reason}"), REFUSED) from error
    except publishing.RefusedError as error:
        tell_refused(error)
        return REFUSED
    _write(loaded.receipts)
    for stranger in loaded.read.strangers:
        tell(WORDS.say("cli.load.stranger", indicator=stranger))
    for question in loaded.read.questions:
        tell(WORDS.say("cli.load.doubt", place=question.id.partition("/")[2], why=question.why))
    return OK


def _write(receipts: Sequence[Receipt]) -> None:
    for receipt in receipts:
        write(_told(receipt))
        for file in receipt.files:
            if file.superseded is not None:
                write(_superseded(file.file, file.superseded))
        if receipt.unfilled:
            write(WORDS.say("flow.submit.unfilled", n=receipt.unfilled))
    if said := _edition_told(receipts):
        write(said)


def _edition_told(receipts: Sequence[Receipt]) -> str:
    """That what was published is not what the front page shows; "" where it is."""
    released = [receipt.release for receipt in receipts if receipt.release is not None]
    if not released:
        return ""
    store, edition = open_store(), released[-1].edition
    with store.reading() as connection:
        known = editions(connection, store.community)
    present = in_force_on(known, clock.today())
    own = next((one for one in known if one.edition == edition), None)
    if present is None or own is None or present.edition == edition:
        return ""
    key = "later" if own.begins > clock.today() else "past"
    day = WORDS.date(own.begins)
    return WORDS.say(f"cli.load.edition_{key}", edition=edition, day=day, present=present.edition)


def tell_refused(error: RefusedError) -> None:
    """Every error by file and cell."""
    for file, problems in error.problems.items():
        tell(WORDS.say("cli.load.refused_file", file=file))
        for problem in problems:
            tell(f"  {message(problem, WORDS)} {remedy(problem, WORDS)}")
    codes = {problem.code for problems in error.problems.values() for problem in problems}
    files_alone = all(code.startswith("file_") for code in codes)
    tell(WORDS.say("cli.load.nothing_stored_of_files" if files_alone else "cli.load.nothing_stored"))


def _told(receipt: Receipt) -> str:
    published = WORDS.date(receipt.published)
    if receipt.release is None and any(file.superseded is not None for file in receipt.files):
        return WORDS.say("cli.load.nothing", date=published)
    if receipt.release is None:
        return WORDS.say("cli.load.same", date=published)
    rows = {
        name: WORDS.number(sum(getattr(f, name) for f in receipt.files)) for name in ("new", "revised", "unchanged")
    }
    books = WORDS.count("cli.load.books", sum(file.changed for file in receipt.files))
    return WORDS.say("cli.load.release", date=published, books=books, **rows)


def _superseded(file: str, standing: Changes) -> str:
    """What is in force in the place of a file that was loaded before."""
    told = []
    for value in standing.values[:_SHOWN]:
        now, own = (WORDS.number(number, decimals_of(number, most=9)) for number in (value.old, value.new))
        period = WORDS.period(value.period)
        told.append(WORDS.say("cli.load.in_force", code=value.code, period=period, now=now, own=own))
    codes = dict.fromkeys(value.code for value in standing.values[:_SHOWN])
    told += [code for code in sorted(standing.codes) if code not in codes][:_SHOWN]
    return WORDS.say("cli.load.superseded", file=file, what="; ".join(told))
