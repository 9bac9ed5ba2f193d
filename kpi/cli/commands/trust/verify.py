"""`python -m kpi verify [WHAT] [--key KEY] [--witness FILE] [--authority FILE] [--revoked FILE]`: what is proved, or
what not.

WHAT is the day of a release, a file, a saved site (site.zip or its folder); without it all releases are verified.

A static edition is verified without a store and without the net; everything else by the store of the settings.
docs/seals.md.
"""

import argparse
import hashlib
import zipfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kpi.cli.parser import OK, REFUSED, WORDS, CommandError, Commands
from kpi.cli.terminal import write
from kpi.cli.verdict import verifier_of, write_findings
from kpi.services.published import releases
from kpi.services.published.editions import strategy_in_force
from kpi.services.seals import content
from kpi.services.seals.findings import ProofFinding, failed, holds, proved
from kpi.services.seals.note import Verifier
from kpi.services.seals.saved import MANIFEST, check_saved
from kpi.services.seals.site_check import check_one, check_site, site_log
from kpi.services.seals.time_stamps.authority import certificates
from kpi.services.seals.time_stamps.moments import StampTrust
from kpi.services.seals.time_stamps.stamps import are_certificates, are_lists
from kpi.services.seals.verification import LogCheck, check_release
from kpi.services.seals.witnesses import Sighting, told_by
from kpi.settings import site_address
from kpi.store import NotPublishedError
from kpi.text import Text
from kpi.web.seals.served_log import file_by_hash

#: bytes of one file in an archive
_LARGEST = 1 << 28


@dataclass(frozen=True, slots=True)
class _Trust:
    """What was given to verify by: the announced key, what others have seen, by what time stamps are believed."""

    key: Verifier | None
    seen: Sequence[Sighting]
    authority: StampTrust


def register(commands: Commands) -> None:
    parser = commands.add_parser(
        "verify", help=WORDS.say("seal.cli.verify.help"), description=WORDS.say("seal.cli.verify.about")
    )
    parser.add_argument("what", nargs="?", default="", metavar="WHAT", help=WORDS.say("seal.cli.verify.what"))
    parser.add_argument("--key", default="", help=WORDS.say("seal.cli.verify.key"))
    parser.add_argument(
        "--witness", type=Path, action="append", default=[], metavar="FILE", help=WORDS.say("seal.cli.verify.witness")
    )
    parser.add_argument("--authority", type=Path, metavar="FILE", help=WORDS.say("seal.cli.verify.authority"))
    parser.add_argument(
        "--revoked", type=Path, action="append", default=[], metavar="FILE", help=WORDS.say("seal.cli.verify.revoked")
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Say what holds; REFUSED where something does not."""
    trust = _Trust(
        verifier_of(args.key) if args.key else None,
        tuple(one for file in args.witness for one in _seen(file)),
        StampTrust(
            _certificates(args.authority) if args.authority else certificates(),
            tuple(_list(file) for file in args.revoked),
        ),
    )
    try:
        found = _found(args.what, trust)
    except NotPublishedError:
        raise CommandError(WORDS.say("cli.export.unpublished")) from None
    write_findings(found)
    write(WORDS.say("seal.cli.verify.whole" if holds(found) else "seal.cli.verify.broken"))
    return OK if holds(found) else REFUSED


def _certificates(file: Path) -> bytes:
    found = file.read_bytes() if file.is_file() else b""
    if not are_certificates(found):
        raise CommandError(WORDS.say("seal.cli.verify.no_authority", file=file))
    return found


def _list(file: Path) -> bytes:
    found = file.read_bytes() if file.is_file() else b""
    if not are_lists(found):
        raise CommandError(WORDS.say("seal.cli.verify.no_list", file=file))
    return found


def _seen(file: Path) -> list[Sighting]:
    found = told_by(file)
    if not found:
        raise CommandError(WORDS.say("seal.cli.verify.no_witness", file=file))
    return found


def _found(what: str, trust: _Trust) -> list[ProofFinding]:
    if not what:
        return check_site(trust.key, trust.seen, trust.authority)
    if (day := _day(what)) is not None:
        return _release(day, trust)
    file = Path(what)
    if file.is_dir() and (file / MANIFEST).is_file():
        return _folder(file, trust)
    if not file.is_file():
        raise CommandError(WORDS.say("seal.cli.verify.absent", what=what))
    if zipfile.is_zipfile(file) and (found := _archive(file, trust)) is not None:
        return found
    return _file(file, trust)


def _day(what: str) -> date | None:
    try:
        return date.fromisoformat(what)
    except ValueError:
        return None


def _release(day: date, trust: _Trust) -> list[ProofFinding]:
    log = site_log(trust.key, trust.seen, trust.authority)
    known = [one for one in releases.every_release() if one.published == day]
    if not known:
        return [*log.findings, failed("release_unknown", day=day)]
    return [*log.findings, *(finding for one in known for finding in check_one(log, one.edition, day))]


def _folder(folder: Path, trust: _Trust) -> list[ProofFinding]:
    files = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}
    return check_saved(
        files,
        lambda name: files[name].read_bytes() if name in files else None,
        key=trust.key,
        seen=trust.seen,
        authority=trust.authority,
    )


def _archive(file: Path, trust: _Trust) -> list[ProofFinding] | None:
    """What holds of a saved site; None for another archive."""
    with ExitStack() as opened:
        archive = opened.enter_context(zipfile.ZipFile(file))
        members = {one.filename: one for one in archive.infolist() if not one.is_dir()}
        if MANIFEST not in members:
            return None

        def read(name: str) -> bytes | None:
            if name not in members or members[name].file_size > _LARGEST:
                return None
            try:
                return archive.read(name)
            except zipfile.BadZipFile:
                return None

        return check_saved(members, read, key=trust.key, seen=trust.seen, authority=trust.authority)


def _file(file: Path, trust: _Trust) -> list[ProofFinding]:
    """A file of the Data page, or the public content of a release: which release it is of."""
    data, log = file.read_bytes(), site_log(trust.key, trust.seen, trust.authority)
    try:
        tables = content.read(data)
    except content.MalformedContentError:
        return [*log.findings, *_downloaded(file.name, data, log)]
    known = sorted({leaf.released for leaf in log.leaves}, reverse=True)
    told = [check_release(log, None, day, tables) for day in known]
    fitting = next((found for found in told if holds(found)), None)
    return [*log.findings, *(fitting or [failed("content_unknown", file=file.name)])]


def _downloaded(name: str, data: bytes, log: LogCheck) -> list[ProofFinding]:
    digest = hashlib.sha256(data).hexdigest()
    for one in reversed(releases.every_release()):
        strategy = strategy_in_force()
        text = Text(strategy.language, strategy.language, strategy.said_languages)
        found = file_by_hash(digest, one.published, one.edition, text, site_address())
        if found is not None:
            return [proved("file", file=found, day=one.published), *check_one(log, one.edition, one.published)]
    return [failed("file_unknown", file=name, hash=digest)]
