"""The log as outsiders are told it: from the snapshot alone."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from kpi.services.seals import tiles
from kpi.services.seals.leaf import Leaf
from kpi.services.seals.note import MalformedNoteError, Note, parse
from kpi.services.seals.proof import Proof
from kpi.services.seals.sealing import log_of
from kpi.services.seals.time_stamps import stamps
from kpi.services.seals.time_stamps.stamps import Stamp
from kpi.services.seals.witnesses import Sighting, cosigned
from kpi.store.beside import seals
from kpi.store.public_reader import opened


@dataclass(frozen=True)
class PublicLog:
    """`written`: the last checkpoint as it stands, None before anything was sealed. Whatever somebody has altered is
    handed on as it is: `kpi.services.seals.verification` says what is wrong with it."""

    entries: tuple[bytes, ...]
    written: str | None
    stamps: tuple[Stamp, ...] = ()

    @cached_property
    def _levels(self) -> list[list[bytes]]:
        return tiles.level_hashes(self.entries)

    @property
    def hashes(self) -> list[bytes]:
        """Of the leaves."""
        return self._levels[0]

    @cached_property
    def _leaves(self) -> tuple[Leaf | None, ...]:
        """None in the place of one that cannot be read."""
        return tuple(map(Leaf.found_in, self.entries))

    @cached_property
    def _stamped(self) -> dict[str, bytes]:
        """The files of the time stamps by their addresses."""
        files = {name: body for one in self.stamps for name, body in one.files().items()}
        return files | ({stamps.INDEX: stamps.index_of(self.stamps)} if self.stamps else {})

    @property
    def last_stamp(self) -> str:
        """The address below /log/ of the authority's last answer, "" where there is none."""
        return stamps.answer_path(self.stamps[-1].hash) if self.stamps else ""

    @property
    def note(self) -> Note | None:
        """None where there is no checkpoint, or one that cannot be read."""
        try:
            return None if self.written is None else parse(self.written)
        except MalformedNoteError:
            return None

    def read(self, path: str) -> bytes | None:
        """The file of the log at an address below /log/."""
        if path == tiles.CHECKPOINT:
            return None if self.written is None else self.written.encode()
        return self._stamped.get(path) or tiles.content_at(path, self.entries, self._levels)

    def files(self) -> dict[str, bytes]:
        """All files of the log by their addresses."""
        names = [tiles.CHECKPOINT, *tiles.paths(len(self.entries)), *self._stamped] if self.written is not None else []
        return {name: body for name in names if (body := self.read(name)) is not None}

    def proof(self, edition: str, released: date) -> Proof | None:
        """Of the last leaf of a release; None where it has none."""
        places = [at for at, leaf in enumerate(self._leaves) if leaf and leaf.key == (edition, released)]
        return Proof.of(self.hashes, places[-1]) if places else None

    def seen_by(self, found: list[Sighting]) -> "PublicLog":
        """With the signatures of the witnesses that have seen it as it stands."""
        note = self.note
        return self if note is None else replace(self, written=str(cosigned(note, found)))


def public_log(where: str | None = None) -> PublicLog:
    """The log in the snapshot; `NotPublishedError` where there is none."""
    with opened(where) as connection:
        items = log_of(connection)
    entries = tuple(str(content["entry"]).encode() for kind, content in items if kind == seals.TOLD_LEAF)
    notes = [str(content["note"]) for kind, content in items if kind == seals.TOLD_CHECKPOINT]
    stamped = tuple(Stamp.of(content) for kind, content in items if kind == seals.TOLD_STAMP)
    return PublicLog(entries, notes[-1] if notes else None, stamped)
