"""Encrypted files: what another program wrote is read, what is written can be read by nobody else."""

from base64 import b64decode
from pathlib import Path

import pytest

from kpi.services.operation.age_file import (
    KeyFormatError,
    UnreadableError,
    checked_recipient,
    decrypt,
    encrypt,
    identity_in,
    new_identity,
    recipient_of,
)

#: made by rage 0.11 (pyrage 1.4.0): a key, its recipient, a text for it with a stanza of no use in the header
KEY = "AGE-SECRET-KEY-1R6NDC05U86SWWVU0TEDDSKRNS8PYGYXZLTH2GAQSV6MMJUVQZNVQ0R8GMZ"
RECIPIENT = "age1gk678tzhyamfz0d8zulqznspa8qkqecdjpqdu62s9fqssxlstadqy0ec3y"
FOREIGN = (
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBiNkR4TUphRmx5RnBuaHN2clFDRWZxVXFyU2ZNMjk4bEN3UDVXdjVUWmpFCmdlK29lenk2"
    "RWQ2U3dFK2tPRjR5M1ZiRlVnbWxwaXBIMXBDM3F5bnlBbmMKLT4gMC1ncmVhc2UgTWIsK3JEZyBUezVNIFppNnVHIiAqNlgKQnoxSmRPWUhTMTJD"
    "d1lDcTdSM1hqdlZkcTkxdkxDOAotLS0gZ01IdTk5cU1aVTZ3Y1hSaU5QbXFlcUFwRUgwUHhVZDRDQXhoSnYzVDJWZwrMnDUoW7iMUsApKkM7ZsQq"
    "5DWf0OlBjUTVFISDMZ+Y6ugDIxkGDnmGK+C4jAf+gMqfdj67baZwWkxufg=="
)


def opened(content: bytes, key: str, folder: Path) -> bytes:
    locked, plain = folder / "locked", folder / "plain"
    locked.write_bytes(content)
    decrypt(locked, plain, identity_in(key))
    return plain.read_bytes()


def locked(content: bytes, recipient: str, folder: Path) -> bytes:
    plain, target = folder / "plain", folder / "target"
    plain.write_bytes(content)
    encrypt(plain, target, checked_recipient(recipient))
    return target.read_bytes()


def test_what_another_program_wrote_is_read(tmp_path: Path) -> None:
    assert opened(b64decode(FOREIGN), f"# a remark\n\n{KEY}\n", tmp_path).decode() == "Резервна копія"
    assert recipient_of(identity_in(KEY)) == RECIPIENT


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 131_072, 200_001])
def test_what_is_written_is_read_by_its_key_alone(size: int, tmp_path: Path) -> None:
    (key, recipient), (other, _) = new_identity(), new_identity()
    content = bytes(n % 251 for n in range(size))
    written = locked(content, recipient, tmp_path)
    assert opened(written, key, tmp_path) == content
    with pytest.raises(UnreadableError):
        opened(written, other, tmp_path)


def test_a_file_that_was_changed_cut_or_lengthened_is_refused(tmp_path: Path) -> None:
    key, recipient = new_identity()
    written = locked(bytes(70_000), recipient, tmp_path)
    places = (*range(0, 220, 7), 300, 65_000, 66_000, len(written) - 1)
    changed = [written[:n] + bytes([written[n] ^ 1]) + written[n + 1 :] for n in places]
    for wrong in (*changed, *(written[:n] for n in (0, 10, 150, 200, 65_800, len(written) - 1)), written + b"\0"):
        with pytest.raises(UnreadableError):
            opened(wrong, key, tmp_path)


@pytest.mark.parametrize("said", ["", "age1", RECIPIENT[:-1], RECIPIENT[:-1] + "q", RECIPIENT.replace("g", "G"), KEY])
def test_what_is_no_recipient_is_refused(said: str) -> None:
    with pytest.raises(KeyFormatError):
        checked_recipient(said)
    with pytest.raises(KeyFormatError):
        identity_in(said if said != KEY else RECIPIENT)
