"""Notes and cosignatures by C2SP; their signatures are verified by OpenSSL, which knows nothing of ours."""

import base64
import shutil
import subprocess
from pathlib import Path

import pytest

from kpi.services.seals.checkpoint import Checkpoint
from kpi.services.seals.note import WITNESS, MalformedNoteError, Note, Signer, Verifier, parse, seen_at

#: the example of https://c2sp.org/signed-note, and the key of it that the specification of Go's notes states
EXAMPLE = """If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
"""
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
#: DER of an Ed25519 public key before its 32 bytes (RFC 8410)
_SPKI = bytes.fromhex("302a300506032b6570032100")
BOOK = Checkpoint(origin="strategy.example.org/log", size=3, root=bytes(32), journal="ab12").text()


def openssl_verifies(folder: Path, public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether `openssl pkeyutl` takes the signature."""
    files = {"key.der": _SPKI + public, "signature": signature, "message": message}
    for name, body in files.items():
        (folder / name).write_bytes(body)
    program = shutil.which("openssl")
    assert program, "the tests need OpenSSL"
    key = ("-pubin", "-keyform", "DER", "-inkey", "key.der")
    command = (program, "pkeyutl", "-verify", *key, "-rawin", "-in", "message", "-sigfile", "signature")
    return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 0


def test_a_note_that_others_signed_is_verified() -> None:
    note, peter = parse(EXAMPLE), Verifier.of(PETER)
    assert str(note) == EXAMPLE
    assert peter.is_right(note)
    assert not peter.is_right(Note(note.text.replace("answer", "question"), note.signatures))
    assert str(peter) == PETER


def test_openssl_verifies_a_checkpoint_of_ours(tmp_path: Path) -> None:
    signer = Signer.new("strategy.example.org/log")
    written = str(signer.sign(Note(BOOK)))
    text, _, line = written.partition("\n\n")
    signature = base64.b64decode(line.split(" ")[2])[4:]
    assert openssl_verifies(tmp_path, signer.verifier.public, signature, (text + "\n").encode())
    assert not openssl_verifies(tmp_path, signer.verifier.public, signature, (text + "x\n").encode())


def test_openssl_verifies_a_cosignature_of_ours(tmp_path: Path) -> None:
    witness = Signer.new("library.example.org", WITNESS)
    found = witness.verifier.signature_of(witness.sign(Note(BOOK), 1_700_000_000))
    assert found is not None
    message = f"cosignature/v1\ntime 1700000000\n{BOOK}".encode()
    assert openssl_verifies(tmp_path, witness.verifier.public, found.data[8:], message)
    assert seen_at(found) == 1_700_000_000


def test_keys_are_written_and_read_back() -> None:
    for kind in (b"\x01", b"\x04"):
        signer = Signer.new("library.example.org", kind)
        assert Signer.of(signer.written()) == signer
        assert Verifier.of(str(signer.verifier)) == signer.verifier
        assert "seed" not in repr(signer)


def test_a_note_is_signed_by_several_and_by_each_once() -> None:
    log, witness = Signer.new("log"), Signer.new("witness", WITNESS)
    note = witness.sign(witness.sign(log.sign(Note(BOOK)), 1), 2)
    assert [one.name for one in note.signatures] == ["log", "witness"]
    assert log.verifier.is_right(note)
    assert witness.verifier.is_right(parse(str(note)))
    assert not Signer.new("log").verifier.is_right(note)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "text\n",
        "a\x00b\n\n",
        "text\n\n— name\n",
        "text\n\n— name %%%\n",
        "text\n\n— a+b AAAAAAAA\n",
        "text\n\nname AAAAAAAA",
    ],
)
def test_what_is_no_note_is_refused(written: str) -> None:
    with pytest.raises(MalformedNoteError):
        parse(written)


@pytest.mark.parametrize("written", ["", "name", "name+00000000+AAAA", PETER.replace("c74f", "c74e"), "a b+c+d"])
def test_what_is_no_key_is_refused(written: str) -> None:
    with pytest.raises(MalformedNoteError):
        Verifier.of(written)


@pytest.mark.parametrize("text", ["", "name\n", "name\nx\nAAAA\n", "name\n01\nAAAA\n", "name\n1\n%\n"])
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(MalformedNoteError):
        Checkpoint.of(text)


def test_a_checkpoint_is_read_back() -> None:
    assert Checkpoint.of(BOOK).text() == BOOK
    assert Checkpoint.of(BOOK).journal == "ab12"
