"""The gate: what a file is by its first bytes, and whether its zip directory can be trusted.

Everything here looks at bytes only; nothing is unpacked before the whole directory has passed.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from kpi.workbook.reader.file_kinds import ole_kind, other_kind, refuse_archive
from kpi.workbook.reader.refusal import RefusalError

MAX_BYTES = 10 * 2**20
MAX_ENTRIES = 2000
MAX_PART = 64 * 2**20
MAX_TOTAL = 128 * 2**20
#: Above this ratio a part of more than `SMALL_PART` is a bomb, not a table.
MAX_RATIO = 200
SMALL_PART = 8 * 2**20
CHUNK = 2**18

_LOCAL = struct.Struct("<4s5H3I2H")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_FLAGS = 0x0001 | 0x0040 | 0x2000
_BROKEN = (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, EOFError, OSError, IndexError, KeyError)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackagePart:
    """One member of the zip: where its packed bytes lie."""

    name: str
    start: int
    packed: int
    size: int
    crc: int
    stored: bool


class Package:
    """The members of a workbook, by name without regard to case; unpacked in chunks, never whole."""

    def __init__(self, data: bytes, parts: dict[str, PackagePart]) -> None:
        self._data = data
        self._parts = parts

    def names(self) -> list[str]:
        return [part.name for part in self._parts.values()]

    def has(self, name: str) -> bool:
        return name.lower() in self._parts

    def too_big(self) -> list[str]:
        """The parts that are longer than any part may be; they are never unpacked."""
        return [part.name for part in self._parts.values() if part.size > MAX_PART]

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of the part `name`; refuses where size or checksum are not as the directory says."""
        part = self._parts[name.lower()]
        if part.size > MAX_PART:
            raise too_big(part.name)
        packed = memoryview(self._data)[part.start : part.start + part.packed]
        left, crc = part.size, 0
        for chunk in _stored(packed) if part.stored else _inflated(packed):
            left -= len(chunk)
            crc = zlib.crc32(chunk, crc)
            if left < 0:
                raise RefusalError("file_unsafe_zip", reason="size", part=part.name)
            yield chunk
        if left or crc != part.crc:
            raise RefusalError("file_corrupt", part=part.name)


def too_big(part: str, **values: str) -> RefusalError:
    """The refusal of a part that is too long, by its name, or by the sheet that it is."""
    reason = "sheet" if "sheet_title" in values else "part"
    return RefusalError("file_too_big", reason=reason, limit=MAX_PART // 2**20, part=part, **values)


def _stored(packed: memoryview) -> Iterator[bytes]:
    for start in range(0, len(packed), CHUNK):
        yield bytes(packed[start : start + CHUNK])


def _inflated(packed: memoryview) -> Iterator[bytes]:
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    waiting: bytes | memoryview = packed
    try:
        while not inflate.eof:
            chunk = inflate.decompress(waiting, CHUNK)
            waiting = inflate.unconsumed_tail
            if not chunk and not waiting:
                break
            yield chunk
    except zlib.error as error:
        raise RefusalError("file_corrupt", part="") from error
    if not inflate.eof or inflate.unused_data:
        raise RefusalError("file_corrupt", part="")


def open_package(data: bytes, *, of_workbook: bool = True) -> Package:
    """The package of a workbook; refuses everything that is not a safe zip.

    of_workbook  False for a package of other files, e.g. of open data: what its members are is not asked
    """
    _kind(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            directory = archive.start_dir
    except _BROKEN as error:
        raise RefusalError("file_corrupt", part="") from error
    if of_workbook:
        refuse_archive([entry.filename for entry in entries])
    _limits(entries)
    parts: dict[str, PackagePart] = {}
    for entry in entries:
        _entry(entry)
        if entry.filename.lower() in parts:
            raise RefusalError("file_unsafe_zip", reason="duplicate", part=entry.filename)
        if not entry.is_dir():
            parts[entry.filename.lower()] = _located(data, entry)
    _no_overlap(parts, directory)
    return Package(data, parts)


def _kind(data: bytes) -> None:
    if not data.strip(b"\0 \t\r\n"):
        raise RefusalError("file_empty")
    if len(data) > MAX_BYTES:
        raise RefusalError("file_too_big", reason="bytes", limit=MAX_BYTES // 2**20)
    if data.startswith(_OLE):
        raise ole_kind(data)
    if not data.startswith(b"PK"):
        raise other_kind(data)


def _limits(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise RefusalError("file_unsafe_zip", reason="entries", part=str(len(entries)))
    if sum(entry.file_size for entry in entries) > MAX_TOTAL:
        raise RefusalError("file_too_big", reason="unpacked", limit=MAX_TOTAL // 2**20)


def _entry(entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    if entry.flag_bits & _ENCRYPTED_FLAGS:
        raise RefusalError("file_encrypted")
    if not name:  # zipfile ends a name at its first null, and asks one of no letters for its last
        raise RefusalError("file_unsafe_zip", reason="unnamed", part="")
    if name.startswith("/") or "\\" in name or ":" in name or "\0" in name or ".." in name.split("/"):
        raise RefusalError("file_unsafe_zip", reason="path", part=name)
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise RefusalError("file_unsafe_zip", reason="method", part=name)
    # a part that is longer than any may be is refused without being unpacked
    if SMALL_PART < entry.file_size <= MAX_PART and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
        raise RefusalError("file_unsafe_zip", reason="ratio", part=name)
    if entry.compress_type == zipfile.ZIP_STORED and entry.file_size != entry.compress_size:
        raise RefusalError("file_unsafe_zip", reason="size", part=name)


def _located(data: bytes, entry: zipfile.ZipInfo) -> PackagePart:
    """Where the data of `entry` begin, by its own header, which must agree with the directory."""
    at = entry.header_offset
    header = data[at : at + _LOCAL.size] if at >= 0 else b""
    if len(header) < _LOCAL.size:
        raise RefusalError("file_corrupt", part=entry.filename)
    signature, _, flags, method, _, _, _, _, _, name_length, extra_length = _LOCAL.unpack(header)
    start = at + _LOCAL.size + name_length + extra_length
    if signature != b"PK\x03\x04" or start + entry.compress_size > len(data):
        raise RefusalError("file_corrupt", part=entry.filename)
    raw = data[at + _LOCAL.size : at + _LOCAL.size + name_length]
    name = raw.decode("utf-8" if flags & 0x800 else "cp437", "replace")
    if name.rstrip("\0") != entry.orig_filename.rstrip("\0") or method != entry.compress_type:
        raise RefusalError("file_unsafe_zip", reason="header", part=entry.filename)
    stored = method == zipfile.ZIP_STORED
    return PackagePart(
        name=entry.filename, start=start, packed=entry.compress_size, size=entry.file_size, crc=entry.CRC, stored=stored
    )


def _no_overlap(parts: dict[str, PackagePart], directory: int) -> None:
    end = 0
    for part in sorted(parts.values(), key=lambda p: p.start):
        if part.start < end or part.start + part.packed > directory:
            raise RefusalError("file_unsafe_zip", reason="overlap", part=part.name)
        end = part.start + part.packed
