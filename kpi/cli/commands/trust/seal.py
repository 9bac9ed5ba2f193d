"""`python -m kpi seal [key FILE [--name NAME]]`: seal what is not sealed yet, or make the community's key.

docs/seals.md, For who runs the site.
"""

import argparse
from pathlib import Path

from kpi.cli.parser import OK, REFUSED, USAGE, WORDS, CommandError, Commands
from kpi.cli.terminal import tell, write
from kpi.services.operation.stamping import stamp_last
from kpi.services.publishing import is_empty, refresh_public
from kpi.services.seals.keys import SETTING, key_file, log_name, make_key, verifier
from kpi.services.seals.note import MalformedNoteError
from kpi.services.seals.public_log import public_log
from kpi.services.seals.time_stamps.authority import authority
from kpi.services.seals.time_stamps.moments import StampError
from kpi.store import Store, open_store


def register(commands: Commands) -> None:
    parser = commands.add_parser(
        "seal", help=WORDS.say("seal.cli.seal.help"), description=WORDS.say("seal.cli.seal.about")
    )
    acts = parser.add_subparsers(dest="act")
    making = acts.add_parser("key", help=WORDS.say("seal.cli.key.help"), description=WORDS.say("seal.cli.key.about"))
    making.add_argument("file", type=Path, nargs="?", metavar="FILE", help=WORDS.say("seal.cli.key.file"))
    making.add_argument("--name", default="", help=WORDS.say("seal.cli.key.name"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Make the key, or seal; CommandError with its cure where it cannot be done."""
    return _key(args.file, args.name) if args.act == "key" else _seal()


def _key(given: Path | None, name: str) -> int:
    file = given or key_file()
    if file is None:
        raise CommandError(WORDS.say("seal.cli.key.nowhere", setting=SETTING), USAGE)
    try:
        made = make_key(file, name or log_name())
    except FileExistsError:
        raise CommandError(WORDS.say("seal.cli.key.exists", file=file)) from None
    except MalformedNoteError:
        raise CommandError(WORDS.say("seal.cli.key.bad_name", name=name), USAGE) from None
    write(str(made))
    tell(WORDS.say("seal.cli.key.made", file=file, setting=SETTING))
    return OK


def _seal() -> int:
    store = open_store()
    if is_empty(store):
        raise CommandError(WORDS.say("seal.cli.empty"))
    refresh_public(store)
    log, key = public_log(), verifier()
    write(WORDS.count("seal.cli.sealed", len(log.entries)))
    if key is not None:
        write(WORDS.say("seal.cli.signed", key=key))
    elif key_file() is None:
        write(WORDS.say("seal.cli.unsigned", setting=SETTING))
    else:
        tell(WORDS.say("seal.cli.unreadable", setting=SETTING))
        return REFUSED
    return _stamp(store)


def _stamp(store: Store) -> int:
    """The time stamp of what was sealed, where the settings name an authority."""
    asked = authority()
    if asked is None:
        return OK
    try:
        fresh = stamp_last(store, asked)
    except StampError as error:
        tell(WORDS.say("seal.cli.unstamped", address=asked.address, why=WORDS.say(f"seal.trouble.{error.refusal}")))
        return REFUSED
    write(WORDS.say("seal.cli.stamped" if fresh else "seal.cli.stamped_before", address=asked.address))
    return OK
