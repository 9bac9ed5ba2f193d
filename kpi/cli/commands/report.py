"""`python -m kpi report --as-of DAY [--since DAY] [--sector CODE] [--lang CODE] -o FILE`: the report to a session.

docs/session.md.
"""

import argparse
from datetime import date
from pathlib import Path

from kpi.cli.chosen_release import chosen_edition, chosen_language
from kpi.cli.parser import OK, USAGE, WORDS, CommandError, Commands
from kpi.cli.terminal import tell, write
from kpi.model import edition_prefix
from kpi.opendata.report.formats import ReportFormat, report_file
from kpi.opendata.report.printing import PdfError
from kpi.services.published import surveys
from kpi.services.published.current_release import catch_up
from kpi.settings import site_address
from kpi.store import NotPublishedError, UnknownReleaseError
from kpi.web.files.raster import png
from kpi.web.pages.report_choice import ReportChoice, UnknownSectorError, choose, report_of


def register(commands: Commands) -> None:
    parser = commands.add_parser("report", help=WORDS.say("cli.report.help"), description=WORDS.say("cli.report.about"))
    parser.add_argument("--as-of", type=_day, metavar="YYYY-MM-DD", help=WORDS.say("cli.report.as_of"))
    parser.add_argument("--since", type=_day, metavar="YYYY-MM-DD", help=WORDS.say("cli.report.since"))
    parser.add_argument("--sector", default="", metavar="CODE", help=WORDS.say("cli.report.sector"))
    parser.add_argument("--lang", default="", metavar="CODE", help=WORDS.say("cli.report.lang"))
    parser.add_argument("--edition", metavar="NAME", help=WORDS.say("cli.export.edition"))
    parser.add_argument("-o", "--output", required=True, type=Path, metavar="FILE", help=WORDS.say("cli.report.output"))
    parser.set_defaults(run=run)


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise argparse.ArgumentTypeError(WORDS.say("cli.progress.not_a_day", found=written)) from error


def run(args: argparse.Namespace) -> int:
    """Write the file from what is published, nothing else; exit 0."""
    kind, language = _format(args.output), chosen_language(args.lang)
    catch_up()
    try:
        edition = chosen_edition(args.edition) if args.edition is not None else None
        choice = choose(args.as_of, args.since, args.sector, edition=edition)
        body = report_file(report_of(choice, language or surveys.language(), site_address()), kind, png)
    except UnknownReleaseError:
        raise CommandError(WORDS.say("cli.report.nothing_yet", day=WORDS.date(args.as_of))) from None
    except NotPublishedError:
        raise CommandError(WORDS.say("cli.export.unpublished")) from None
    except UnknownSectorError as error:
        key = "no_sector" if error.known else "no_sectors"
        raise CommandError(WORDS.say(f"session_report.{key}", sectors=", ".join(error.known)), USAGE) from None
    except PdfError as error:
        raise CommandError(WORDS.say("cli.report.no_pdf")) from error
    _keep(args.output, body)
    _tell(choice, args.output)
    return OK


def _format(output: Path) -> ReportFormat:
    ending = output.suffix.removeprefix(".").lower()
    if ending not in set(ReportFormat):
        formats = ", ".join(f".{kind}" for kind in ReportFormat)
        raise CommandError(WORDS.say("cli.report.bad_format", file=output.name, formats=formats), USAGE)
    return ReportFormat(ending)


def _keep(output: Path, body: bytes) -> None:
    try:
        output.write_bytes(body)
    except OSError as error:
        raise CommandError(WORDS.say("cli.report.not_written", file=output)) from error


def _tell(choice: ReportChoice, output: Path) -> None:
    """What was written, of which releases; that its numbers lead nowhere where nobody said where the site is."""
    write(WORDS.say("cli.report.done", file=output, release=WORDS.date(choice.new)))
    if choice.old is not None:
        write(WORDS.say("cli.report.compared", release=WORDS.date(choice.old)))
    if not site_address():
        tell(WORDS.say("cli.report.no_address", prefix=edition_prefix(choice.edition)))
