"""Tiles by https://c2sp.org/tlog-tiles."""

import pytest

from kpi.services.seals import merkle, tiles
from kpi.services.seals.tiles import MalformedTileError


def test_an_index_is_written_in_threes() -> None:
    assert tiles.index_path(1234067) == "x001/x234/067"
    assert tiles.index_path(0) == "000"
    assert tiles.tile_path("entries", 999, 7) == "tile/entries/999.p/7"


def test_the_example_of_the_specification() -> None:
    """A tree of 70,000: 273 full tiles and one of 112, one full of level 1 and one of 17, one of level 2 of width 1."""
    found = [path for path in tiles.paths(70_000) if "entries" not in path]
    assert len(found) == 274 + 2 + 1
    assert {"tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"} <= set(found)
    assert "tile/1/000.p/1" in set(tiles.paths(256))


@pytest.mark.parametrize("size", [1, 3, 255, 256, 257, 600])
def test_what_is_served_is_read_back(size: int) -> None:
    entries = [f"entry {number}".encode() for number in range(size)]
    levels = tiles.level_hashes(entries)
    served = {path: tiles.content_at(path, entries, levels) for path in tiles.paths(size)}
    assert all(served.values())
    assert tiles.read_entries(served.get, size) == entries
    assert tiles.read_leaves(served.get, size) == [merkle.leaf_hash(entry) for entry in entries]


@pytest.mark.parametrize(
    "path",
    [
        *("tile/0/000.p/4", "tile/0/001", "tile/0/000.p/0", "tile/0/0", "tile/00/000.p/3", "tile/64/000"),
        *("tile/1/000.p/1", "tile/entries/000.p/4", "tile/0/x000/000.p/3", "tile/0/000.p/256"),
        *("checkpoint", "tile/0/../000"),
    ],
)
def test_there_is_nothing_else(path: str) -> None:
    entries = [b"a", b"b", b"c"]
    assert tiles.content_at(path, entries, tiles.level_hashes(entries)) is None


@pytest.mark.parametrize("data", [b"\x00", b"\x00\x05abc", b"\x00\x01a\x00"])
def test_a_bundle_that_is_cut_off_is_refused(data: bytes) -> None:
    with pytest.raises(MalformedTileError):
        tiles.unbundled(data)
