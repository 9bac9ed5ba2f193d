"""Words and numbers that stand in internal rows alone, and the search for them in whatever is answered.

A word is found in any letter case, escaped or not; a number in every form that a page, a file or a chart may print:
grouped, rounded, with a comma or a point, scientific, shortened to thousands, as eight bytes, as eight bytes in base64.
"""

import base64
import binascii
import html
import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from urllib.parse import unquote

MARKS = ("канарк", "kanark")
#: kind of a number -> the number; their first five digits are not that of another, or of a public number
NUMBERS = {
    "value": 73519.264,
    "revised": 68143.927,
    "part": 59417.683,
    "delayed": 84731.592,
    "closed": 91827.436,
    "restricted": 47382.915,
    "baseline": 61827.395,
    "target": 58391.746,
    "decided": 57713.829,
    "money": 4917362.58,
    "spent": 3852714.96,
    "budget": 8216437.59,
    "expected": 93614.728,
    "coverage": 37.918,
    "done": 43.761,
}
#: not within a hash or a name, before an exponent all the same
_FREE, _END = r"(?<![0-9a-zA-Z])", r"(?![0-9a-df-zA-DF-Z]|[eE][0-9a-zA-Z])"
_GROUPED = r"\d{1,3}(?:[ .,'’\u00a0\u2009\u202f]\d{3}(?!\d))+(?:[.,]\d+)?"
_NUMBER = re.compile(rf"{_FREE}(?:{_GROUPED}|\d+(?:[.,]\d+)?){_END}")
_PLAIN = re.compile(rf"{_FREE}\d+(?:[.,]\d+)?{_END}")
#: where a drawing puts things: any number may stand there (that they are the same for other secrets is A2)
_GEOMETRY = re.compile(
    r"\b(?:d|r|[xy][12]?|[cdr][xy]|points|transform|width|height|viewBox|style|font-size|offset)=\"[^\"]*\""
)
_SHORT = re.compile(r"(\d+[.,]\d+)[\s\u00a0\u202f]*(?:тис|тыс|млн|mln|tys|k\b|K\b|M\b|thousand|million)")
_RUN = re.compile(rb"[A-Za-z0-9+/]{11,}={0,2}")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_ZIP = b"PK\x03\x04"


def word(kind: str) -> str:
    """A word that stands nowhere but in internal rows of one kind."""
    return f"Канарка {kind}"


def latin(kind: str) -> str:
    """The same where a name of a file, a login or an address has to be of Latin letters."""
    return f"kanarka-{kind}"


def _digits(value: float, count: int) -> str:
    return f"{value:.{count - 1}e}".partition("e")[0].replace(".", "").rstrip("0")


_PRINTED = {_digits(value, count): kind for kind, value in NUMBERS.items() for count in range(5, 10)}
_SHORTENED = {_digits(value, count): kind for kind, value in NUMBERS.items() if value > 100 for count in (2, 3)}
_BYTES = {struct.pack(order, value): kind for kind, value in NUMBERS.items() for order in ("<d", ">d", "<f", ">f")}


def found(blob: bytes, *, packed: bool = True) -> set[str]:
    """What of the internal rows stands in an answer: words as they stand there, numbers by their kinds.

    packed  look into base64 too
    """
    seen: set[str] = set()
    for part in unfolded(blob):
        seen |= {kind for raw, kind in _BYTES.items() if raw in part}
        for text in _readings(part):
            folded = text.casefold()
            seen |= {folded[max(0, at - 10) : at + 40] for mark in MARKS if (at := folded.find(mark)) >= 0}
            seen |= _numbers(text)
        if packed:
            seen |= {kind for inner in _decoded(part) for raw, kind in _BYTES.items() if raw in inner}
    return seen


def unfolded(blob: bytes) -> Iterator[bytes]:
    """The answer, and of an archive, a workbook or a document each member with its name, of a PDF each stream."""
    yield blob
    if blob.startswith(_ZIP):
        with zipfile.ZipFile(io.BytesIO(blob)) as archive:
            yield archive.comment
            for member in archive.infolist():
                yield member.filename.encode()
                yield member.comment
                yield from unfolded(archive.read(member))
    elif blob.startswith(b"%PDF"):
        for stream in _STREAM.findall(blob):
            try:
                yield zlib.decompress(stream)
            except zlib.error:
                continue


def _readings(part: bytes) -> Iterator[str]:
    """The text as it stands, and as whoever reads HTML, addresses, JSON or sixteen bits a letter reads it."""
    plain = part.decode("utf-8", "replace")
    yield plain
    yield from dict.fromkeys(read for read in (html.unescape(plain), unquote(plain)) if read != plain)
    if "\\u" in plain:
        yield re.sub(r"\\u([0-9a-fA-F]{4})", lambda sign: chr(int(sign[1], 16)), plain)
    if part[:200].count(0) > 10 and not part.startswith((b"\x89PNG", _ZIP, b"%PDF")):
        yield part.decode("utf-16-le", "replace")


def _numbers(text: str) -> set[str]:
    text = _GEOMETRY.sub(" ", text)
    tokens = {re.sub(r"\D", "", token) for pattern in (_NUMBER, _PLAIN) for token in pattern.findall(text)}
    seen = {_PRINTED[token] for token in (one.strip("0") for one in tokens) if token in _PRINTED}
    short = {re.sub(r"\D", "", token).strip("0") for token in _SHORT.findall(text)}
    return seen | {_SHORTENED[token] for token in short if token in _SHORTENED}


def _decoded(part: bytes) -> Iterator[bytes]:
    for run in _RUN.findall(part.replace(b"\\u002f", b"/").replace(b"\\/", b"/")):
        whole = run.rstrip(b"=")
        try:
            yield base64.b64decode(
                whole[: len(whole) // 4 * 4] if len(whole) % 4 == 1 else whole + b"=" * (-len(whole) % 4)
            )
        except binascii.Error:
            continue


def as_json(told: object) -> bytes:
    """A value as one more blob to be searched."""
    return json.dumps(told, ensure_ascii=False, default=str).encode()
