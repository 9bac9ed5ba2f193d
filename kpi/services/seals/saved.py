"""The proof that a static edition carries in its folder `log/`, and its verification without a net or a store.

checkpoint, tile/…   the log (`kpi.services.seals.tiles`)
key                  the community's public key, where there is one
stamps, stamp/…      time stamps of checkpoints, and `authority`, the certificates by which the site believes them
release.jsonl        what the release says in public (`kpi.services.seals.content`)
manifest             SHA-256 of every other file, a note signed with the same key
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from kpi.measure.dataset import Dataset
from kpi.services.seals import content, verification
from kpi.services.seals.findings import ProofFinding, failed, noted, proved
from kpi.services.seals.note import MalformedNoteError, Note, Signer, Verifier, parse
from kpi.services.seals.public_log import PublicLog
from kpi.services.seals.time_stamps import stamps
from kpi.services.seals.time_stamps.moments import UNTRUSTED, StampTrust
from kpi.services.seals.witnesses import Sighting

FOLDER = "log/"
AUTHORITY = FOLDER + stamps.AUTHORITY
KEY, RELEASE, MANIFEST = f"{FOLDER}key", f"{FOLDER}release.jsonl", f"{FOLDER}manifest"
_HEAD = "postup static edition"


def proof_files(
    log: PublicLog, dataset: Dataset, key: Verifier | None, authority: bytes | None = None
) -> dict[str, bytes]:
    """The files of `log/` without the manifest; `authority`: certificates (PEM) of whoever stamps checkpoints."""
    found = {FOLDER + name: body for name, body in log.files().items()}
    if key is not None:
        found[KEY] = f"{key}\n".encode()
    if authority is not None and log.stamps:
        found[AUTHORITY] = authority
    return found | {RELEASE: content.written(content.lines_of(dataset))}


def manifest(digests: Iterable[tuple[str, str]], edition: str, released: date, signer: Signer | None) -> bytes:
    """The note that names every file: its lines below the head are those of `sha256sum`.

    digests  names of files and SHA-256 in hex
    """
    lines = (f"{digest}  {name}" for name, digest in sorted(digests))
    note = Note("\n".join((_HEAD, f"release {released.isoformat()} {edition}", *lines)) + "\n")
    return str(note if signer is None else signer.sign(note)).encode()


def check_saved(
    names: Collection[str],
    read: Callable[[str], bytes | None],
    *,
    key: Verifier | None = None,
    seen: Sequence[Sighting] = (),
    authority: StampTrust = UNTRUSTED,
) -> list[ProofFinding]:
    """What holds of a static edition, and what does not.

    names      of all files in it
    key        that the community has announced; None: the one that lies in it, which is told
    authority  by what whoever stamps checkpoints is believed; without certificates by those in it, which is told
    """
    own = _own_key(read(KEY))
    known = key or own
    found = [noted("own_key", line=str(own), name=own.name)] if key is None and own is not None else []
    if authority.certificates is None and (certificates := read(AUTHORITY)) is not None:
        authority = replace(authority, certificates=certificates)
        found.append(noted("own_authority"))
    log = verification.check_log(lambda path: read(FOLDER + path), key=known, seen=seen, authority=authority)
    found += log.findings
    data = read(MANIFEST)
    try:
        note = parse((data or b"").decode(), longest=None)
        edition, released, digests = _read_manifest(note.text)
    except (MalformedNoteError, UnicodeDecodeError):
        return [*found, failed("no_manifest")]
    found += _signed(note, known)
    found += _files(digests, names, read)
    try:
        tables = content.read(read(RELEASE) or b"")
    except content.MalformedContentError:
        return [*found, failed("no_content")]
    return [*found, *verification.check_release(log, edition, released, tables)]


def _read_manifest(text: str) -> tuple[str, date, Mapping[str, str]]:
    """Edition, day of the release, SHA-256 by the name of the file; `MalformedNoteError`."""
    lines = text.splitlines()
    if len(lines) < 2 or lines[0] != _HEAD or not lines[1].startswith("release "):
        raise MalformedNoteError("no manifest")
    day, _, edition = lines[1].removeprefix("release ").partition(" ")
    try:
        released = date.fromisoformat(day)
    except ValueError as error:
        raise MalformedNoteError("no day") from error
    pairs = [line.partition("  ") for line in lines[2:]]
    return edition, released, {name: digest for digest, _, name in pairs}


def _signed(note: Note, key: Verifier | None) -> Iterator[ProofFinding]:
    if key is not None and key.is_right(note):
        yield proved("manifest_signed", name=key.name)
    elif key is not None:
        yield failed("manifest_signature", name=key.name)


def _files(
    digests: Mapping[str, str], names: Collection[str], read: Callable[[str], bytes | None]
) -> Iterator[ProofFinding]:
    right = 0
    for name, digest in digests.items():
        data = read(name)
        if data is None:
            yield failed("file_missing", file=name)
        elif hashlib.sha256(data).hexdigest() != digest:
            yield failed("file_differs", file=name)
        else:
            right += 1
    for name in sorted(set(names) - set(digests) - {MANIFEST}):
        yield failed("file_added", file=name)
    if right == len(digests):
        yield proved("files", count=right)


def _own_key(data: bytes | None) -> Verifier | None:
    try:
        return None if data is None else Verifier.of(data.decode())
    except (MalformedNoteError, UnicodeDecodeError):
        return None
