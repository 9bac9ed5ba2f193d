"""`python -m kpi witness URL --dir FOLDER [--name NAME] [--key KEY]`: see the log of a site once, and sign it.

docs/seals.md, How to be a witness. Run once a day.
"""

import argparse
from pathlib import Path

import httpx2

from kpi import clock
from kpi.cli.parser import OK, REFUSED, USAGE, WORDS, CommandError, Commands
from kpi.cli.terminal import write
from kpi.cli.verdict import verifier_of, write_findings
from kpi.services.seals.findings import holds
from kpi.services.seals.note import MalformedNoteError, Verifier
from kpi.services.seals.witness import PRIVATE, watch, witness_key

#: bytes of a file of the log, seconds for its answer
_LARGEST, _PATIENCE = 1 << 25, 30.0


def register(commands: Commands) -> None:
    parser = commands.add_parser(
        "witness", help=WORDS.say("seal.cli.witness.help"), description=WORDS.say("seal.cli.witness.about")
    )
    parser.add_argument("url", metavar="URL", help=WORDS.say("seal.cli.witness.url"))
    parser.add_argument("--dir", type=Path, required=True, metavar="FOLDER", help=WORDS.say("seal.cli.witness.dir"))
    parser.add_argument("--name", default="", help=WORDS.say("seal.cli.witness.name"))
    parser.add_argument("--key", default="", help=WORDS.say("seal.cli.verify.key"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Sign the log, or say what does not fit; REFUSED where it does not."""
    if not args.name and not (args.dir / PRIVATE).exists():
        raise CommandError(WORDS.say("seal.cli.witness.nameless"), USAGE)
    args.dir.mkdir(exist_ok=True)
    try:
        signer = witness_key(args.dir, args.name)
    except MalformedNoteError:
        raise CommandError(WORDS.say("seal.cli.key.bad_name", name=args.name), USAGE) from None
    base = args.url.rstrip("/").removesuffix("/log")
    with httpx2.Client(timeout=_PATIENCE) as client:
        found = watch(
            lambda path: _fetched(client, f"{base}/log/{path}"), args.dir, signer, clock.now(), _key(args.key)
        )
    write_findings(found)
    write(WORDS.say("seal.cli.witness.own", key=signer.verifier))
    return OK if holds(found) else REFUSED


def _key(written: str) -> Verifier | None:
    return verifier_of(written) if written else None


def _fetched(client: httpx2.Client, address: str) -> bytes | None:
    """A file of the log; None where the site has none there; `CommandError` where it does not answer."""
    try:
        answer = client.get(address)
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise CommandError(WORDS.say("seal.cli.witness.no_answer", address=address)) from error
    return answer.content if answer.is_success and len(answer.content) <= _LARGEST else None
