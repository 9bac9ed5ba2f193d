"""`python -m kpi export --site FOLDER [--zip FILE] [--release DAY] [--edition NAME]`: the public site as files.

docs/operate.md, The edition that needs no server.
"""

import argparse
from contextlib import nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

from kpi.cli.asked_site import fetch
from kpi.cli.chosen_release import chosen_edition, release_day
from kpi.cli.parser import OK, USAGE, WORDS, CommandError, Commands
from kpi.cli.terminal import write
from kpi.services.published.current_release import catch_up
from kpi.settings import site_address
from kpi.store import NotPublishedError, UnknownReleaseError
from kpi.web.saved.export import export, packed


def register(commands: Commands) -> None:
    parser = commands.add_parser("export", help=WORDS.say("cli.export.help"), description=WORDS.say("cli.export.about"))
    parser.add_argument("--site", metavar="FOLDER", help=WORDS.say("cli.export.site"))
    parser.add_argument("--zip", metavar="FILE", help=WORDS.say("cli.export.zip"))
    parser.add_argument("--release", metavar="DAY", help=WORDS.say("cli.export.release"))
    parser.add_argument("--edition", metavar="NAME", help=WORDS.say("cli.export.edition"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the folder, the archive, or both; exit 0."""

    if not args.site and not args.zip:
        raise CommandError(WORDS.say("cli.export.nothing"), USAGE)
    version = release_day(args.release) if args.release else None
    catch_up()
    with nullcontext(args.site) if args.site else TemporaryDirectory() as folder:
        try:
            edition = chosen_edition(args.edition) if args.edition else None
            done = export(Path(folder), fetch, host=site_address(), version=version, edition=edition)
        except FileExistsError:
            raise CommandError(WORDS.say("cli.export.not_empty", folder=folder)) from None
        except UnknownReleaseError:
            raise CommandError(WORDS.say("cli.export.unknown", day=args.release)) from None
        except NotPublishedError:
            raise CommandError(WORDS.say("cli.export.unpublished")) from None
        if args.zip:
            packed(Path(folder), Path(args.zip))
    megabytes = WORDS.number(done.size / 1e6, 1)
    write(WORDS.say("cli.export.done", pages=done.pages, files=done.files, megabytes=megabytes))
    return OK
