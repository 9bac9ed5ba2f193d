"""`python -m kpi restore FILE`: a backup in the place of the store, which is kept aside (docs/operate.md)."""

import argparse
from pathlib import Path

from kpi import clock
from kpi.cli import acting_account
from kpi.cli.commands.operation.backup import sentence, told
from kpi.cli.parser import OK, WORDS, CommandError, Commands
from kpi.cli.terminal import write
from kpi.services.operation.backups import BackupError, identity_of
from kpi.services.operation.restoring import restore_backup


def register(commands: Commands) -> None:
    """Add the command `restore`."""
    parser = commands.add_parser("restore", help=WORDS.say("restore.help"), description=WORDS.say("restore.about"))
    parser.add_argument("file", type=Path, metavar=WORDS.say("cli.check.file"), help=WORDS.say("restore.file"))
    parser.add_argument("--key", type=Path, metavar=WORDS.say("cli.check.file"), help=WORDS.say("backup.key"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Restore, and say where the replaced store is."""
    try:
        identity = identity_of(args.key) if args.key else None
        done = restore_backup(args.file, clock.now(), actor=acting_account.login(), identity=identity)
    except BackupError as error:
        raise CommandError(sentence(error)) from error
    write(told("restore.done", done.backup))
    if done.aside is not None:
        write(WORDS.say("restore.aside", path=done.aside))
    return OK
