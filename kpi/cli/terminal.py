"""What a command writes: lines to the output, sentences and a bar to the terminal."""

import sys
from collections.abc import Iterable, Iterator, Sized
from typing import TypeVar

Item = TypeVar("Item")
_WIDTH = 28


def write(line: str = "") -> None:
    """One line to the standard output."""
    sys.stdout.write(line + "\n")


def tell(line: str) -> None:
    """One line to the person: the standard error output, so that the output stays machine-readable."""
    sys.stderr.write(line + "\n")


def bar(items: Iterable[Item], label: str, total: int | None = None) -> Iterator[Item]:
    """Pass `items` on and draw how far they are; silent unless the error output is a terminal."""
    whole = total if total is not None else len(items) if isinstance(items, Sized) else 0
    if not sys.stderr.isatty() or whole < 2:
        yield from items
        return
    for done, item in enumerate(items):
        _draw(label, done, whole)
        yield item
    sys.stderr.write("\r\x1b[K")


def _draw(label: str, done: int, whole: int) -> None:
    filled = _WIDTH * done // whole
    sys.stderr.write(f"\r\x1b[K{label} [{'█' * filled}{'·' * (_WIDTH - filled)}] {done}/{whole}")
    sys.stderr.flush()
