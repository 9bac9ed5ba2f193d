"""`python -m kpi check FILE… [--goal CODE] [--json] [--lang uk|en]` (docs/workbook.md)."""

import argparse

from kpi.cli._parser import UK, Subparsers


def register(commands: "Subparsers[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("check", help=UK.say("cli.check.help"), description=UK.say("cli.check.about"))
    parser.add_argument("files", nargs="+", metavar="FILE", help=UK.say("cli.check.files"))
    parser.add_argument("--goal", metavar="CODE", help=UK.say("cli.check.goal"))
    parser.add_argument("--json", action="store_true", help=UK.say("cli.check.json"))
    parser.add_argument("--lang", choices=("uk", "en"), default="uk", help=UK.say("cli.check.lang"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    raise NotImplementedError(args)
