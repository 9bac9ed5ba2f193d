"""The child process that reads: 1 GB of memory, no core dump; every workbook in a process of its own.

It is started as `python -c "…; main()"` with this package alone on its path: the standard library is all it imports.
Requests come and answers go as length-prefixed pickles; what the parent unpickles may hold only the project's values.
The child itself never takes a request: it has imported the reader, and forks for each. What a file did to the memory
of its process ends with it, and none sees another's. An error that nobody foresaw ends both; the parent then tells one
clear problem. Windows has no fork: there one process takes one request after another.
"""

import contextlib
import gc
import os
import pickle
import select
import struct
import sys
from dataclasses import replace
from types import ModuleType
from typing import IO

from kpi.model.community_time import keep_zone
from kpi.workbook.goal.goal_book import Expected
from kpi.workbook.reader.refusal import RefusalError
from kpi.workbook.reader.whole_sheets import SheetsRead, SheetsWanted, sheets_of
from kpi.workbook.reading import Reading, read, refused_reading
from kpi.workbook.sheet.layout import layout

MEMORY_BYTES = 2**30
LENGTH = struct.Struct("<Q")

resource: ModuleType | None
try:
    import resource
except ImportError:  # Windows has no limits of this kind; the clock of the parent stays
    resource = None


def limit_memory(limit: int = MEMORY_BYTES) -> None:
    """Hold this process to `limit` bytes of address space and no core file."""
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        with contextlib.suppress(ValueError):  # macOS knows the limit and does not keep it
            resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def child_environment() -> dict[str, str]:
    """What a child gets of the environment: what Python needs to start, and no secret of the server."""
    needed = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR", "TEMP")
    kept = {name: os.environ[name] for name in needed if name in os.environ}
    return kept | {"PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8"}


def receive(stream: IO[bytes]) -> bytes | None:
    """The next message, None where the stream has ended."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    body = stream.read(length)
    return body if len(body) == length else None


def send(stream: IO[bytes], body: bytes) -> None:
    """Write one message."""
    stream.write(LENGTH.pack(len(body)))
    stream.write(body)
    stream.flush()


def _answer(data: bytes, filename: str, expected: Expected) -> Reading:
    try:
        return read(data, filename, expected)
    except MemoryError:
        return refused_reading(data, filename, RefusalError("file_too_heavy").problem)


def _sheets(wanted: SheetsWanted) -> SheetsRead:
    try:
        read_ = sheets_of(wanted)
    except MemoryError:
        read_ = SheetsRead(problem=RefusalError("file_too_heavy").problem)
    problem = read_.problem
    return replace(read_, problem=replace(problem, values=dict(problem.values))) if problem else read_


def _portable(reading: Reading) -> Reading:
    """Problems with plain dicts for values: a mapping proxy cannot be pickled."""
    return replace(reading, problems=tuple(replace(p, values=dict(p.values)) for p in reading.problems))


def _serve(requests: IO[bytes], answers: IO[bytes]) -> bool:
    """Answer the next request; False where the parent has closed the pipe."""
    body = receive(requests)
    if body is None:
        return False
    wanted, zone = pickle.loads(body)  # noqa: S301 - written by our own parent
    keep_zone(zone)
    del body
    found = _sheets(wanted) if isinstance(wanted, SheetsWanted) else _portable(_answer(*wanted))
    send(answers, pickle.dumps(found, protocol=5))
    return True


def _fork_for_each() -> None:
    """Leave each request to a fork; return where one has ended with the pipe or by an error."""
    # what is imported stays shared with the forks: their collections must not touch it
    gc.collect()
    gc.freeze()
    while True:
        select.select((sys.stdin.fileno(),), (), ())
        reader = os.fork()
        if reader == 0:
            sys.exit(0 if _serve(sys.stdin.buffer, sys.stdout.buffer) else 1)
        if os.waitpid(reader, 0)[1]:
            return


def main() -> None:
    """Serve requests until the parent closes the pipe."""
    limit_memory()
    for name in ("goal", "plan", "pairs", "periods", "long"):
        layout(name)
    if hasattr(os, "fork"):
        _fork_for_each()
    else:
        while _serve(sys.stdin.buffer, sys.stdout.buffer):
            pass
