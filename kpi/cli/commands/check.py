"""`python -m kpi check FILE… [--goal CODE] [--former BOOK] [--marked OUT] [--json] [--lang …]` (docs/workbook.md)."""

import argparse
from pathlib import Path

from kpi import clock
from kpi.cli import check_report
from kpi.cli.parser import OK, REFUSED, USAGE, WORDS, CommandError, Commands
from kpi.cli.terminal import bar, tell, write
from kpi.model import Language
from kpi.text import Text
from kpi.workbook import Reading
from kpi.workbook.writer.annotated_copy import marked_copy


def register(commands: Commands) -> None:
    """Add the command `check`."""
    parser = commands.add_parser("check", help=WORDS.say("cli.check.help"), description=WORDS.say("cli.check.about"))
    parser.add_argument("files", nargs="+", metavar=WORDS.say("cli.check.file"), help=WORDS.say("cli.check.files"))
    parser.add_argument("--goal", metavar=WORDS.say("cli.check.code"), help=WORDS.say("cli.check.goal"))
    parser.add_argument("--former", metavar=WORDS.say("layouts.book"), type=Path, help=WORDS.say("layouts.former"))
    parser.add_argument("--marked", metavar=WORDS.say("cli.check.file"), type=Path, help=WORDS.say("layouts.marked"))
    parser.add_argument("--json", action="store_true", help=WORDS.say("cli.check.json"))
    parser.add_argument(
        "--lang", choices=[str(one) for one in Language], default=WORDS.language.value, help=WORDS.say("cli.check.lang")
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Check every file; REFUSED where one cannot be loaded, or is a table that can be read in more than one way."""

    text = Text(Language(args.lang))
    files = check_report.found_files(args.files, text)
    if args.marked and len(files) != 1:
        raise CommandError(text.say("layouts.marked_one", n=len(files)), USAGE)
    former = check_report.former_book(args.former, text) if args.former else None
    code = OK
    # folders are held together as `load` does, unless each file is asked for by itself
    whole = not args.goal and former is None
    together = check_report.read_folders(args.files, text) if whole else {}
    today = clock.today()
    for found in bar(check_report.with_refused_history(files, together), text.say("cli.check.progress")):
        known = together.get(found.path)
        reading = known or check_report.read(found, args.goal, text, former, day=today)
        write(check_report.as_json(reading, text) if args.json else check_report.as_text(reading, text))
        if args.marked:
            _write_marked(found.path, reading, args.marked, text)
        if not reading.certain:
            code = REFUSED
    return code


def _write_marked(path: Path, reading: Reading, out: Path, text: Text) -> None:

    if out.exists() and out.samefile(path):
        raise CommandError(text.say("layouts.marked_itself", file=path), USAGE)
    copy = marked_copy(path.read_bytes(), reading.problems, text)
    if copy is None:
        tell(text.say("layouts.marked_none", file=reading.file))
        return
    out.write_bytes(copy)
    tell(text.say("layouts.marked_written", file=out))
