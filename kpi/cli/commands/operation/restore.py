"""`python -m kpi restore FILE`: a backup in the place of the store, which is kept aside (docs/operate.md)."""

import argparse
from pathlib import Path

from kpi import clock
from kpi.cli import acting_account
from kpi.cli.commands.operation.backup import sentence, told
from kpi.cli.parser import OK, REFUSED, WORDS, CommandError, Commands
from kpi.cli.terminal import write
from kpi.cli.verdict import write_findings
from kpi.services.operation.backups import BackupError, identity_of
from kpi.services.operation.restoring import Restored, restore_backup
from kpi.services.seals.findings import ProofOutcome, holds
from kpi.services.seals.site_check import check_site
from kpi.store import NotPublishedError


def register(commands: Commands) -> None:
    """Add the command `restore`."""
    parser = commands.add_parser("restore", help=WORDS.say("restore.help"), description=WORDS.say("restore.about"))
    parser.add_argument("file", type=Path, metavar=WORDS.say("cli.check.file"), help=WORDS.say("restore.file"))
    parser.add_argument("--key", type=Path, metavar=WORDS.say("cli.check.file"), help=WORDS.say("backup.key"))
    parser.add_argument("--former", metavar=WORDS.say("copy.word.store"), help=WORDS.say("restore.former"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Restore, and say where the replaced store is."""
    try:
        identity = identity_of(args.key) if args.key else None
        now, actor = clock.now(), acting_account.login()
        done = restore_backup(args.file, now, actor=actor, identity=identity, former=args.former)
    except BackupError as error:
        raise CommandError(sentence(error)) from error
    write(told("restore.done", done.backup))
    if done.aside is not None:
        write(WORDS.say("restore.aside", path=done.aside))
    return _verified(done)


def _verified(done: Restored) -> int:
    """Whether the book of releases goes on where outsiders had seen it end, and holds; REFUSED where it does not."""
    try:
        found = check_site(seen=done.told)
    except NotPublishedError:
        return OK
    write_findings(one for one in found if one.outcome is ProofOutcome.FAILED or one.key == "kept")
    if not done.told:
        write(WORDS.say("restore.no_book"))
    return OK if holds(found) else REFUSED
