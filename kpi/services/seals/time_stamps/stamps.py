"""Time stamps of checkpoints (RFC 3161) as files of the log, and what they prove of it.

stamps             a line for each checkpoint that was stamped, the oldest first: SHA-256 of its text in hex
stamp/<hash>.note  the checkpoint as it stood then
stamp/<hash>.tsr   the authority's answer over the text of that note
authority          the certificates by which the site believes the authority (PEM)
"""

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from kpi import clock
from kpi.services.seals import merkle
from kpi.services.seals.checkpoint import Checkpoint
from kpi.services.seals.findings import ProofFinding, failed, noted, proved
from kpi.services.seals.leaf import Leaf
from kpi.services.seals.note import MalformedNoteError, parse
from kpi.services.seals.tiles import Read
from kpi.services.seals.time_stamps.moments import StampedMoment, StampError, StampTrust

if TYPE_CHECKING:
    from kpi.services.seals.time_stamps.rfc3161 import Rfc3161

INDEX, AUTHORITY = "stamps", "authority"
#: clocks of two machines may differ so much
_DRIFT = timedelta(minutes=5)
#: the day of a seal is the community's, and no community's day begins earlier before that of Greenwich
_DAY = timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A checkpoint that was stamped: its note, and the authority's answer."""

    note: str
    answer: bytes

    @classmethod
    def of(cls, told: Mapping[str, object]) -> Self:
        """From what the store and the snapshot keep of it; an answer that is no base64 any more stands as it is."""
        written = str(told["answer"])
        try:
            return cls(str(told["note"]), base64.b64decode(written))
        except ValueError:
            return cls(str(told["note"]), written.encode())

    def told(self) -> dict[str, str]:
        return {"note": self.note, "answer": base64.b64encode(self.answer).decode()}

    @property
    def hash(self) -> str:
        """By which it is found."""
        return hash_of_note(self.note)

    def files(self) -> dict[str, bytes]:
        """Its files by their addresses below /log/."""
        return {note_path(self.hash): self.note.encode(), answer_path(self.hash): self.answer}


@dataclass(frozen=True, slots=True)
class StampCheck:
    """What was found; `times`: up to which number of leaves something was stamped when, of what holds."""

    findings: tuple[ProofFinding, ...] = ()
    times: tuple[tuple[int, datetime], ...] = ()


def hash_of(text: str) -> str:
    """By which the text of a checkpoint is found among those that were stamped; it is what the authority has seen."""
    return hashlib.sha256(text.encode()).hexdigest()


def hash_of_note(note: str) -> str:
    """Of the text of a note; one that somebody has altered so that it is none any more has a hash too."""
    try:
        return hash_of(parse(note).text)
    except MalformedNoteError:
        return hash_of(note)


def note_path(digest: str) -> str:
    return f"stamp/{digest}.note"


def answer_path(digest: str) -> str:
    return f"stamp/{digest}.tsr"


def index_of(known: Sequence[Stamp]) -> bytes:
    """The file that lists them."""
    return "".join(f"{one.hash}\n" for one in known).encode()


def held_against(
    read: Read, text: str, leaves: Sequence[Leaf], hashes: Sequence[bytes], authority: StampTrust
) -> StampCheck:
    """Every stamp of a log held against it, and against the authority.

    text       of the checkpoint as it stands now
    hashes     of the leaves
    authority  by what it is believed; without certificates it is said that nothing was verified
    """
    listed = (read(INDEX) or b"").decode("ascii", "replace").split()
    if not listed:
        return StampCheck()
    if authority.certificates is None or not are_certificates(authority.certificates):
        return StampCheck((noted("stamp_unverified", count=len(listed)),))
    wrong: list[ProofFinding] = []
    right: list[tuple[int, StampedMoment]] = []
    for digest in listed:
        try:
            checkpoint, moment = _stamped(read, digest, authority.certificates, authority.lists)
        except _UnprovedError as error:
            wrong.append(error.finding)
            continue
        misfits = list(_misfits(checkpoint, moment.at, leaves, hashes))
        wrong += misfits
        right += [] if misfits else [(checkpoint.size, moment)]
    last = max(right, key=lambda one: one[1].at, default=None)
    told = [proved("stamped", size=last[0], at=last[1].at, name=last[1].name)] if last else []
    told += _revocation([moment for _, moment in right], authority.lists)
    awaited = [] if hash_of(text) in listed else [noted("stamp_awaited")]
    return StampCheck((*wrong, *told, *awaited), tuple((size, moment.at) for size, moment in right))


def _revocation(right: Sequence[StampedMoment], lists: Sequence[bytes]) -> Iterator[ProofFinding]:
    """What is said of the stamps that hold: that their certificates were not revoked, or that this is not known."""
    if not right:
        return
    said = [moment.unrevoked for moment in right if moment.unrevoked is not None]
    if not lists:
        yield noted("stamp_revocation")
    elif len(said) == len(right):
        yield proved("stamp_unrevoked", at=min(said))
    else:
        yield noted("stamp_unlisted", count=len(right) - len(said))


def first_over(times: Sequence[tuple[int, datetime]], place: int) -> datetime | None:
    """When a leaf (`place` from 0) was first stamped."""
    return min((at for size, at in times if size > place), default=None)


def are_certificates(authority: bytes) -> bool:
    """Whether these are certificates (PEM)."""
    try:
        return bool(protocol().certificates(authority))
    except ValueError:
        return False


def are_lists(data: bytes) -> bool:
    """Whether these are lists of revoked certificates that can be used (CRL; PEM or DER)."""
    try:
        return bool(protocol().lists(data))
    except ValueError:
        return False


def protocol() -> "type[Rfc3161]":
    """What the protocol does."""
    # 15 MiB that a site does not hold without time stamps
    from kpi.services.seals.time_stamps.rfc3161 import Rfc3161

    return Rfc3161


class _UnprovedError(ValueError):
    def __init__(self, finding: ProofFinding) -> None:
        super().__init__(finding.key)
        self.finding = finding


def _stamped(read: Read, digest: str, certificates: bytes, lists: Sequence[bytes]) -> tuple[Checkpoint, StampedMoment]:
    """What was stamped, and when; `_UnprovedError`."""
    written, answer = read(note_path(digest)), read(answer_path(digest))
    try:
        text = parse((written or b"").decode()).text
        checkpoint = Checkpoint.of(text)
    except (MalformedNoteError, UnicodeDecodeError) as error:
        raise _UnprovedError(failed("stamp_missing", hash=digest)) from error
    if answer is None or hash_of(text) != digest:
        raise _UnprovedError(failed("stamp_missing", hash=digest))
    try:
        return checkpoint, protocol().moment(answer, text, protocol().certificates(certificates), lists=lists)
    except StampError as error:
        raise _UnprovedError(failed(f"stamp_{error.refusal}", size=checkpoint.size)) from error


def _misfits(
    checkpoint: Checkpoint, at: datetime, leaves: Sequence[Leaf], hashes: Sequence[bytes]
) -> Iterator[ProofFinding]:
    size, covered = checkpoint.size, leaves[: checkpoint.size]
    if size > len(leaves) or merkle.root(hashes[:size]) != checkpoint.root:
        yield failed("stamp_forked", size=size, at=at)
    moments = [datetime.fromisoformat(leaf.moment) for leaf in covered if leaf.moment]
    early = any(at + _DRIFT < moment for moment in moments)
    if early or any((at + _DAY).date() < leaf.sealed for leaf in covered):
        yield failed("stamp_early", size=size, at=at)
    if at > clock.now() + _DRIFT:
        yield failed("stamp_future", size=size, at=at)
