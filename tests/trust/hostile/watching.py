"""What a server does while it is sent hostile things: how fast it answers probes, what memory it and its readers take,
what its store holds."""

import contextlib
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import httpx2
from sqlalchemy import func, select

from kpi.store import connect, schema
from kpi.store.copies.backup_file import is_sound

_FIELDS = ("VmRSS:", "VmHWM:")


def memory_mb(process: int, field: str) -> float:
    """A number of /proc/PID/status in MB; 0 of a process that has ended."""
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        for line in Path(f"/proc/{process}/status").read_text("utf-8").splitlines():
            if line.startswith(field):
                return int(line.split()[1]) / 1024
    return 0.0


def descendants(process: int) -> Iterator[int]:
    """The processes below this one, whichever of its threads has started them."""
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text("utf-8").split():
                yield int(child)
                yield from descendants(int(child))


def counts(store: Path) -> dict[str, int]:
    """Rows of every table of a store."""
    with connect(str(store)).reading() as connection:
        every = schema.METADATA.sorted_tables
        return {one.name: connection.scalar(select(func.count()).select_from(one)) or 0 for one in every}


def is_whole(store: Path) -> bool:
    """Whether SQLite finds its file sound and every reference met; a server sees to that itself."""
    opened = connect(str(store))
    with opened.reading() as connection:
        return opened.path is None or is_sound(connection)


class Watch:
    """Asks /healthz and looks at the readers' memory, in threads, as long as it is open."""

    def __init__(self, address: str, server: int) -> None:
        self._address, self._server = address, server
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._probe), threading.Thread(target=self._look)]
        self.slowest_health = 0.0
        self.probes = 0
        self.largest_child_mb = 0.0
        self.failures: list[str] = []

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _probe(self) -> None:
        with httpx2.Client(base_url=self._address, timeout=30, trust_env=False) as client:
            while not self._over.wait(0.1):
                begun = time.monotonic()
                try:
                    answer = client.get("/healthz")
                except httpx2.HTTPError as error:
                    self.failures.append(repr(error))
                    continue
                self.probes += 1
                self.slowest_health = max(self.slowest_health, time.monotonic() - begun)
                if answer.status_code != 200:
                    self.failures.append(f"{answer.status_code}: {answer.text[:200]}")

    def _look(self) -> None:
        while not self._over.wait(0.03):
            for child in descendants(self._server):
                self.largest_child_mb = max(self.largest_child_mb, memory_mb(child, "VmHWM:"))


__all__ = ["Watch", "counts", "is_whole", "memory_mb"]
