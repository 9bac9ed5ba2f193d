"""Pictures that lie on a sheet: where each is anchored and what it is made of. Nothing is decoded here."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass

from kpi.workbook.reader.xml import Handler, parse
from kpi.workbook.reader.zip_guard import Package

#: a part that holds a picture is not read any further than this
MAX_PICTURE_BYTES = 5 * 2**20
#: a camera's picture may be larger, a coat of arms never is
MAX_MEGAPIXELS = 25
#: of one sheet; more of them say nothing that these do not
MAX_PICTURES = 64
_WHOLE = 100_000

#: parts of the width and the height that are cut off at the left, top, right and bottom
Crop = tuple[float, float, float, float]


class UnfitPictureError(ValueError):
    """A picture that can be no mark; `code` is that of the problem."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPicture:
    """A picture of a sheet.

    row, column  of its upper left corner, from 1; 0 where it is tied to no cell
    last_row     of its lower edge
    data         as it lies in the file, cut off behind `MAX_PICTURE_BYTES` and one more; None where it lies elsewhere
    crop         what its author has cut off and nobody is to see
    """

    row: int
    column: int
    last_row: int
    data: bytes | None
    crop: Crop


class _Drawing(Handler):
    """The pass over a drawing: anchors, and the pictures within them, by the local names of elements."""

    def __init__(self) -> None:
        self.found: list[tuple[dict[str, int], str, Crop]] = []
        self._at: dict[str, int] = {}
        self._corner, self._counts, self._text = "", "", ""
        self._inside = False
        self._relation: str | None = None
        self._crop: Crop = (0.0, 0.0, 0.0, 0.0)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        if local.endswith("Anchor"):
            self._at = {}
        elif local in {"from", "to"}:
            self._corner = local
        elif local in {"row", "col"} and self._corner:
            self._counts, self._text = f"{self._corner}_{local}", ""
        elif local == "pic":
            self._inside, self._relation, self._crop = True, None, (0.0, 0.0, 0.0, 0.0)
        elif local == "blip" and self._inside:
            named = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
            self._relation = named.get("embed", "")
        elif local == "srcRect" and self._inside:
            left, top, right, bottom = (_share(attributes.get(side, "0")) for side in "ltrb")
            self._crop = (left, top, right, bottom)

    def end(self, name: str) -> None:
        local = name.rpartition(" ")[2]
        if local in {"from", "to"}:
            self._corner = ""
        elif self._counts and local in {"row", "col"}:
            digits = self._text.strip()
            self._at[self._counts] = int(digits) + 1 if digits.isascii() and digits.isdigit() and len(digits) < 8 else 0
            self._counts = ""
        elif local == "pic" and self._inside:
            self._inside = False
            if self._relation is not None and len(self.found) < MAX_PICTURES:
                self.found.append((self._at, self._relation, self._crop))

    def text(self, data: str) -> None:
        if self._counts:
            self._text += data[:8]


def _share(thousandths: str) -> float:
    """«12500» as 0.125; «12.5%» of the strict form too; 0 for anything else, and for a frame wider than the picture."""
    text = thousandths.strip()
    digits = text.removesuffix("%").replace(".", "", 1).removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
        return 0.0
    number = float(text.removesuffix("%"))
    return min(max(number / (100 if text.endswith("%") else _WHOLE), 0.0), 1.0)


def read_pictures(package: Package, drawing: str, relations: Mapping[str, tuple[str, str]]) -> list[SheetPicture]:
    """The pictures of a drawing in the order in which they lie there.

    relations  of the drawing: id -> (kind, part)
    """
    drawn = _Drawing()
    parse(package, drawing, drawn)
    return [
        SheetPicture(
            row=at.get("from_row", 0),
            column=at.get("from_col", 0),
            last_row=max(at.get("to_row", 0), at.get("from_row", 0)),
            data=_content(package, relations.get(relation, ("", ""))[1]),
            crop=crop,
        )
        for at, relation, crop in drawn.found
    ]


def _content(package: Package, part: str) -> bytes | None:
    """The bytes of a part, one more than may be read where it is longer; None where there is no such part."""
    path = posixpath.normpath(part) if part else ""
    if not path or not package.has(path):
        return None
    found = b""
    for chunk in package.chunks(path):
        found += chunk
        if len(found) > MAX_PICTURE_BYTES:
            return found[: MAX_PICTURE_BYTES + 1]
    return found
