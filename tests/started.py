"""Processes that do what a module's `main` does until they are killed, without importing everything for each.

One process imports what they need and is forked for each of them (`multiprocessing`'s forkserver: it has no threads, no
server and no store of the tests, as a Python that is started has none).
"""

import multiprocessing
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import TextIO

#: what takes a second and a half to import
WRITERS = ("tests.services.publishing.writer", "tests.services.publishing.submitter")
_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(list(WRITERS))


@dataclass(frozen=True)
class Started:
    """A process, and what it has written so far, line by line."""

    process: ForkServerProcess
    said: TextIO


@contextmanager
def writing(module: str, store: Path) -> Iterator[Started]:
    """`main` of one of `WRITERS` on the store in a process of its own, which is killed when it is left."""
    reading, telling = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=_run, args=(module, str(store), telling))
    process.start()
    telling.close()
    with os.fdopen(os.dup(reading.fileno()), encoding="utf-8") as said:
        reading.close()
        try:
            yield Started(process, said)
        finally:
            process.kill()
            process.join()


def _run(module: str, store: str, telling: Connection) -> None:
    sys.stdout = os.fdopen(os.dup(telling.fileno()), "w", encoding="utf-8")
    import_module(module).main(store)
