"""New leaves and a new checkpoint, in the transaction that writes the snapshot."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from kpi.model import Release
from kpi.services.seals import merkle
from kpi.services.seals.checkpoint import Checkpoint
from kpi.services.seals.content import Lines
from kpi.services.seals.keys import log_name, signer
from kpi.services.seals.leaf import Leaf, hashes
from kpi.services.seals.note import MalformedNoteError, Note, parse
from kpi.store.audit import present_head
from kpi.store.beside import public, seals
from kpi.store.beside.journal_key import journal_key


@dataclass(frozen=True, slots=True)
class ToldRelease:
    """A release as the snapshot tells it; `lines` reads its content when it is asked for."""

    release: Release
    lines: Callable[[], Lines]

    @property
    def key(self) -> tuple[str, date]:
        return self.release.edition, self.release.published


def unsealed(told: Iterable[Release], entries: Sequence[str]) -> set[tuple[str, date]]:
    """Which releases of the snapshot no leaf is of."""
    sealed = {leaf.key for leaf in _leaves(entries)}
    return {(one.edition, one.published) for one in told} - sealed


def _leaves(entries: Iterable[str]) -> Iterator[Leaf]:
    """Those that can be read: one that somebody has altered seals nothing, and a publication waits for no cure."""
    return (leaf for entry in entries if (leaf := Leaf.found_in(entry.encode())) is not None)


def is_current(notes: Sequence[str], entries: Sequence[str]) -> bool:
    """Whether the last checkpoint is over all leaves, and signed by the key that is set."""
    if not notes or not entries:
        return not entries
    try:
        last = parse(notes[-1])
        size = Checkpoint.of(last.text).size
    except MalformedNoteError:
        return False
    key = signer()
    return size == len(entries) and (key is None or key.verifier.is_right(last))


def seal(connection: Connection, community: str, told: Sequence[ToldRelease], today: date) -> None:
    """Add a leaf for each release whose content no leaf holds yet, and a checkpoint where there is something new.

    told  releases whose content is new to the snapshot, or of which no leaf is, in order
    """
    entries = seals.entries(connection, community)
    last = {leaf.key: leaf for leaf in _leaves(entries)}
    added = []
    for one in told:
        leaf = _leaf(one, today)
        if one.key not in last or not leaf.says_the_same(last[one.key]):
            added.append(leaf.entry().decode())
    seals.add_entries(connection, community, added)
    entries += added
    if entries and not is_current(seals.checkpoints(connection, community), entries):
        seals.add_checkpoint(connection, community, str(_checkpoint(connection, community, entries)))


def adopt(connection: Connection, community: str, told: Sequence[public.Item]) -> None:
    """Take over what was published of the log and the store does not hold: a log that was told never grows shorter.

    So it is after a crash between the two files, and after a store went back to a backup.
    """
    entries = [str(content["entry"]) for kind, content in told if kind == seals.TOLD_LEAF]
    notes = [str(content["note"]) for kind, content in told if kind == seals.TOLD_CHECKPOINT]
    own = seals.entries(connection, community)
    if len(entries) > len(own) and entries[: len(own)] == own:
        seals.add_entries(connection, community, entries[len(own) :])
        for note in notes:
            seals.add_checkpoint(connection, community, note)
    known = seals.stamps(connection, community)
    stamped = [dict(content) for kind, content in told if kind == seals.TOLD_STAMP]
    seals.add_stamps(connection, community, [one for one in stamped if one not in known])


def told_items(connection: Connection, community: str) -> list[public.Item]:
    """What the snapshot tells of the log: every leaf, the last checkpoint, every time stamp."""
    entries = seals.entries(connection, community)
    notes = seals.checkpoints(connection, community)[-1:]
    leaves: list[public.Item] = [(seals.TOLD_LEAF, {"entry": entry}) for entry in entries]
    stamped = ((seals.TOLD_STAMP, one) for one in seals.stamps(connection, community))
    return [*leaves, *((seals.TOLD_CHECKPOINT, {"note": note}) for note in notes), *stamped]


def log_of(snapshot: Connection) -> list[public.Item]:
    """What an opened snapshot tells of the log."""
    kinds = (seals.TOLD_LEAF, seals.TOLD_CHECKPOINT, seals.TOLD_STAMP)
    return [(kind, content) for kind in kinds for content in public.items_of(snapshot, kind)]


def _leaf(one: ToldRelease, today: date) -> Leaf:
    moment = one.release.moment.isoformat() if one.release.moment else ""
    return Leaf(
        edition=one.release.edition,
        number=one.release.seq,
        released=one.release.published,
        moment=moment,
        sealed=today,
        tables=hashes(one.lines()),
    )


def _checkpoint(connection: Connection, community: str, entries: Sequence[str]) -> Note:
    key = signer()
    found = Checkpoint(
        origin=log_name() if key is None else key.name,
        size=len(entries),
        root=merkle.root([merkle.leaf_hash(entry.encode()) for entry in entries]),
        journal=present_head(connection, community, journal_key()),
    )
    note = Note(found.text())
    return note if key is None else key.sign(note)
