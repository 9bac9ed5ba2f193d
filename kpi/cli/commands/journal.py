"""`python -m kpi journal [--verify] [--csv] [--since DATE] [--until DATE] [--actor LOGIN] [--goal CODE]`.

See docs/operate.md.
"""

import argparse

from kpi.cli.clock import moment
from kpi.cli.commands.load import day
from kpi.cli.parser import OK, REFUSED, WORDS, Commands
from kpi.cli.terminal import tell, write
from kpi.cli.verdict import write_findings
from kpi.services.publishing.administration.journal import JournalQuery, local_journal
from kpi.services.seals.findings import holds
from kpi.services.seals.journal import check_journal
from kpi.services.seals.witnesses import sightings, witness_folder
from kpi.store import open_store
from kpi.store.audit import broken_link, entries
from kpi.web.desk.words.journal_words import action_words, journal_csv, subject_words


def register(commands: Commands) -> None:
    """Add the command `journal`."""
    parser = commands.add_parser(
        "journal", help=WORDS.say("flow.journal.help"), description=WORDS.say("flow.journal.about")
    )
    parser.add_argument("--csv", action="store_true", help=WORDS.say("flow.journal.csv"))
    parser.add_argument("--verify", action="store_true", help=WORDS.say("flow.journal.verify"))
    for name in ("since", "until"):
        parser.add_argument(
            f"--{name}", type=day, metavar=WORDS.say("cli.load.day"), help=WORDS.say(f"flow.journal.{name}")
        )
    parser.add_argument(
        "--actor", default="", metavar=WORDS.say("flow.cli.login"), help=WORDS.say("flow.journal.actor")
    )
    parser.add_argument("--goal", default="", metavar=WORDS.say("cli.check.code"), help=WORDS.say("flow.journal.goal"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the journal, the newest first; or say whether its chain holds, REFUSED where it does not."""
    if args.verify:
        return _verify()

    found = local_journal(JournalQuery(since=args.since, until=args.until, actor=args.actor, goal=args.goal))
    if args.csv:
        write(journal_csv(found, WORDS).removesuffix("\r\n"))
        return OK
    for entry in found:
        receipts = " ".join(WORDS.say("submit.receipt.no", number=file.number) for file in entry.files)
        parts = (
            action_words(entry.action, WORDS),
            subject_words(entry, WORDS),
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
        if broken is not None:
            tell(WORDS.say("flow.journal.broken", number=broken))
            return REFUSED
        count = len(entries(connection, store.community))
        found = check_journal(connection, store.community, sightings(witness_folder()))
    write(WORDS.count("flow.journal.whole", count))
    write_findings(found)
    return OK if holds(found) else REFUSED
