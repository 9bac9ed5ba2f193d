"""`python -m kpi journal [--verify] [--csv] [--since DATE] [--until DATE] [--actor LOGIN] [--goal CODE]`.

See docs/operate.md.
"""

import argparse

from kpi.cli.clock import moment
from kpi.cli.commands.load import day
from kpi.cli.parser import OK, REFUSED, UK, Commands
from kpi.cli.terminal import tell, write
from kpi.services.publishing.administration.journal import JournalQuery, local_journal
from kpi.store import open_store
from kpi.store.audit import broken_link, entries
from kpi.web.desk.words.journal_words import action_words, journal_csv, subject_words


def register(commands: Commands) -> None:
    """Add the command `journal`."""
    parser = commands.add_parser("journal", help=UK.say("flow.journal.help"), description=UK.say("flow.journal.about"))
    parser.add_argument("--csv", action="store_true", help=UK.say("flow.journal.csv"))
    parser.add_argument("--verify", action="store_true", help=UK.say("flow.journal.verify"))
    for name in ("since", "until"):
        parser.add_argument(f"--{name}", type=day, metavar=UK.say("cli.load.day"), help=UK.say(f"flow.journal.{name}"))
    parser.add_argument("--actor", default="", metavar=UK.say("flow.cli.login"), help=UK.say("flow.journal.actor"))
    parser.add_argument("--goal", default="", metavar=UK.say("cli.check.code"), help=UK.say("flow.journal.goal"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the journal, the newest first; or say whether its chain holds, REFUSED where it does not."""
    if args.verify:
        return _verify()

    found = local_journal(JournalQuery(since=args.since, until=args.until, actor=args.actor, goal=args.goal))
    if args.csv:
        write(journal_csv(found, UK).removesuffix("\r\n"))
        return OK
    for entry in found:
        receipts = " ".join(UK.say("submit.receipt.no", number=file.number) for file in entry.files)
        parts = (
            action_words(entry.action, UK),
            subject_words(entry, UK),
            " ".join(entry.goals),
            receipts,
            entry.reason,
        )
        who = entry.name or entry.actor
        write(f"{entry.number}  {moment(entry.at)}  {who}  {'  '.join(filter(None, parts))}".rstrip())
    return OK


def _verify() -> int:
    store = open_store()
    with store.reading() as connection:
        broken = broken_link(connection, store.community)
        count = len(entries(connection, store.community))
    if broken is not None:
        tell(UK.say("flow.journal.broken", number=broken))
        return REFUSED
    write(UK.count("flow.journal.whole", count))
    return OK
