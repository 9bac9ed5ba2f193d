"""Mutations of workbooks by a seed: of the bytes of the package, of its parts, of the markup of a part."""

import io
import random
import re
import zipfile
from collections.abc import Callable, Sequence

#: what stands in for the value of an attribute or the text of an element
ODD = (
    *(
        "",
        " ",
        "0",
        "-1",
        "1e999",
        "-1e999",
        "NaN",
        "INF",
        "1E+308",
        "4.9e-324",
        "99999999999999999999",
        "0x10",
        "１２",
    ),
    *("A1", "XFD1048576", "ZZZZ1", "A0", "A-1", "1:1", "A1:XFD1048576", "true", "null", "#REF!", "_x0000_", "_xD800_"),
    *(
        "&#0;",
        "&#xD800;",
        "&#xFFFE;",
        "&lt;",
        "&undefined;",
        "\x00",
        "\x0b",
        "\ufeff",
        "\u202e",
        "é" * 40,
        "x" * 70_000,
    ),
    *(
        "../../etc/passwd",
        "file:///etc/passwd",
        "xl/workbook.xml",
        "/xl/worksheets/sheet1.xml",
        "2147483648",
        "1.5",
        "rId1",
    ),
    *("<a>", "</row>", "]]>", "<![CDATA[", "<!--", "=1+1", "t", "s", "shared", "array", "inlineStr", "e", "b", "d"),
)
_TAG, _VALUE = re.compile(r"<[^<>]*>"), re.compile(r"=(['\"])(.*?)\1|(?<=>)([^<>]+)(?=<)")
Parts = dict[str, bytes]


def parts_of(data: bytes) -> Parts:
    """The members of a package that can be opened."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Parts, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def mutated(seeds: Sequence[bytes], dice: random.Random) -> tuple[str, bytes]:
    """How a seed was changed, and the file."""
    change = dice.choice(_CHANGES)
    return change.__name__.removeprefix("_"), change(dice.choice(seeds), dice)


def _bytes(data: bytes, dice: random.Random) -> bytes:
    found = bytearray(data)
    for _ in range(dice.randint(1, 12)):
        found[dice.randrange(len(found))] = dice.randrange(256)
    return bytes(found)


def _cut(data: bytes, dice: random.Random) -> bytes:
    first, last = sorted((dice.randrange(len(data)), dice.randrange(len(data) + 1)))
    return dice.choice((data[:first], data[first:], data[:first] + data[last:], data + data[first:last]))


def _numbers(data: bytes, dice: random.Random) -> bytes:
    """Fields of the zip's headers: sizes, offsets, flags, methods, counts."""
    found = bytearray(data)
    heads = [m.start() for m in re.finditer(rb"PK(?:\x01\x02|\x03\x04|\x05\x06)", data)]
    for _ in range(dice.randint(1, 3)):
        at = dice.choice(heads) + dice.randrange(4, 46)
        size = dice.choice((1, 2, 4))
        found[at : at + size] = dice.choice((b"\xff", b"\x00", b"\x01", b"\x7f", b"\x80")) * size
    return bytes(found)


def _part_bytes(data: bytes, dice: random.Random) -> bytes:
    parts = parts_of(data)
    name = dice.choice(list(parts))
    content = bytearray(parts[name])
    for _ in range(dice.randint(1, 6)):
        at = dice.randrange(len(content) + 1)
        content[at : at + dice.randint(0, 4)] = dice.randbytes(dice.randint(0, 4))
    return packed(parts | {name: bytes(content)})


def _members(data: bytes, dice: random.Random) -> bytes:
    """A member is left out, put in the place of another, called otherwise."""
    parts = parts_of(data)
    one, other = dice.choice(list(parts)), dice.choice(list(parts))
    match dice.randrange(4):
        case 0:
            del parts[one]
        case 1:
            parts[one] = parts[other]
        case 2:
            parts[dice.choice(("", "/", "../", "xl//", "XL/", ".", "x" * 300)) + one] = parts.pop(one)
        case _:
            parts[one] = parts[one] + parts[other]
    return packed(parts, dice.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED)))


def _markup(data: bytes, dice: random.Random) -> bytes:
    """Tags twice, left out, moved; values and texts that are odd."""
    parts = parts_of(data)
    name = dice.choice([name for name in parts if name.endswith((".xml", ".rels"))] or list(parts))
    text = parts[name].decode("utf-8", "surrogateescape")
    for _ in range(dice.randint(1, 4)):
        text = dice.choice((_odd_value, _odd_value, _odd_value, _tag))(text, dice)
    return packed(parts | {name: text.encode("utf-8", "surrogateescape")})


def _odd_value(text: str, dice: random.Random) -> str:
    found = list(_VALUE.finditer(text))
    if not found:
        return text
    one = dice.choice(found)
    first, last = one.span(2) if one[2] is not None else one.span(3)
    return text[:first] + dice.choice(ODD) + text[last:]


def _tag(text: str, dice: random.Random) -> str:
    found = list(_TAG.finditer(text))
    if not found:
        return text
    one, other = dice.choice(found), dice.choice(found)
    match dice.randrange(3):
        case 0:
            return text[: one.start()] + text[one.end() :]
        case 1:
            return text[: one.end()] + one[0] + text[one.end() :]
        case _:
            return text[: one.start()] + other[0] + text[one.end() :]


_CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    *(_bytes, _cut, _numbers, _part_bytes, _members),
    *(_markup, _markup, _markup),
)
