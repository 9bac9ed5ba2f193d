"""`python -m kpi check FILE… [--goal CODE] [--json] [--lang uk|en]` (docs/workbook.md)."""

import argparse

from kpi.cli._parser import OK, REFUSED, UK, Subparsers
from kpi.cli._terminal import bar, write


def register(commands: "Subparsers[argparse.ArgumentParser]") -> None:
    """Add the command `check`."""
    parser = commands.add_parser("check", help=UK.say("cli.check.help"), description=UK.say("cli.check.about"))
    parser.add_argument("files", nargs="+", metavar=UK.say("cli.check.file"), help=UK.say("cli.check.files"))
    parser.add_argument("--goal", metavar=UK.say("cli.check.code"), help=UK.say("cli.check.goal"))
    parser.add_argument("--json", action="store_true", help=UK.say("cli.check.json"))
    parser.add_argument("--lang", choices=("uk", "en"), default="uk", help=UK.say("cli.check.lang"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Check every file; REFUSED where one cannot be loaded."""
    from kpi.cli import _checked
    from kpi.model import Language
    from kpi.text import Text

    text = Text(Language(args.lang))
    files = _checked.found_files(args.files, text)
    code = OK
    for found in bar(files, text.say("cli.check.progress")):
        reading = _checked.read(found, args.goal, text)
        write(_checked.as_json(reading, text) if args.json else _checked.as_text(reading, text))
        if not reading.accepted:
            code = REFUSED
    return code
