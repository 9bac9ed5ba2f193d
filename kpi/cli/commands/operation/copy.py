"""`python -m kpi copy FROM TO`: a store to another database, SQLite to PostgreSQL or back (docs/operate.md)."""

import argparse

from kpi.cli.parser import OK, USAGE, WORDS, CommandError, Commands
from kpi.cli.terminal import write
from kpi.services.operation.transfer import DifferentError, NotEmptyError, transfer
from kpi.store import connect
from kpi.store.engine import file_of


def register(commands: Commands) -> None:
    """Add the command `copy`."""
    parser = commands.add_parser("copy", help=WORDS.say("copy.help"), description=WORDS.say("copy.about"))
    place = WORDS.say("copy.word.store")
    parser.add_argument("source", metavar=f"{place}1", help=WORDS.say("copy.source"))
    parser.add_argument("target", metavar=f"{place}2", help=WORDS.say("copy.target"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Copy, and tell the rows of each table."""
    place = file_of(args.source)
    if place is not None and not place.is_file():
        raise CommandError(WORDS.say("copy.no_source", path=place), USAGE)
    if place is not None and place == file_of(args.target):
        raise CommandError(WORDS.say("copy.same"), USAGE)
    try:
        rows = transfer(connect(args.source), connect(args.target))
    except NotEmptyError as error:
        raise CommandError(WORDS.say("copy.not_empty")) from error
    except DifferentError as error:
        raise CommandError(WORDS.say("copy.different", tables=error)) from error
    for name, number in rows.items():
        if number:
            write(f"{name}\t{number}")
    write(WORDS.say("copy.done", rows=WORDS.number(sum(rows.values())), tables=len(rows)))
    return OK
