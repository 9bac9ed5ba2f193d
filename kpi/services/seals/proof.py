"""Where a leaf stands in the log, and the hashes that prove it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from kpi.services.seals import merkle


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Hashes in hex; `leaf` counts from 1, `path` leads from the leaf to the root."""

    leaf: int
    size: int
    leaf_hash: str
    path: tuple[str, ...]
    root: str

    @classmethod
    def of(cls, hashes: Sequence[bytes], place: int) -> Self:
        """hashes  of all leaves; `place` counts from 0"""
        return cls(
            leaf=place + 1,
            size=len(hashes),
            leaf_hash=hashes[place].hex(),
            path=tuple(one.hex() for one in merkle.inclusion_proof(hashes, place)),
            root=merkle.root(hashes).hex(),
        )
