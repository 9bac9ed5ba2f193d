"""What witnesses outside the city have seen of the log: their notes in a folder, signed with keys of their own."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kpi.services.seals import merkle
from kpi.services.seals.checkpoint import Checkpoint
from kpi.services.seals.findings import ProofFinding, failed, proved
from kpi.services.seals.note import WITNESS, MalformedNoteError, Note, Verifier, parse, seen_at
from kpi.settings import variables

SETTING = "POSTUP_WITNESSES"
KEY, SEEN = ".vkey", ".checkpoint"
_LARGEST = 1 << 16


@dataclass(frozen=True, slots=True)
class Sighting:
    """A checkpoint that a witness has signed; `at` None where its key is not known: then somebody has kept it."""

    name: str
    checkpoint: Checkpoint
    note: Note
    at: datetime | None = None
    key: Verifier | None = None


def witness_folder() -> Path | None:
    """The folder that the settings name."""
    said = variables().get(SETTING, "").strip()
    return Path(said) if said else None


def sightings(folder: Path | None) -> list[Sighting]:
    """What the witnesses whose keys lie in a folder have signed, each note once; what is no note is passed over."""
    if folder is None or not folder.is_dir():
        return []
    keys = [key for file in sorted(folder.rglob(f"*{KEY}")) for key in _keys(file)]
    notes = [note for file in sorted(folder.rglob(f"*{SEEN}")) for note in _notes(file)]
    return [one for note in notes for one in _by_witnesses(note, keys)]


def told_by(file: Path) -> list[Sighting]:
    """What one file of a witness says, or all of a folder; without its key it is a checkpoint that somebody kept."""
    if file.is_dir():
        return sightings(file)
    keys = [key for beside in sorted(file.parent.glob(f"*{KEY}")) for key in _keys(beside)]
    found = []
    for note in _notes(file):
        checkpoint = Checkpoint.of(note.text)
        found += _by_witnesses(note, keys) or [Sighting(file.name, checkpoint, note)]
    return found


def held_against(found: Sequence[Sighting], origin: str, leaves: Sequence[bytes]) -> Iterator[ProofFinding]:
    """Whether the log still holds what each of them saw of it; of what fits only the largest that each has seen."""
    largest = {one.name: one for one in sorted(found, key=lambda one: one.checkpoint.size)}
    for one in found:
        size, told = one.checkpoint.size, {"name": one.name, "size": one.checkpoint.size, "at": one.at}
        if one.checkpoint.origin != origin:
            yield failed("other_log", **told, origin=one.checkpoint.origin)
        elif size > len(leaves):
            yield failed("shorter", **told, own=len(leaves))
        elif merkle.root(leaves[:size]) != one.checkpoint.root:
            yield failed("forked", **told)
        elif one is largest[one.name]:
            yield proved("seen" if one.at else "kept", **told)


def cosigned(note: Note, found: Iterable[Sighting]) -> Note:
    """The note with the signatures of all witnesses that signed this very one."""
    for one in found:
        signature = None if one.key is None else one.key.signature_of(one.note)
        if signature is not None and one.note.text == note.text:
            note = note.signed(signature)
    return note


def _by_witnesses(note: Note, keys: Sequence[Verifier]) -> list[Sighting]:
    signed = ((key, key.signature_of(note)) for key in keys if key.is_right(note))
    return [
        Sighting(key.name, Checkpoint.of(note.text), note, datetime.fromtimestamp(seen_at(signature), UTC), key)
        for key, signature in signed
        if signature is not None
    ]


def _keys(file: Path) -> Iterator[Verifier]:
    for line in _text(file).splitlines():
        try:
            key = Verifier.of(line)
        except MalformedNoteError:
            continue
        if key.kind == WITNESS:
            yield key


def _notes(file: Path) -> Iterator[Note]:
    try:
        note = parse(_text(file))
        Checkpoint.of(note.text)
    except MalformedNoteError:
        return
    yield note


def _text(file: Path) -> str:
    """What is in a file; "" for what is none of ours, too large or no text."""
    try:
        with file.open("rb") as opened:
            data = opened.read(_LARGEST + 1)
        return "" if len(data) > _LARGEST else data.decode()
    except (OSError, UnicodeDecodeError):
        return ""
