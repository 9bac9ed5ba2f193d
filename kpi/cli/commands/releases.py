"""`python -m kpi releases --as LOGIN [--compare DATE DATE | --restore DATE --reason TEXT]` (docs/operate.md)."""

import argparse
from datetime import date

from kpi.cli import acting_account
from kpi.cli.commands.load import day
from kpi.cli.parser import OK, USAGE, WORDS, CommandError, Commands
from kpi.cli.terminal import write
from kpi.model import Account
from kpi.services.publishing.administration.comparison import compare, release_list
from kpi.services.publishing.administration.undo import restore
from kpi.store import UnknownReleaseError, open_store
from kpi.web.desk.labels import label_index
from kpi.web.desk.words.change_lines import other_lines, value_sentences
from kpi.web.desk.words.plan_lines import plan_lines


def register(commands: Commands) -> None:
    """Add the command `releases`."""
    parser = commands.add_parser(
        "releases", help=WORDS.say("flow.releases.help"), description=WORDS.say("flow.releases.help")
    )
    acting_account.add_login(parser)
    date_word = WORDS.say("cli.load.day")
    parser.add_argument(
        "--compare", nargs=2, type=day, metavar=(date_word, date_word), help=WORDS.say("flow.releases.compare")
    )
    parser.add_argument("--restore", type=day, metavar=date_word, help=WORDS.say("flow.releases.restore"))
    parser.add_argument(
        "--reason", default="", metavar=WORDS.say("cli.load.text"), help=WORDS.say("flow.releases.reason")
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """List, compare or restore."""

    account = acting_account.account(args.login)
    with acting_account.report_refusals():
        try:
            if args.restore:
                _restore(account, args.restore, args.reason)
            elif args.compare:
                _compare(account, *args.compare)
            else:
                _list(account)
        except UnknownReleaseError as error:
            raise CommandError(WORDS.say("flow.releases.unknown"), USAGE) from error
    return OK


def _list(account: Account) -> None:

    for release in release_list(account):
        write(f"{WORDS.date(release.published)}  {release.edition}  № {release.seq}  {release.note}".rstrip())


def _compare(account: Account, old: "date", new: "date") -> None:

    found = compare(account, old, new)
    store = open_store()
    names = label_index(store, acting_account.today())
    for words in (
        *plan_lines(found.changes, names, WORDS),
        *other_lines(found.changes, names, WORDS),
        *value_sentences(found.changes, names, WORDS),
    ):
        write(words)
    for change in found.statuses:
        before = WORDS.say(f"status.{change.before}") if change.before else "—"
        write(f"{change.code}: {before} → {WORDS.say(f'status.{change.after}')}")


def _restore(account: Account, published: "date", reason: str) -> None:

    done = restore(account, published, reason, today=acting_account.today(), via=acting_account.via())
    if done is None:
        write(WORDS.say("flow.releases.same"))
    else:
        write(WORDS.say("flow.releases.restored", day=WORDS.date(published), number=done.number))
