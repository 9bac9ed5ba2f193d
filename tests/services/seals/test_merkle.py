"""The tree is that of RFC 6962: against the values that Certificate Transparency's own tests state, and a second
tree that is written down from the formulas of the RFC."""

import hashlib
from collections.abc import Sequence

import pytest

from kpi.services.seals import merkle

#: the eight entries and the roots after each of them, as certificate-transparency/merkletree states them
ENTRIES = [bytes.fromhex(told) for told in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657")] + [
    bytes.fromhex("606162636465666768696a6b6c6d6e6f")
]
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)


def _mth(entries: list[bytes]) -> bytes:
    """MTH(D[n]) of RFC 6962, 2.1, word by word."""
    n = len(entries)
    if n == 0:
        return hashlib.sha256(b"").digest()
    if n == 1:
        return hashlib.sha256(b"\x00" + entries[0]).digest()
    k = max(1 << power for power in range(n.bit_length()) if 1 << power < n)
    return hashlib.sha256(b"\x01" + _mth(entries[:k]) + _mth(entries[k:])).digest()


def _is_included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], whole: bytes) -> bool:
    """Whether the path leads from a leaf to the root of a tree of `size` leaves: RFC 9162, 2.1.3.2."""
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf
    for beside in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = merkle.node_hash(beside, found)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            found = merkle.node_hash(found, beside)
        place, last = place >> 1, last >> 1
    return last == 0 and found == whole


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_those_that_others_state(size: int) -> None:
    leaves = [merkle.leaf_hash(entry) for entry in ENTRIES[:size]]
    assert merkle.root(leaves).hex() == ROOTS[size - 1]


def test_the_tree_of_nothing_is_the_hash_of_nothing() -> None:
    assert merkle.root([]) == hashlib.sha256(b"").digest()


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 8, 33, 256, 257, 300])
def test_every_leaf_is_proved_and_nothing_else_is(size: int) -> None:
    entries = [f"release {number}".encode() for number in range(size)]
    leaves = [merkle.leaf_hash(entry) for entry in entries]
    whole = _mth(entries)
    assert merkle.root(leaves) == whole
    for index in {0, size // 2, size - 1}:
        path = merkle.inclusion_proof(leaves, index)
        assert _is_included(leaves[index], index, size, path, whole)
        assert not _is_included(merkle.leaf_hash(b"another"), index, size, path, whole)
        assert not _is_included(leaves[index], index, size, [*path, whole], whole)
        assert not _is_included(leaves[index], size, size, path, whole)
        if path:
            assert not _is_included(leaves[index], index, size, path[:-1], whole)
            assert not _is_included(leaves[index], index, size, [whole, *path[1:]], whole)


def test_there_is_no_proof_of_a_leaf_that_is_not_there() -> None:
    with pytest.raises(IndexError):
        merkle.inclusion_proof([merkle.leaf_hash(b"")], 1)
