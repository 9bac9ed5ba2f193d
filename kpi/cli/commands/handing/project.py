"""`python -m kpi project FILE…`: saved records of projects beside our actions (docs/handover.md)."""

import argparse
from pathlib import Path

from kpi.cli.parser import OK, REFUSED, WORDS, CommandError, Commands
from kpi.cli.terminal import tell, write
from kpi.clock import today
from kpi.measure.chain.project_differences import OwnAction
from kpi.services.reporting.project_comparison import MOST_BYTES, ProjectFileError, compared, standing_actions
from kpi.store import NotPublishedError, open_store
from kpi.views.desk.project_comparison import project_view


def register(commands: Commands) -> None:
    parser = commands.add_parser(
        "project", help=WORDS.say("cli.project.help"), description=WORDS.say("cli.project.about")
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=WORDS.say("cli.project.files"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Tell of every file; exit 0, 1 where one could not be read. Nothing is stored."""
    try:
        actions = standing_actions(open_store(), today())
    except NotPublishedError:
        raise CommandError(WORDS.say("cli.export.unpublished")) from None
    told = [_told(file, actions) for file in args.files]
    return OK if all(told) else REFUSED


def _told(file: Path, actions: tuple[OwnAction, ...]) -> bool:
    """Whether the file could be read."""
    try:
        with file.open("rb") as opened:
            found = compared(opened.read(MOST_BYTES + 1), actions)
    except OSError:
        tell(WORDS.say("cli.project.unreadable", file=file))
        return False
    except ProjectFileError as error:
        tell(WORDS.say(f"project.error.{error.reason}", file=file.name, **error.values))
        return False
    view = project_view(found.project, found.actions, WORDS)
    write(view.about)
    if view.none:
        write(view.none)
    for action in view.actions:
        write(f"{action.heading}. {action.summary}")
        for line in action.lines:
            write(f"  {'≠' if line.differs else ' '} {line.said}")
    for sentence in (*view.doubts, *view.aims):
        write(f"  {sentence}")
    return True
