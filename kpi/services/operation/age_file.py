"""Files that only the holder of a key can read: the age format, version 1, for X25519 recipients (C2SP, age.md).

Anybody may write for a recipient («age1…»); who reads has the identity («AGE-SECRET-KEY-1…»). Whatever reads the format
reads these files: `age --decrypt -i KEY FILE`. The primitives are those of `cryptography`.
"""

import hmac
import os
from base64 import b64decode, b64encode
from collections.abc import Iterator
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_VERSION = b"age-encryption.org/v1"
_STANZA = b"-> X25519 "
_MAC = b"---"
_WRAPPING = b"age-encryption.org/v1/X25519"
_CHUNK, _TAG = 64 << 10, 16
#: what a header of one recipient may measure, with room for what another writer adds
_LONGEST_LINE, _MOST_LINES = 4096, 200
_RECIPIENT, _IDENTITY = "age", "age-secret-key-"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


class KeyFormatError(ValueError):
    """This is no recipient, or no file with an identity in it."""


class UnreadableError(Exception):
    """The file is for another key, was changed, or is no such file."""


def new_identity() -> tuple[str, str]:
    """A new identity and its recipient."""
    key = X25519PrivateKey.generate()
    return _bech32(_IDENTITY, key.private_bytes_raw()).upper(), recipient_of(key)


def recipient_of(key: X25519PrivateKey) -> str:
    return _bech32(_RECIPIENT, key.public_key().public_bytes_raw())


def identity_in(text: str) -> X25519PrivateKey:
    """The identity in the text of a key file: the first line that is neither empty nor a remark; `KeyFormatError`."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return X25519PrivateKey.from_private_bytes(_bytes_of(_IDENTITY, lines[0] if lines else ""))


def checked_recipient(said: str) -> X25519PublicKey:
    """The recipient that is written so; `KeyFormatError`."""
    return X25519PublicKey.from_public_bytes(_bytes_of(_RECIPIENT, said.strip()))


def encrypt(source: Path, target: Path, recipient: X25519PublicKey) -> None:
    """Write a file's content into `target`, which is there already, for the recipient alone; it is on the disk then."""
    file_key, own = os.urandom(16), X25519PrivateKey.generate()
    share = own.public_key().public_bytes_raw()
    salt = share + recipient.public_bytes_raw()
    wrapped = ChaCha20Poly1305(_derived(own.exchange(recipient), salt, _WRAPPING)).encrypt(bytes(12), file_key, None)
    head = b"\n".join((_VERSION, _STANZA + _plain64(share), _plain64(wrapped), _MAC))
    nonce = os.urandom(16)
    cipher = ChaCha20Poly1305(_derived(file_key, nonce, b"payload"))
    with source.open("rb") as read, target.open("wb") as written:
        written.write(head + b" " + _plain64(_mac(file_key, head)) + b"\n" + nonce)
        for number, last, chunk in _chunks(read, _CHUNK):
            written.write(cipher.encrypt(_counted(number, last), chunk, None))
        written.flush()
        os.fsync(written.fileno())


def decrypt(source: Path, target: Path, identity: X25519PrivateKey) -> None:
    """Write what such a file holds into `target`, which is there already; `UnreadableError` where that cannot be."""
    with source.open("rb") as read, target.open("wb") as written:
        file_key = _opened(read, identity)
        cipher = ChaCha20Poly1305(_derived(file_key, read.read(16), b"payload"))
        try:
            for number, last, chunk in _chunks(read, _CHUNK + _TAG):
                written.write(cipher.decrypt(_counted(number, last), chunk, None))
        except InvalidTag as error:
            raise UnreadableError from error


def _opened(read: BinaryIO, identity: X25519PrivateKey) -> bytes:
    """The file's own key from its header; the file stands at its nonce then."""
    lines: list[bytes] = []
    while not (lines and lines[-1].startswith(_MAC)):
        lines.append(read.readline(_LONGEST_LINE))
        if not lines[-1].endswith(b"\n") or len(lines) > _MOST_LINES:
            raise UnreadableError
    if lines[0] != _VERSION + b"\n":
        raise UnreadableError
    own = identity.public_key().public_bytes_raw()
    for line, body in pairwise(lines):
        if not line.startswith(_STANZA):
            continue
        try:
            share = _from64(line.removeprefix(_STANZA).strip())
            shared = identity.exchange(X25519PublicKey.from_public_bytes(share))
            wrapping = ChaCha20Poly1305(_derived(shared, share + own, _WRAPPING))
            file_key = wrapping.decrypt(bytes(12), _from64(body.strip()), None)
        except (InvalidTag, ValueError):
            continue  # for somebody else
        head = b"".join(lines[:-1]) + _MAC
        if hmac.compare_digest(lines[-1].strip(), _MAC + b" " + _plain64(_mac(file_key, head))):
            return file_key
    raise UnreadableError


def _chunks(read: BinaryIO, size: int) -> Iterator[tuple[int, bool, bytes]]:
    """Each with its number and whether it is the last; an empty content is one empty chunk."""
    number, chunk = 0, read.read(size)
    while True:
        following = read.read(size)
        yield number, not following, chunk
        if not following:
            return
        number, chunk = number + 1, following


def _counted(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _mac(file_key: bytes, head: bytes) -> bytes:
    return hmac.new(_derived(file_key, b"", b"header"), head, sha256).digest()


def _derived(secret: bytes, salt: bytes, use: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, use).derive(secret)


def _plain64(content: bytes) -> bytes:
    return b64encode(content).rstrip(b"=")


def _from64(said: bytes) -> bytes:
    return b64decode(said + b"=" * (-len(said) % 4), validate=True)


def _bytes_of(kind: str, said: str) -> bytes:
    """The 32 bytes of a key in Bech32 (BIP 173); `KeyFormatError` where it is none of this kind."""
    lower = said.lower()
    name, _, rest = lower.rpartition("1")
    if said not in (lower, said.upper()) or name != kind or any(letter not in _BECH32 for letter in rest):
        raise KeyFormatError
    values = [_BECH32.index(letter) for letter in rest]
    if _polymod(_expanded(name) + values) != 1:
        raise KeyFormatError
    found = bytes(_regrouped(values[:-6], 5, 8))
    if len(found) != 32:
        raise KeyFormatError
    return found


def _bech32(kind: str, content: bytes) -> str:
    values = [*_regrouped(content, 8, 5, pad=True)]
    checksum = _polymod([*_expanded(kind), *values, *(0,) * 6]) ^ 1
    values += [checksum >> 5 * (5 - place) & 31 for place in range(6)]
    return f"{kind}1{''.join(_BECH32[value] for value in values)}"


def _regrouped(values: bytes | list[int], width: int, wanted: int, *, pad: bool = False) -> Iterator[int]:
    held = bits = 0
    for value in values:
        held, bits = (held << width | value) & 0xFFF, bits + width
        while bits >= wanted:
            bits -= wanted
            yield held >> bits & (1 << wanted) - 1
    if pad and bits:
        yield held << wanted - bits & (1 << wanted) - 1


def _expanded(name: str) -> list[int]:
    return [ord(letter) >> 5 for letter in name] + [0] + [ord(letter) & 31 for letter in name]


def _polymod(values: list[int]) -> int:
    held = 1
    for value in values:
        top = held >> 25
        held = (held & 0x1FFFFFF) << 5 ^ value
        for place, term in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            held ^= term if top >> place & 1 else 0
    return held
