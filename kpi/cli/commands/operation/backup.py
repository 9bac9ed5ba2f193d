"""`python -m kpi backup`: a verified copy of the store, or a look at one, or a key for them (docs/operate.md)."""

import argparse
from pathlib import Path

from kpi import clock
from kpi.cli.clock import moment
from kpi.cli.parser import OK, USAGE, WORDS, CommandError, Commands
from kpi.cli.terminal import write
from kpi.services.operation import backups
from kpi.services.operation.backups import Backup, BackupError
from kpi.store import connect
from kpi.store.engine import file_of, location

KEEP = 30


def register(commands: Commands) -> None:
    """Add the command `backup`."""
    parser = commands.add_parser("backup", help=WORDS.say("backup.help"), description=WORDS.say("backup.about"))
    folder, file = WORDS.say("backup.word.folder"), WORDS.say("cli.check.file")
    parser.add_argument("--to", type=Path, metavar=folder, help=WORDS.say("backup.to"))
    parser.add_argument("--keep", type=int, default=KEEP, metavar="N", help=WORDS.say("backup.keep", number=KEEP))
    parser.add_argument("--verify", type=Path, metavar=file, help=WORDS.say("backup.verify"))
    parser.add_argument("--key", type=Path, metavar=file, help=WORDS.say("backup.key"))
    parser.add_argument("--new-key", type=Path, metavar=file, help=WORDS.say("backup.new_key"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Make a backup and tell what is in it; with --verify only read one, with --new-key only make a key."""
    if args.keep < 1:
        raise CommandError(WORDS.say("backup.keep_one"), USAGE)
    with_words = _key_made if args.new_key else _verified if args.verify else _made
    try:
        with_words(args)
    except BackupError as error:
        raise CommandError(sentence(error)) from error
    return OK


def sentence(error: BackupError) -> str:
    """What is wrong with a backup."""
    return WORDS.say(f"backup.error.{error.reason}", **error.values)


def _verified(args: argparse.Namespace) -> None:
    identity = backups.identity_of(args.key) if args.key else None
    write(told("backup.sound", backups.verify_backup(args.verify, identity)))


def _key_made(args: argparse.Namespace) -> None:
    write(WORDS.say("backup.key_made", file=args.new_key, recipient=backups.make_key(args.new_key)))


def _made(args: argparse.Namespace) -> None:
    place = file_of(location())
    if place is not None and not place.is_file():
        # a store would be made by opening it
        raise CommandError(WORDS.say("backup.no_store", path=place))
    store = connect()
    folder, recipient = args.to or backups.backup_folder(store), backups.backup_recipient()
    made, gone = backups.make_backup(store, folder, clock.now(), keep=args.keep, recipient=recipient)
    write(told("backup.made", made))
    if gone:
        write(WORDS.count("backup.removed", len(gone)))


def told(key: str, backup: Backup) -> str:
    """A backup in a sentence: where, how much, up to which entry of the journal."""
    last = moment(backup.last) if backup.last else "—"
    size = WORDS.number(backup.size / 1e6, 1)
    rows, tables = WORDS.number(backup.rows), len(backup.held)
    return WORDS.say(key, file=backup.file, size=size, rows=rows, tables=tables, last=last)
