"""A leaf of the log: which release it seals, and the hash of each of its tables."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from kpi.services.seals import content, merkle
from kpi.services.seals.content import Lines

_VERSION = 1


class MalformedLeafError(ValueError):
    """An entry of the log is no leaf that this programme knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A sealed release.

    edition   of the strategy
    number    of the release within its edition, from 1, as outsiders count
    released  its day; moment: ISO 8601 in UTC, "" where unknown
    sealed    the day on which it was sealed: later than `released` where it was made before there was a log
    tables    of each table with rows: how many, and SHA-256 of its lines in hex (`kpi.services.seals.content`)
    """

    edition: str
    number: int
    released: date
    moment: str
    sealed: date
    tables: Mapping[str, tuple[int, str]]

    @classmethod
    def of_entry(cls, entry: bytes) -> Self:
        """From its bytes in the log; `MalformedLeafError`."""
        try:
            told = json.loads(entry)
            if told["v"] != _VERSION:
                raise MalformedLeafError("another version")
            found = cls(
                edition=str(told["edition"]),
                number=int(told["number"]),
                released=date.fromisoformat(told["released"]),
                moment=_moment(told["moment"]),
                sealed=date.fromisoformat(told["sealed"]),
                tables={
                    str(name): (int(rows), base64.b64decode(digest).hex())
                    for name, (rows, digest) in told["tables"].items()
                },
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise MalformedLeafError("no leaf") from error
        return found

    @classmethod
    def found_in(cls, entry: bytes) -> Self | None:
        """As `of_entry`; None where somebody has altered it so that it is none any more."""
        try:
            return cls.of_entry(entry)
        except MalformedLeafError:
            return None

    def entry(self) -> bytes:
        """Its bytes in the log: JSON with the keys in the order of their letters; hashes in base64."""
        told = {
            "edition": self.edition,
            "moment": self.moment,
            "number": self.number,
            "released": self.released.isoformat(),
            "sealed": self.sealed.isoformat(),
            "tables": {
                name: [rows, base64.b64encode(bytes.fromhex(digest)).decode()]
                for name, (rows, digest) in self.tables.items()
            },
            "v": _VERSION,
        }
        return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    @property
    def hash(self) -> bytes:
        return merkle.leaf_hash(self.entry())

    @property
    def key(self) -> tuple[str, date]:
        """Which release it is of."""
        return self.edition, self.released

    @property
    def late(self) -> bool:
        """Whether it was sealed after its day."""
        return self.sealed > self.released

    def says_the_same(self, other: "Leaf") -> bool:
        """Whether both seal the same content of the same release, on whichever day."""
        return (self.key, self.number, self.moment, dict(self.tables)) == (
            other.key,
            other.number,
            other.moment,
            dict(other.tables),
        )


def _moment(told: str) -> str:
    """As it stands; ValueError for what is no moment."""
    if told:
        datetime.fromisoformat(told)
    return told


def hashes(tables: Lines) -> dict[str, tuple[int, str]]:
    """Of each table how many lines, and their hash."""
    return {name: (len(lines), content.digest(lines)) for name, lines in tables.items()}
