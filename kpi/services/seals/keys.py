"""The community's key: made once, kept in a file outside the store (POSTUP_SEAL_KEY), readable by the site alone.

The first line signs checkpoints (a private key as https://pkg.go.dev/golang.org/x/mod/sumdb/note writes it), the second
confirms the journal (`kpi.store.beside.journal_key`).
"""

from pathlib import Path
from urllib.parse import urlsplit

from kpi.services.seals.note import MalformedNoteError, Signer, Verifier
from kpi.services.secret_file import write_secret
from kpi.settings import AddressError, site_address
from kpi.store.beside.journal_key import SETTING, key_file, key_lines, log, new_line

__all__ = ["SETTING", "key_file"]

_PRIVATE = "PRIVATE+KEY+"
#: a site that does not know its own address
_NAMELESS = "postup.invalid/log"


def signer() -> Signer | None:
    """The community's key; None where there is none that can be read, which is told in the log."""
    for line in key_lines():
        if line.startswith(_PRIVATE):
            try:
                return Signer.of(line)
            except MalformedNoteError:
                log.error("the key of the seals is no private key of a note")
    return None


def verifier() -> Verifier | None:
    """The public half."""
    found = signer()
    return None if found is None else found.verifier


def log_name() -> str:
    """What the log is called where no key names it: its address without the scheme."""
    try:
        parts = urlsplit(site_address())
    except AddressError:
        return _NAMELESS
    return f"{parts.netloc}{parts.path}/log" if parts.netloc else _NAMELESS


def make_key(file: Path, name: str) -> Verifier:
    """Write a new key into a new file that its owner alone reads; FileExistsError, OSError, `MalformedNoteError`."""
    made = Signer.new(name)
    write_secret(file, f"{made.written()}\n{new_line()}\n")
    return made.verifier
