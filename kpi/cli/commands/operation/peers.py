"""`python -m kpi peers add PACKAGE [--key KEY] | remove KEY | list`: communities beside ours (docs/operate.md)."""

import argparse
from datetime import UTC, date, datetime
from pathlib import Path

from kpi.cli.parser import OK, WORDS, CommandError, Commands
from kpi.cli.terminal import write
from kpi.services.peers import PackageError, add_peer, list_peers, remove_peer, shared_codes
from kpi.store import open_store
from kpi.store.beside.peers import Peer
from kpi.workbook import MAX_BYTES


def register(commands: Commands) -> None:
    parser = commands.add_parser("peers", help=WORDS.say("peers.help"), description=WORDS.say("peers.about"))
    acts = parser.add_subparsers(dest="act", required=True)
    adding = acts.add_parser("add", help=WORDS.say("peers.add.help"))
    adding.add_argument("package", type=Path, metavar=WORDS.say("peers.add.file"))
    adding.add_argument("--key", default="", help=WORDS.say("peers.add.key"))
    removing = acts.add_parser("remove", help=WORDS.say("peers.remove.help"))
    removing.add_argument("key", metavar="KEY")
    acts.add_parser("list", help=WORDS.say("peers.list.help"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """What is asked for; CommandError with its cure where it cannot be done."""
    match args.act:
        case "add":
            _add(args.package, args.key)
        case "remove":
            _remove(args.key)
        case _:
            _list()
    return OK


def _add(file: Path, key: str) -> None:
    store = open_store()
    try:
        with file.open("rb") as opened:
            data = opened.read(MAX_BYTES + 1)
        peer, fresh = add_peer(data, key=key, now=datetime.now(UTC), store=store)
    except OSError as error:
        raise CommandError(WORDS.say("peers.unreadable", file=file)) from error
    except PackageError as error:
        raise CommandError(WORDS.say(f"peers.error.{error.reason}", file=file, **error.values)) from error
    said = _said(peer) | {"shared": len(shared_codes(store, peer))}
    write(WORDS.say("peers.added" if fresh else "peers.same", **said))


def _remove(key: str) -> None:
    try:
        remove_peer(key, now=datetime.now(UTC), store=open_store())
    except LookupError as error:
        raise CommandError(WORDS.say("peers.unknown", key=key)) from error
    write(WORDS.say("peers.removed", key=key))


def _list() -> None:
    found = list_peers(open_store())
    for peer in found:
        write(WORDS.say("peers.list.line", **_said(peer)))
    if not found:
        write(WORDS.say("peers.list.none"))


def _said(peer: Peer) -> dict[str, object]:
    return {
        "key": peer.key,
        "name": peer.content["publisher"],
        "day": WORDS.date(date.fromisoformat(peer.released)),
        "licence": peer.content["licence"] or WORDS.say("peers.no_licence"),
        "n": len(peer.content["indicators"]),
    }
