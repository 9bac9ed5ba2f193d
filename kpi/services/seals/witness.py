"""A witness: sees the log once a day, holds it against what it saw before, and signs (https://c2sp.org/tlog-cosignature).

Its folder holds its own key (`witness.key`, `witness.vkey`), the log's (`log.vkey`, as it was met first) and a note a
day (`2026-11-30.checkpoint`). What does not fit is kept beside (`2026-11-30.refused`) and never signed: it is the proof
that two logs were shown.
"""

from datetime import UTC, datetime
from pathlib import Path

from kpi.services.seals import merkle, tiles
from kpi.services.seals.checkpoint import Checkpoint
from kpi.services.seals.findings import ProofFinding, failed, noted, proved
from kpi.services.seals.note import WITNESS, MalformedNoteError, Note, Signer, Verifier, parse
from kpi.services.seals.tiles import MalformedTileError, Read
from kpi.services.seals.witnesses import SEEN
from kpi.services.secret_file import write_secret

PRIVATE, PUBLIC, LOG_KEY, REFUSED = "witness.key", "witness.vkey", "log.vkey", ".refused"


def witness_key(folder: Path, name: str) -> Signer:
    """The witness's key, made when it is first asked for; `MalformedNoteError`, OSError."""
    file = folder / PRIVATE
    if file.exists():
        return Signer.of(file.read_text(encoding="ascii"))
    made = Signer.new(name, WITNESS)
    write_secret(file, f"{made.written()}\n")
    (folder / PUBLIC).write_text(f"{made.verifier}\n", encoding="ascii")
    return made


def last_seen(folder: Path) -> Checkpoint | None:
    """The largest log that the witness has signed."""
    notes = (parse(file.read_text(encoding="utf-8")) for file in folder.glob(f"*{SEEN}"))
    return max((Checkpoint.of(note.text) for note in notes), key=lambda one: one.size, default=None)


def watch(
    read: Read, folder: Path, signer: Signer, now: datetime, log_key: Verifier | None = None
) -> list[ProofFinding]:
    """See the log, and sign what fits all that was seen before.

    log_key  that the community has announced; without one the key that the log itself told first is kept
    """
    data = read(tiles.CHECKPOINT)
    try:
        note = parse((data or b"").decode())
        told = Checkpoint.of(note.text)
    except (MalformedNoteError, UnicodeDecodeError):
        return [failed("no_checkpoint")]
    found, key = _pinned(read, folder, log_key)
    if key is None or not key.is_right(note):
        _keep(folder, now, REFUSED, note)
        return [*found, failed("signature_wrong", name=told.origin) if key else failed("no_log_key")]
    try:
        wrong = _inconsistency(tiles.read_leaves(read, told.size), told, last_seen(folder))
    except MalformedTileError:
        return [*found, failed("entries_missing", size=told.size)]
    if wrong is not None:
        _keep(folder, now, REFUSED, note)
        return [*found, wrong]
    _keep(folder, now, SEEN, signer.sign(note, int(now.timestamp())))
    return [*found, proved("witnessed", size=told.size, name=signer.name)]


def _inconsistency(leaves: list[bytes], told: Checkpoint, before: Checkpoint | None) -> ProofFinding | None:
    """What does not fit: the tiles and their checkpoint, or the log and what was seen of it before."""
    if merkle.root(leaves) != told.root:
        return failed("root_differs", size=told.size)
    if before is None:
        return None
    if before.origin != told.origin:
        return failed("last_other", origin=told.origin)
    if before.size > told.size:
        return failed("last_shorter", size=before.size, own=told.size)
    if merkle.root(leaves[: before.size]) != before.root:
        return failed("last_forked", size=before.size)
    return None


def _pinned(read: Read, folder: Path, given: Verifier | None) -> tuple[list[ProofFinding], Verifier | None]:
    """The log's key: the one that was kept; at first the one given, else the one that the log tells."""
    file = folder / LOG_KEY
    if file.exists():
        return [], Verifier.of(file.read_text(encoding="ascii"))
    try:
        key = given or Verifier.of((read("key") or b"").decode())
    except (MalformedNoteError, UnicodeDecodeError):
        return [], None
    file.write_text(f"{key}\n", encoding="ascii")
    return [] if given else [noted("key_met", name=key.name, line=str(key))], key


def _keep(folder: Path, now: datetime, ending: str, note: Note) -> None:
    (folder / f"{now.astimezone(UTC).date().isoformat()}{ending}").write_text(str(note), encoding="utf-8")
