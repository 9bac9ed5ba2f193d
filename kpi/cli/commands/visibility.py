"""`python -m kpi visibility CODE ACCESS --as LOGIN [--ground TEXT]`: who may see an indicator (docs/operate.md)."""

import argparse

from kpi.cli import acting_account
from kpi.cli.commands.load import day
from kpi.cli.parser import OK, WORDS, CommandError, Commands
from kpi.cli.terminal import write
from kpi.model import Visibility
from kpi.services.publishing.visibility import change_visibility


def register(commands: Commands) -> None:
    """Add the command `visibility`."""
    parser = commands.add_parser(
        "visibility", help=WORDS.say("flow.visibility.help"), description=WORDS.say("flow.visibility.about")
    )
    parser.add_argument("code", metavar=WORDS.say("cli.check.code"), help=WORDS.say("flow.visibility.code"))
    parser.add_argument("access", choices=[str(one) for one in Visibility], help=WORDS.say("flow.visibility.access"))
    acting_account.add_login(parser)
    parser.add_argument(
        "--ground", default="", metavar=WORDS.say("cli.load.text"), help=WORDS.say("flow.visibility.ground")
    )
    parser.add_argument(
        "--open-from", type=day, metavar=WORDS.say("cli.load.day"), help=WORDS.say("flow.visibility.open_from")
    )
    parser.add_argument("--delay", type=int, metavar="N", help=WORDS.say("flow.visibility.delay"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Close at once, or ask a second person to open."""

    account = acting_account.account(args.login)
    with acting_account.report_refusals():
        try:
            done = change_visibility(
                account,
                args.code,
                Visibility(args.access),
                ground=args.ground,
                open_from=args.open_from,
                delay_months=args.delay,
                today=acting_account.today(),
            )
        except LookupError as error:
            raise CommandError(WORDS.say("flow.visibility.unknown", code=args.code)) from error
    if isinstance(done, int):
        write(WORDS.say("flow.visibility.done", code=args.code, number=done))
    else:
        write(WORDS.say("flow.submit.awaiting", number=done.number, reasons=WORDS.say("flow.second.opens")))
    return OK
