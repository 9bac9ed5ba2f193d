"""The head of the log (https://c2sp.org/tlog-checkpoint): whose it is, how many leaves it has, the root over them."""

import base64
import binascii
import re
from dataclasses import dataclass
from typing import Self

from kpi.services.seals.note import MalformedNoteError

_JOURNAL = "journal "
#: no log has so many leaves as a longer number would say
_SIZE = re.compile(r"0|[1-9][0-9]{0,17}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """`journal`: the keyed head of the journal (`kpi.store.audit.keyed_head`) in base64, "" where none was kept."""

    origin: str
    size: int
    root: bytes
    journal: str = ""

    @classmethod
    def of(cls, text: str) -> Self:
        """From the text of a note; `MalformedNoteError`."""
        lines = text.splitlines()
        if len(lines) < 3 or not _SIZE.fullmatch(lines[1]):
            raise MalformedNoteError("no checkpoint")
        try:
            whole = base64.b64decode(lines[2], validate=True)
        except (binascii.Error, ValueError) as error:
            raise MalformedNoteError("no root") from error
        journal = next((line.removeprefix(_JOURNAL) for line in lines[3:] if line.startswith(_JOURNAL)), "")
        return cls(origin=lines[0], size=int(lines[1]), root=whole, journal=journal)

    def text(self) -> str:
        """The text of its note."""
        lines = [self.origin, str(self.size), base64.b64encode(self.root).decode()]
        return "\n".join([*lines, *([_JOURNAL + self.journal] if self.journal else [])]) + "\n"
