"""What a release says in public, as lines of JSON: the same rows give the same bytes.

A table is its rows, one a line, in the order in which they are published; a row is an object with its keys in the order
of their letters, no blanks, UTF-8, days as YYYY-MM-DD. What is empty (null, "", false) is not written, so that a column
that a later version of the programme adds leaves the bytes of older releases as they were.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from enum import Enum
from json.encoder import encode_basestring

from kpi.measure.dataset import Dataset
from kpi.store.frames import plain_columns
from kpi.store.snapshot import FRAMES

#: the one row about the strategy itself
STRATEGY = "strategy"
#: the key of the line that a table begins with in a file
TABLE = "table"
#: lines by the name of their table; a table without rows is left out
Lines = Mapping[str, Sequence[bytes]]


class MalformedContentError(ValueError):
    """A file holds no content of a release."""


def lines_of(dataset: Dataset) -> dict[str, list[bytes]]:
    """The public content of a release from its dataset in the snapshot."""
    found = {STRATEGY: [_line(asdict(dataset.strategy))]}
    found |= {name: _rows(plain_columns(getattr(dataset, name))) for name in FRAMES}
    return {name: lines for name, lines in found.items() if lines}


def digest(lines: Iterable[bytes]) -> str:
    """SHA-256, in hex, of the lines with a line end after each."""
    return hashlib.sha256(b"".join(line + b"\n" for line in lines)).hexdigest()


def written(tables: Lines) -> bytes:
    """All tables as one file: before the rows of each a line that names it."""
    parts = (line + b"\n" for name, lines in tables.items() for line in (_line({TABLE: name}), *lines))
    return b"".join(parts)


def read(data: bytes) -> dict[str, list[bytes]]:
    """The lines of such a file by their tables, as they stand; `MalformedContentError`."""
    found: dict[str, list[bytes]] = {}
    name = ""
    if not data.endswith(b"\n"):
        raise MalformedContentError("cut off")
    for line in data.removesuffix(b"\n").split(b"\n"):
        if line.startswith(b'{"table":') and (told := _name(line)):
            if told in found:
                raise MalformedContentError(told)
            name, found[told] = told, []
        elif line and name:
            found[name].append(line)
        else:
            raise MalformedContentError("a line of no table")
    return found


def _name(line: bytes) -> str:
    try:
        told = json.loads(line)
    except ValueError:
        return ""
    return str(told[TABLE]) if isinstance(told, dict) and list(told) == [TABLE] else ""


def _rows(columns: Mapping[str, Sequence[object]]) -> list[bytes]:
    """A line each, as `_line` writes it: a column at a time, for a release has thousands of rows."""
    written = [[_member(name, value) for value in columns[name]] for name in sorted(columns)]
    return [f"{{{','.join(filter(None, row))}}}".encode() for row in zip(*written, strict=True)]


def _member(name: str, value: object) -> str:
    """«"code":"1.1"», "" for what is not written."""
    if value is None or value is False or value == "":
        return ""
    if isinstance(value, str):
        return f'"{name}":{encode_basestring(value)}'
    return f'"{name}":{_ENCODED(value)}'


def _line(row: Mapping[str, object]) -> bytes:
    return _ENCODED(_told(row)).encode()


def _told(row: Mapping[str, object]) -> dict[str, object]:
    return {
        name: _told(value) if isinstance(value, Mapping) else value
        for name, value in row.items()
        if value is not None and value is not False and value not in ("", [], ())
    }


def _plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Enum):
        return str(value.value)
    return str(value)


# made once: `json.dumps` makes an encoder for each row
_ENCODED = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, default=_plain
).encode
