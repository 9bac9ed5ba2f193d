"""The log and a release held against each other, from public files alone: no store, no net."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kpi.services.seals import merkle, tiles, witnesses
from kpi.services.seals.checkpoint import Checkpoint
from kpi.services.seals.content import Lines
from kpi.services.seals.findings import ProofFinding, failed, noted, proved
from kpi.services.seals.leaf import Leaf, MalformedLeafError, hashes
from kpi.services.seals.note import LOG, MalformedNoteError, Note, Verifier, parse
from kpi.services.seals.tiles import MalformedTileError, Read
from kpi.services.seals.time_stamps import stamps
from kpi.services.seals.time_stamps.moments import UNTRUSTED, StampTrust
from kpi.services.seals.witnesses import Sighting


@dataclass(frozen=True, slots=True, kw_only=True)
class LogCheck:
    """A log that was read: what was found, and its leaves where it could be read whole.

    stamped  up to which number of leaves it was stamped when (`kpi.services.seals.time_stamps.stamps`)
    """

    findings: tuple[ProofFinding, ...]
    checkpoint: Checkpoint | None = None
    leaves: tuple[Leaf, ...] = ()
    stamped: tuple[tuple[int, datetime], ...] = ()

    def of(self, edition: str | None, released: date) -> list[tuple[int, Leaf]]:
        """The leaves of a release with their places, the oldest first; `edition` None: of whichever has that day."""
        return [
            (at, leaf)
            for at, leaf in enumerate(self.leaves)
            if leaf.released == released and edition in (None, leaf.edition)
        ]


def check_log(
    read: Read, *, key: Verifier | None = None, seen: Sequence[Sighting] = (), authority: StampTrust = UNTRUSTED
) -> LogCheck:
    """Read the whole log and hold it against its checkpoint, the key, and what others have seen of it.

    key        that the community has announced; None: the log is held against itself alone
    seen       checkpoints of witnesses, or that somebody kept
    authority  by what whoever stamps checkpoints is believed; without certificates time stamps are not verified
    """
    data = read(tiles.CHECKPOINT)
    if data is None:
        return LogCheck(findings=(failed("no_log"),))
    try:
        note = parse(data.decode())
        checkpoint = Checkpoint.of(note.text)
    except (MalformedNoteError, UnicodeDecodeError):
        return LogCheck(findings=(failed("no_checkpoint"),))
    signed = tuple(_signed(note, key))
    try:
        entries = tiles.read_entries(read, checkpoint.size)
        leaves = tuple(map(Leaf.of_entry, entries))
    except MalformedTileError:
        return LogCheck(findings=(failed("entries_missing", size=checkpoint.size), *signed), checkpoint=checkpoint)
    except MalformedLeafError:
        return LogCheck(findings=(failed("leaf_unreadable"), *signed), checkpoint=checkpoint)
    hashed = [merkle.leaf_hash(entry) for entry in entries]
    told = (*_tree(read, entries, checkpoint), *signed, *witnesses.held_against(seen, checkpoint.origin, hashed))
    outside = () if any(one.at for one in seen) else (noted("no_witness"),)
    stamped = stamps.held_against(read, note.text, leaves, hashed, authority)
    findings = (*told, *outside, *stamped.findings)
    return LogCheck(findings=findings, checkpoint=checkpoint, leaves=leaves, stamped=stamped.times)


def _tree(read: Read, entries: Sequence[bytes], checkpoint: Checkpoint) -> Iterator[ProofFinding]:
    levels = tiles.level_hashes(entries)
    wrong = [path for path in tiles.paths(len(entries)) if read(path) != tiles.content_at(path, entries, levels)]
    yield from (failed("tile_differs", file=path) for path in wrong)
    if merkle.root(levels[0]) != checkpoint.root:
        yield failed("root_differs", size=checkpoint.size)
    elif not wrong:
        yield proved("log_whole", size=checkpoint.size)


def _signed(note: Note, key: Verifier | None) -> Iterator[ProofFinding]:
    """Whose signature the checkpoint bears."""
    if not note.signatures:
        yield failed("signature_missing", name=key.name) if key else noted("unsigned")
    elif key is None:
        yield noted("signed_by_unknown", name=note.signatures[0].name)
    elif key.kind == LOG and key.is_right(note):
        yield proved("signed", name=key.name)
    else:
        yield failed("signature_wrong", name=key.name)


def check_release(check: LogCheck, edition: str | None, released: date, tables: Lines) -> list[ProofFinding]:
    """Whether the content is the one that the log holds of a release, table by table."""
    known = check.of(edition, released)
    if not known:
        return [failed("release_unknown", day=released)]
    at, last = known[-1]
    differing = list(_differing(last.tables, hashes(tables)))
    if differing:
        former = next((leaf for _, leaf in known[:-1] if dict(leaf.tables) == hashes(tables)), None)
        if former is not None:
            return [failed("release_former", day=released, sealed=former.sealed, again=last.sealed)]
        return differing
    told = {"day": released, "edition": last.edition, "number": last.number, "leaf": at + 1, "sealed": last.sealed}
    found = [proved("release_late" if last.late else "release", **told)]
    if last.moment:
        found.append(proved("moment", moment=datetime.fromisoformat(last.moment), day=released))
    if (stamped := stamps.first_over(check.stamped, at)) is not None:
        found.append(proved("release_stamped", at=stamped, day=released))
    if len(known) > 1:
        found.append(noted("restated", count=len(known) - 1, first=known[0][1].sealed, day=released))
    return found


def _differing(sealed: Mapping[str, tuple[int, str]], found: Mapping[str, tuple[int, str]]) -> Iterator[ProofFinding]:
    for name in sorted({*sealed, *found}):
        before, now = sealed.get(name, (0, "")), found.get(name, (0, ""))
        if before[0] != now[0]:
            yield failed("rows_differ", table=name, sealed=before[0], found=now[0])
        elif before != now:
            yield failed("table_differs", table=name, rows=now[0])
