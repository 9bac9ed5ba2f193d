"""How much of a page must arrive before its headline, its counts and its status bar are there, compressed as sent."""

import re
import urllib.request
import zlib
from collections.abc import Iterable

from benchmarks.timing import Timing

#: how they begin and end: the headline; on pages that have them the tall status bar and the counts under it
_HEADLINE, _COUNTED = (b"<h1", b"</h1>"), ((b'<div class="p-bar"', b"</div>"), (b'<ul class="p-legend"', b"</ul>"))
#: what the first paint waits for beside the page itself
_BLOCKING = re.compile(r'<link rel="stylesheet" href="([^"]+)">|<script src="([^"]+)"></script>')
_GZIP = 31


def first_bytes(home: str, paths: Iterable[str]) -> list[Timing]:
    """A line for each page: kB of its HTML; the note tells style sheet and blocking script, fetched once for all."""
    found = []
    for path in paths:
        packed = _packed(home + path)
        whole = zlib.decompress(packed, _GZIP)
        needed = _needed(packed, _end(whole)) / 1000
        linked = [one or other for one, other in _BLOCKING.findall(whole.decode())]
        beside = sum(len(_packed(home + address)) for address in linked) / 1000
        note = f"of {len(packed) / 1000:.1f}; {beside:.1f} of style sheet and script beside it, once for all pages"
        found.append(
            Timing(name=f"{path}: to headline, counts, bar", value=needed, limit="≤ 14.0", unit="kB", note=note)
        )
    return found


def _packed(address: str) -> bytes:
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})  # noqa: S310
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
        return bytes(answer.read())


def _end(whole: bytes) -> int:
    """Where the last of them ends; ValueError on a page without a headline."""
    pieces = (_HEADLINE, *(piece for piece in _COUNTED if piece[0] in whole))
    return max(whole.index(end, whole.index(begin)) + len(end) for begin, end in pieces)


def _needed(packed: bytes, end: int) -> int:
    """The fewest first bytes of a compressed answer that hold so many bytes of the page."""
    unpacking, have = zlib.decompressobj(_GZIP), 0
    for at in range(len(packed)):
        have += len(unpacking.decompress(packed[at : at + 1]))
        if have >= end:
            return at + 1
    return len(packed)
