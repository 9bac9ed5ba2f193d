"""`python -m kpi handover [NAME …] -o FOLDER`: workbooks for registers of the state (docs/handover.md)."""

import argparse
from collections.abc import Iterable
from pathlib import Path

from kpi.cli.chosen_release import chosen_edition, chosen_language, release_day
from kpi.cli.parser import OK, USAGE, WORDS, CommandError, Commands
from kpi.cli.terminal import write
from kpi.opendata.files import HANDED, File
from kpi.opendata.handover.field_lists import lists_of
from kpi.opendata.tables import ReleaseTables
from kpi.services.published import surveys
from kpi.services.published.current_release import catch_up
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
    version = release_day(args.release) if args.release else None
    catch_up()
    try:
        edition = chosen_edition(args.edition) if args.edition is not None else None
        text = Text(chosen_language(args.lang) or surveys.language(), surveys.language())
        found = files(version, edition, text, site_address())
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
    _tell_not_said(found.release, offered)
    return OK


def _tell_not_said(release: ReleaseTables, offered: Iterable[str]) -> None:
    """What the plan does not say of the community that the registers of these workbooks know it by."""
    strategy = release.survey.dataset.strategy
    given = dict.fromkeys(name for one in lists_of(strategy) if f"{one.name}.xlsx" in offered for name in one.given)
    if blank := [WORDS.say(f"plan_parameter.{name}") for name in given if not getattr(strategy, name)]:
        write(WORDS.say("cli.handover.not_said", fields="», «".join(blank)))


def _stems(names: "tuple[str, ...] | list[str]") -> list[str]:
    return [name.removesuffix(".xlsx") for name in names]


def _keep(folder: Path, file: File) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / file.saved).write_bytes(file.body)
    except OSError as error:
        raise CommandError(WORDS.say("cli.handover.not_written", file=folder / file.saved)) from error
