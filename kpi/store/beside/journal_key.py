"""The key outside the store by which the journal is confirmed: the line `journal+…` of the file POSTUP_SEAL_KEY names.

Whoever can change the store but not read that file cannot write a journal that holds (decision 0062).
"""

import base64
import binascii
import hashlib
import hmac
import logging
import secrets
from pathlib import Path

from kpi.settings import variables

SETTING = "POSTUP_SEAL_KEY"
_MARK = "journal+"
log = logging.getLogger(__name__)


def key_file() -> Path | None:
    """The file that the settings name; None where they name none."""
    said = variables().get(SETTING, "").strip()
    return Path(said) if said else None


def key_lines() -> list[str]:
    """The lines of that file; none where it is not set or cannot be read, which is told in the log."""
    file = key_file()
    if file is None:
        return []
    try:
        return file.read_text(encoding="ascii").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        log.error("the key of the seals cannot be read: %s", type(error).__name__)
        return []


def new_line() -> str:
    """The line of a new key."""
    return _MARK + base64.b64encode(secrets.token_bytes(32)).decode()


def journal_key() -> bytes | None:
    """The key; None where there is none that can be read."""
    for line in key_lines():
        if line.startswith(_MARK):
            try:
                return base64.b64decode(line.removeprefix(_MARK), validate=True)
            except binascii.Error:
                log.error("the key of the journal is no base64")
    return None


def confirmed(key: bytes, what: str, *parts: object) -> str:
    """HMAC-SHA256 of the parts, in hex; `what` keeps the uses of the key apart."""
    told = "\n".join(map(str, ("postup journal", what, *parts)))
    return hmac.new(key, told.encode(), hashlib.sha256).hexdigest()
