"""`python -m kpi undo NUMBER --as LOGIN --reason TEXT`: take a publication back (docs/operate.md)."""

import argparse

from kpi.cli import acting_account
from kpi.cli.parser import OK, WORDS, CommandError, Commands
from kpi.cli.terminal import write
from kpi.services.publishing.administration.undo import undo


def register(commands: Commands) -> None:
    """Add the command `undo`."""
    parser = commands.add_parser("undo", help=WORDS.say("flow.undo.help"), description=WORDS.say("flow.undo.about"))
    parser.add_argument("number", type=int, metavar=WORDS.say("flow.cli.number"), help=WORDS.say("flow.undo.number"))
    acting_account.add_login(parser)
    parser.add_argument(
        "--reason", required=True, metavar=WORDS.say("cli.load.text"), help=WORDS.say("flow.undo.reason")
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Undo, and tell the number of the new release."""

    account = acting_account.account(args.login)
    with acting_account.report_refusals():
        try:
            done = undo(account, args.number, args.reason, today=acting_account.today(), via=acting_account.via())
        except LookupError as error:
            raise CommandError(WORDS.say("flow.undo.unknown", number=args.number)) from error
    write(WORDS.say("flow.undo.done", number=args.number, by=done.number))
    return OK
