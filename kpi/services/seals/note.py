"""Signed notes (https://c2sp.org/signed-note) and cosignatures (https://c2sp.org/tlog-cosignature), both of Ed25519."""

import base64
import binascii
import hashlib
import struct
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from kpi.services.seals.ed25519 import Ed25519

#: what a key signs: notes, or checkpoints that it has seen
LOG, WITNESS = b"\x01", b"\x04"
_DASH, _LINE = "— ", "\n"
_ID, _TIME = 4, 8
LONGEST = 1 << 16


class MalformedNoteError(ValueError):
    """What was read is no signed note, or no key."""


@dataclass(frozen=True, slots=True)
class Signature:
    """A line below a note; `data` without the id of the key."""

    name: str
    key_id: bytes
    data: bytes


@dataclass(frozen=True, slots=True)
class Note:
    """A text, ending in a line end, with its signatures."""

    text: str
    signatures: tuple[Signature, ...] = ()

    def __str__(self) -> str:
        lines = (f"{_DASH}{one.name} {_written(one.key_id + one.data)}{_LINE}" for one in self.signatures)
        return self.text + _LINE + "".join(lines)

    def signed(self, signature: Signature) -> Self:
        """With one more signature, in the place of the one that its key made before."""
        others = (one for one in self.signatures if (one.name, one.key_id) != (signature.name, signature.key_id))
        return replace(self, signatures=(*others, signature))


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key by its name; `kind` LOG or WITNESS."""

    name: str
    public: bytes
    kind: bytes = LOG

    @classmethod
    def of(cls, written: str) -> Self:
        """From the one line that a key is told in; `MalformedNoteError`."""
        name, _, rest = written.strip().partition("+")
        key_id, _, encoded = rest.partition("+")
        data = _read(encoded)
        found = cls(name, data[1:], data[:1])
        if not _is_name(name) or len(data) != 33 or found.kind not in (LOG, WITNESS) or found.key_id.hex() != key_id:
            raise MalformedNoteError("no key")
        return found

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{_written(self.kind + self.public)}"

    @property
    def key_id(self) -> bytes:
        return hashlib.sha256(self.name.encode() + b"\n" + self.kind + self.public).digest()[:_ID]

    def signature_of(self, note: Note) -> Signature | None:
        """The line that claims to be of this key."""
        claimed = (one for one in note.signatures if (one.name, one.key_id) == (self.name, self.key_id))
        return next(claimed, None)

    def is_right(self, note: Note) -> bool:
        """Whether the key has signed the note."""
        found = self.signature_of(note)
        if found is None or (self.kind == WITNESS and len(found.data) <= _TIME):
            return False
        if self.kind == LOG:
            return _curve().has_signed(self.public, found.data, note.text.encode())
        return _curve().has_signed(self.public, found.data[_TIME:], _cosigned(seen_at(found), note.text))


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key by its name."""

    name: str
    seed: bytes = field(repr=False)
    kind: bytes = LOG

    @classmethod
    def new(cls, name: str, kind: bytes = LOG) -> Self:
        if not _is_name(name):
            raise MalformedNoteError("no name of a key")
        return cls(name, _curve().new_seed(), kind)

    @classmethod
    def of(cls, written: str) -> Self:
        """From the line of a key's file; `MalformedNoteError`."""
        parts = written.strip().split("+", 4)
        data = _read(parts[-1])
        if len(parts) != 5 or parts[:2] != ["PRIVATE", "KEY"] or len(data) != 33:
            raise MalformedNoteError("no private key")
        found = cls(parts[2], data[1:], data[:1])
        if not _is_name(found.name) or found.verifier.key_id.hex() != parts[3]:
            raise MalformedNoteError("no private key")
        return found

    def written(self) -> str:
        """The line of the key's file."""
        return f"PRIVATE+KEY+{self.name}+{self.verifier.key_id.hex()}+{_written(self.kind + self.seed)}"

    @property
    def verifier(self) -> Verifier:
        return Verifier(self.name, _curve().public_of(self.seed), self.kind)

    def sign(self, note: Note, at: int = 0) -> Note:
        """The note with this key's signature; `at`: of a witness the second (POSIX) of seeing it."""
        if self.kind == LOG:
            data = _curve().sign(self.seed, note.text.encode())
        else:
            data = struct.pack(">Q", at) + _curve().sign(self.seed, _cosigned(at, note.text))
        return note.signed(Signature(self.name, self.verifier.key_id, data))


def _curve() -> "type[Ed25519]":
    # 7 MiB that a site holds only once it signs or proves something
    from kpi.services.seals.ed25519 import Ed25519

    return Ed25519


def parse(written: str, longest: int | None = LONGEST) -> Note:
    """A note, signed or not; `MalformedNoteError`, so for one with more than `longest` letters."""
    text, blank, below = written.rpartition("\n\n")
    if (
        not blank
        or (longest is not None and len(written) > longest)
        or any(ord(sign) < 32 and sign != _LINE for sign in written)
    ):
        raise MalformedNoteError("no note")
    if below and not below.endswith(_LINE):
        raise MalformedNoteError("a signature is cut off")
    return Note(text + _LINE, tuple(_signature(line) for line in below.splitlines()))


def seen_at(signature: Signature) -> int:
    """The second (POSIX) that a witness says."""
    return int(struct.unpack(">Q", signature.data[:_TIME])[0])


def _signature(line: str) -> Signature:
    name, _, encoded = line.removeprefix(_DASH).partition(" ")
    data = _read(encoded)
    if not line.startswith(_DASH) or not _is_name(name) or len(data) <= _ID:
        raise MalformedNoteError("no signature")
    return Signature(name, data[:_ID], data[_ID:])


def _cosigned(at: int, text: str) -> bytes:
    return f"cosignature/v1\ntime {at}\n{text}".encode()


def _is_name(name: str) -> bool:
    return bool(name) and "+" not in name and not any(sign.isspace() for sign in name)


def _written(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _read(encoded: str) -> bytes:
    try:
        return base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError) as error:
        raise MalformedNoteError("no base64") from error
