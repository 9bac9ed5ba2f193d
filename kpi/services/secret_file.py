"""A file with a secret: a new one, that its owner alone reads."""

import os
from pathlib import Path

_MODE = 0o600


def write_secret(file: Path, text: str) -> None:
    """Write a new file; FileExistsError where there is one, OSError."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _MODE)
    with os.fdopen(handle, "w", encoding="ascii") as written:
        # the umask may have taken more away, never less
        os.fchmod(written.fileno(), _MODE)
        written.write(text)
        written.flush()
        os.fsync(written.fileno())
