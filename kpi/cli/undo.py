"""`python -m kpi undo NUMBER --as LOGIN --reason TEXT`: take a publication back (docs/operate.md)."""

import argparse

from kpi.cli import _acting
from kpi.cli._parser import OK, UK, CommandError, Commands
from kpi.cli._terminal import write
from kpi.publish.undo import undo


def register(commands: Commands) -> None:
    """Add the command `undo`."""
    parser = commands.add_parser("undo", help=UK.say("flow.undo.help"), description=UK.say("flow.undo.about"))
    parser.add_argument("number", type=int, metavar=UK.say("flow.cli.number"), help=UK.say("flow.undo.number"))
    _acting.add_login(parser)
    parser.add_argument("--reason", required=True, metavar=UK.say("cli.load.text"), help=UK.say("flow.undo.reason"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Undo, and tell the number of the new release."""

    account = _acting.account(args.login)
    with _acting.told():
        try:
            done = undo(account, args.number, args.reason, today=_acting.today(), via=_acting.via())
        except LookupError as error:
            raise CommandError(UK.say("flow.undo.unknown", number=args.number)) from error
    write(UK.say("flow.undo.done", number=args.number, by=done.number))
    return OK
