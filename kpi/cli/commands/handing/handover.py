"""`python -m kpi handover [NAME …] -o FOLDER`: workbooks for registers of the state (docs/handover.md)."""

import argparse
from datetime import date
from pathlib import Path

from kpi.cli.parser import OK, USAGE, WORDS, CommandError, Commands
from kpi.cli.terminal import write
from kpi.model import Language, named_edition
from kpi.opendata.files import HANDED, File
from kpi.services.published import editions, surveys
from kpi.services.published.current_release import catch_up, release_id
from kpi.settings import site_address
from kpi.store import NotPublishedError, UnknownReleaseError
from kpi.text import Text
from kpi.web.release_files import files


def register(commands: Commands) -> None:
    parser = commands.add_parser(
        "handover", help=WORDS.say("cli.handover.help"), description=WORDS.say("cli.handover.about")
    )
    names = ", ".join(_stems(HANDED))
    parser.add_argument("names", nargs="*", metavar="NAME", help=WORDS.say("cli.handover.names", names=names))
    parser.add_argument(
        "-o", "--output", required=True, type=Path, metavar="FOLDER", help=WORDS.say("cli.handover.folder")
    )
    parser.add_argument("--release", metavar="DAY", help=WORDS.say("cli.export.release"))
    parser.add_argument("--edition", metavar="NAME", help=WORDS.say("cli.export.edition"))
    parser.add_argument("--lang", default="", metavar="CODE", help=WORDS.say("cli.report.lang"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the workbooks from what is published; exit 0. CommandError where none concerns the community."""
    unknown = [name for name in args.names if f"{name}.xlsx" not in HANDED]
    if unknown:
        known = ", ".join(_stems(HANDED))
        raise CommandError(WORDS.say("cli.handover.unknown", name=unknown[0], names=known), USAGE)
    version = _day(args.release) if args.release else None
    catch_up()
    try:
        found = files(version, _edition(args.edition), _text(args.lang), site_address())
    except UnknownReleaseError:
        raise CommandError(WORDS.say("cli.export.unknown", day=args.release)) from None
    except NotPublishedError:
        raise CommandError(WORDS.say("cli.export.unpublished")) from None
    wanted = [f"{name}.xlsx" for name in args.names] or list(HANDED)
    offered = [name for name in wanted if name in found]
    if not offered:
        raise CommandError(WORDS.say("cli.handover.not_concerned", names=", ".join(_stems(wanted))))
    for name in offered:
        _keep(args.output, found[name])
        release = WORDS.date(found.release.version)
        write(WORDS.say("cli.handover.done", file=args.output / found[name].saved, release=release))
    return OK


def _stems(names: "tuple[str, ...] | list[str]") -> list[str]:
    return [name.removesuffix(".xlsx") for name in names]


def _keep(folder: Path, file: File) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / file.saved).write_bytes(file.body)
    except OSError as error:
        raise CommandError(WORDS.say("cli.handover.not_written", file=folder / file.saved)) from error


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise CommandError(WORDS.say("cli.export.bad_day", day=written), USAGE) from None


def _text(code: str) -> Text:
    """The language asked for, without one the strategy's."""
    found = Language.named(code.lower()) if code else surveys.language()
    if found is None:
        languages = ", ".join(language.value for language in Language)
        raise CommandError(WORDS.say("cli.report.bad_language", code=code, languages=languages), USAGE)
    return Text(found, surveys.language())


def _edition(name: str | None) -> str | None:
    """The edition as its plan names it, None for the one in force."""
    if name is None:
        return None
    known = [one.edition for one in editions.editions(release_id())]
    found = named_edition(known, name)
    if found is None:
        raise CommandError(WORDS.say("cli.export.no_edition", edition=name, editions=", ".join(known)), USAGE)
    return found
