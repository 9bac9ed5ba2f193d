"""`python -m kpi journal [--csv] [--since DATE] [--until DATE] [--actor LOGIN] [--goal CODE]` (docs/operate.md)."""

import argparse

from kpi.cli._parser import OK, UK, Subparsers
from kpi.cli._terminal import write
from kpi.cli.load import day


def register(commands: "Subparsers[argparse.ArgumentParser]") -> None:
    """Add the command `journal`."""
    parser = commands.add_parser("journal", help=UK.say("flow.journal.help"), description=UK.say("flow.journal.about"))
    parser.add_argument("--csv", action="store_true", help=UK.say("flow.journal.csv"))
    for name in ("since", "until"):
        parser.add_argument(f"--{name}", type=day, metavar=UK.say("cli.load.day"), help=UK.say(f"flow.journal.{name}"))
    parser.add_argument("--actor", default="", metavar=UK.say("flow.cli.login"), help=UK.say("flow.journal.actor"))
    parser.add_argument("--goal", default="", metavar=UK.say("cli.check.code"), help=UK.say("flow.journal.goal"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the journal, the newest first."""
    from kpi.cli._clock import moment
    from kpi.publish.journal import Filter, journal_csv, local_journal

    found = local_journal(Filter(since=args.since, until=args.until, actor=args.actor, goal=args.goal))
    if args.csv:
        write(journal_csv(found).removesuffix("\r\n"))
        return OK
    for entry in found:
        action = f"flow.action.{entry.action}"
        told = UK.say(action) if UK.has(action) else entry.action
        parts = (told, " ".join(entry.goals), ", ".join(entry.files))
        who = entry.name or entry.actor
        write(f"{entry.number}  {moment(entry.at)}  {who}  {'  '.join(filter(None, parts))}".rstrip())
    return OK
