"""The log as files (https://c2sp.org/tlog-tiles): hashes and entries in tiles of 256, addressed below one folder."""

import re
import struct
from collections.abc import Callable, Iterator, Sequence

from kpi.services.seals import merkle

WIDTH = 256
#: bytes of an entry
_LONGEST = (1 << 16) - 1
CHECKPOINT = "checkpoint"
_TILE = re.compile(
    r"tile/(?P<level>\d|[1-5]\d|6[0-3]|entries)/(?P<index>(?:x\d{3}/)*\d{3})(?:\.p/(?P<width>[1-9]\d{0,2}))?"
)
#: what lies at an address of the log, None where nothing does
Read = Callable[[str], bytes | None]


class MalformedTileError(ValueError):
    """A file of the log is missing or is no tile."""


def index_path(index: int) -> str:
    """1234067 -> x001/x234/067."""
    parts = [f"{index % 1000:03d}"]
    while index := index // 1000:
        parts.insert(0, f"x{index % 1000:03d}")
    return "/".join(parts)


def tile_path(level: int | str, index: int, width: int) -> str:
    """The address of a tile, or of the entries of one: «tile/0/000.p/3», «tile/entries/000»."""
    return f"tile/{level}/{index_path(index)}" + (f".p/{width}" if width < WIDTH else "")


def paths(size: int) -> Iterator[str]:
    """The addresses of all tiles and entries that a tree of a size needs."""
    for level, count in enumerate(_counts(size)):
        yield from (tile_path(level, at, width) for at, width in _tiles(count))
    yield from (tile_path("entries", at, width) for at, width in _tiles(size))


def content_at(path: str, entries: Sequence[bytes], levels: Sequence[Sequence[bytes]]) -> bytes | None:
    """The file at an address; None where the log has none there.

    levels  what `level_hashes` gives for the entries
    """
    found = _TILE.fullmatch(path)
    if found is None:
        return None
    index = int(found["index"].replace("x", "").replace("/", ""))
    width = int(found["width"] or WIDTH)
    if width > WIDTH - (found["width"] is not None) or path != tile_path(found["level"], index, width):
        return None
    whole = entries if found["level"] == "entries" else _level(levels, int(found["level"]))
    part = whole[index * WIDTH : index * WIDTH + width]
    if len(part) < width:
        return None
    return bundle(part) if found["level"] == "entries" else b"".join(part)


def level_hashes(entries: Sequence[bytes]) -> list[list[bytes]]:
    """Of each level of tiles its hashes: those of the leaves, then one for each full tile of the level below."""
    found = [[merkle.leaf_hash(entry) for entry in entries]]
    while full := len(found[-1]) // WIDTH:
        below = found[-1]
        found.append([merkle.root(below[at * WIDTH : (at + 1) * WIDTH]) for at in range(full)])
    return found


def bundle(entries: Sequence[bytes]) -> bytes:
    """Entries one after the other, each behind its length; one that somebody has made longer than that can say is cut
    off, and is found so by whoever hashes it."""
    return b"".join(struct.pack(">H", len(entry)) + entry for entry in (whole[:_LONGEST] for whole in entries))


def unbundled(data: bytes) -> list[bytes]:
    """The entries of a bundle; `MalformedTileError` where it is none."""
    found, at = [], 0
    while at < len(data):
        if at + 2 > len(data):
            raise MalformedTileError("a length is cut off")
        (length,) = struct.unpack_from(">H", data, at)
        entry = data[at + 2 : at + 2 + length]
        if len(entry) < length:
            raise MalformedTileError("an entry is cut off")
        found.append(entry)
        at += 2 + length
    return found


def read_entries(read: Read, size: int) -> list[bytes]:
    """All entries of a log of a size; `MalformedTileError`."""
    found: list[bytes] = []
    for at, width in _tiles(size):
        data = read(tile_path("entries", at, width))
        part = None if data is None else unbundled(data)
        if part is None or len(part) != width:
            raise MalformedTileError("entries are missing")
        found += part
    return found


def read_leaves(read: Read, size: int) -> list[bytes]:
    """The leaf hashes of a log of a size, from its lowest tiles; `MalformedTileError`."""
    found: list[bytes] = []
    for at, width in _tiles(size):
        data = read(tile_path(0, at, width))
        if data is None or len(data) != width * merkle.HASH_SIZE:
            raise MalformedTileError("hashes are missing")
        found += [data[one : one + merkle.HASH_SIZE] for one in range(0, len(data), merkle.HASH_SIZE)]
    return found


def _counts(size: int) -> Iterator[int]:
    while size:
        yield size
        size //= WIDTH


def _tiles(count: int) -> Iterator[tuple[int, int]]:
    """Index and width of each tile of a level of so many hashes."""
    for at in range(0, count, WIDTH):
        yield at // WIDTH, min(WIDTH, count - at)


def _level(levels: Sequence[Sequence[bytes]], level: int) -> Sequence[bytes]:
    return levels[level] if level < len(levels) else ()
