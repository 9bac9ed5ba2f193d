"""`python -m kpi due --as LOGIN [--on DATE]`: what is due of the account's goals, overdue first (docs/operate.md)."""

import argparse

from kpi.cli import acting_account
from kpi.cli.commands.load import day
from kpi.cli.parser import OK, WORDS, Commands
from kpi.cli.terminal import write
from kpi.services.publishing.due_list import due_list


def register(commands: Commands) -> None:
    """Add the command `due`."""
    parser = commands.add_parser("due", help=WORDS.say("flow.due.help"), description=WORDS.say("flow.due.help"))
    acting_account.add_login(parser)
    parser.add_argument("--on", type=day, metavar=WORDS.say("cli.load.day"), help=WORDS.say("flow.due.on"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the list."""

    account = acting_account.account(args.login)
    with acting_account.report_refusals():
        found = due_list(account, args.on or acting_account.today())
    write(WORDS.say("flow.due.summary", submitted=found.submitted, expected=found.expected))
    for item in found.items:
        period = WORDS.period(item.period) if item.period else "—"
        last = WORDS.quantity(item.last_value, item.unit)
        state = WORDS.say(f"flow.state.{item.state}")
        late = f" · {WORDS.say('flow.due.overdue', day=WORDS.date(item.deadline))}" if item.overdue else ""
        write(f"{item.code}  {period}  {state}{late}  {last}")
    return OK
