"""`python -m kpi approve NUMBER --as LOGIN [--return TEXT]`: a draft that awaits a second person (docs/operate.md)."""

import argparse

from kpi.cli import acting_account
from kpi.cli.commands.submit import tell_outcome
from kpi.cli.parser import OK, REFUSED, WORDS, Commands
from kpi.cli.terminal import tell, write
from kpi.services.publishing.submission import NotReadyError, approve, send_back
from kpi.web.desk.words.review_view import blocker_words


def register(commands: Commands) -> None:
    """Add the command `approve`."""
    parser = commands.add_parser(
        "approve", help=WORDS.say("flow.approve.help"), description=WORDS.say("flow.approve.help")
    )
    parser.add_argument("number", type=int, metavar=WORDS.say("flow.cli.number"), help=WORDS.say("flow.approve.number"))
    acting_account.add_login(parser)
    parser.add_argument(
        "--return", dest="comment", metavar=WORDS.say("cli.load.text"), help=WORDS.say("flow.approve.comment")
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Approve, or return with a comment."""

    account = acting_account.account(args.login)
    with acting_account.report_refusals():
        if args.comment is not None:
            send_back(account, args.number, args.comment, today=acting_account.today(), via=acting_account.via())
            write(WORDS.say("flow.approve.returned", number=args.number))
            return OK
        try:
            tell_outcome(approve(account, args.number, today=acting_account.today(), via=acting_account.via()))
        except NotReadyError as error:
            for words in blocker_words(error.assessment, WORDS, deciding=True):
                tell(words)
            return REFUSED
    return OK
