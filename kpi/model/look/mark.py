"""The mark of a community («Знак»): a small picture beside its name, and the words that say what it shows."""

import base64
import hashlib
import struct
from dataclasses import dataclass
from functools import lru_cache

#: px: no side of a mark that is kept is longer
MOST_PIXELS = 256
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_SIZE = struct.Struct(">II")


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityMark:
    """A picture that we have made ourselves (`kpi.workbook.reader.mark_picture`).

    png  the file; `width` and `height` in px, 1 to `MOST_PIXELS`
    tag  twelve hexadecimal digits that tell it from any other
    """

    png: bytes
    width: int
    height: int
    tag: str

    @property
    def file(self) -> str:
        """Its address below the site."""
        return f"mark/{self.tag}.png"

    def fitted(self, width: int, height: int) -> tuple[int, int]:
        """Its width and height where it stands within so much room, px."""
        scale = min(width / self.width, height / self.height, 1.0)
        return max(round(self.width * scale), 1), max(round(self.height * scale), 1)


@dataclass(frozen=True, slots=True)
class ShownMark:
    """The picture of the community, and what it shows; `foreign` where not in the language of the reader."""

    picture: CommunityMark
    words: str
    foreign: bool = False


def written_picture(png: bytes) -> str:
    """A picture as `Strategy.mark_picture` holds it."""
    return base64.b64encode(png).decode("ascii")


@lru_cache(maxsize=64)
def mark_of(picture: str) -> CommunityMark | None:
    """The mark of `Strategy.mark_picture`; None where there is none."""
    if not picture:
        return None
    png = base64.b64decode(picture)
    if not png.startswith(PNG_SIGNATURE):
        raise ValueError("no PNG")
    width, height = _SIZE.unpack_from(png, 16)
    return CommunityMark(png=png, width=width, height=height, tag=hashlib.sha256(png).hexdigest()[:12])
