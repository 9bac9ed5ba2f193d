"""The gate of a JSON file: its size, its encoding, how deep and how large it is, that numbers are numbers."""

import json
from collections.abc import Iterator
from typing import Any

#: bytes, levels and values of a file; letters of a text that is shown, digits of a number
MOST_BYTES, DEEPEST, MOST_VALUES, LONGEST, MOST_DIGITS = 4 << 20, 32, 200_000, 300, 40


class ProjectFileError(ValueError):
    """The file cannot be read; `reason` is a key below `project.error`, with its values."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason)
        self.reason, self.values = reason, values


def parsed(data: bytes) -> Any:
    """The content of a file; ProjectFileError says what is wrong, and where."""
    if len(data) > MOST_BYTES:
        raise ProjectFileError("large", limit=MOST_BYTES >> 20)
    if not data.strip():
        raise ProjectFileError("empty")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProjectFileError("encoding", byte=error.start + 1) from error
    _no_deeper(text)
    try:
        found = json.loads(text, parse_constant=_no_number, parse_int=_whole, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise ProjectFileError("json", line=error.lineno, column=error.colno) from error
    if sum(1 for _ in _values(found)) > MOST_VALUES:
        raise ProjectFileError("many", limit=MOST_VALUES)
    return found


def _no_deeper(text: str) -> None:
    """Before it is parsed: brackets outside of texts, so that no parser is led too deep."""
    depth, inside, escaped = 0, False, False
    for at, sign in enumerate(text):
        if inside:
            inside, escaped = sign != '"' or escaped, sign == "\\" and not escaped
        elif sign == '"':
            inside = True
        elif sign in "[{":
            depth += 1
            if depth > DEEPEST:
                raise ProjectFileError("deep", line=text.count("\n", 0, at) + 1, limit=DEEPEST)
        elif sign in "]}":
            depth -= 1


def _no_number(written: str) -> None:
    """NaN and Infinity are no JSON, though Python reads them."""
    raise ProjectFileError("no_number", found=written)


def _whole(written: str) -> float:
    if len(written) > MOST_DIGITS:
        raise ProjectFileError("no_number", found=f"{written[:MOST_DIGITS]}…")
    return int(written)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names are not repeated: of two, each reader would take another."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        repeated = next(name for name in names if names.count(name) > 1)
        raise ProjectFileError("repeated", name=repeated[:LONGEST])
    return found


def _values(node: Any) -> Iterator[Any]:
    yield node
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for one in inner:
        yield from _values(one)
