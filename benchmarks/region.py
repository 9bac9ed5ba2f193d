"""A region in one process: 60 communities × 100 indicators measured, the page over them, what they take of memory."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks._made import books, edition
from benchmarks.site import ROOT, until
from benchmarks.timing import Timing, interleaved
from kpi.measure.many.standing import standing
from kpi.model import GoalBook, Plan, Problem
from kpi.services.publishing import CheckedWorkbook
from kpi.services.publishing.release_writer import PublicationContext, enter
from kpi.services.publishing.snapshot import refresh_public
from kpi.store import open_store

COMMUNITIES, INDICATORS = 60, 100
_TODAY = date(2026, 11, 20)


@dataclass(frozen=True, slots=True)
class _Read:
    """A book as a reading of a file, without the file."""

    file: str
    goal_book: GoalBook | None = None
    plan: Plan | None = None
    problems: tuple[Problem, ...] = ()
    accepted: bool = True


def timings(communities: int = COMMUNITIES, indicators: int = INDICATORS) -> list[Timing]:
    """Measuring in this process, the pages from a server of its own with a store for each community."""
    made = [edition(indicators)] * communities
    # by the processor's time: other work of the machine is no part of it
    tasks = {"measure": lambda: [standing(one, _TODAY) for one in made]}
    medians = interleaved(tasks, clock=time.process_time)
    size = f"{communities} × {indicators} indicators"
    with tempfile.TemporaryDirectory() as folder, _region(Path(folder), communities, indicators) as (port, process):
        before = _memory_mb(process)
        cold, warm = _page_ms(port, "/"), min(_page_ms(port, "/") for _ in range(9))
        fresh = _page_ms(port, "/?lang=en&sort=name")
        after = _memory_mb(process)
        for number in range(communities):
            for path in ("/", "/indicators", "/data", "/changes"):
                _page_ms(port, f"/c{number}{path}")
        visited = _memory_mb(process)
    return [
        Timing(
            name="region: measured", value=medians["measure"], note=f"{size}, time of the processor", limit="≤ 300 ms"
        ),
        Timing(name="region: page, nothing kept", value=cold, note=f"{size}, read and measured"),
        Timing(name="region: page, other words", value=fresh, note="from what is kept of each", limit="≤ 500 ms"),
        Timing(name="region: page, again", value=warm, limit="≤ 500 ms"),
        Timing(name="region: memory, started", value=before, unit="MB"),
        Timing(name="region: memory, page shown", value=after, unit="MB"),
        Timing(
            name="region: memory, all visited",
            value=visited,
            unit="MB",
            note="four pages of every community",
            limit="≤ 1024 MB",
        ),
    ]


@contextmanager
def _region(folder: Path, communities: int, indicators: int) -> Iterator[tuple[int, int]]:
    """A server of its own: its port and its process."""
    first = folder / "c0"
    first.mkdir()
    _publish(first / "postup.sqlite", indicators)
    sections = ["[region]", "name = 'Region'"]
    for number in range(communities):
        if number:
            shutil.copytree(first, folder / f"c{number}")
        sections.append(f"[community.c{number}]\nstore = 'c{number}/postup.sqlite'")
    file = folder / "sites.toml"
    file.write_text("\n".join(sections), encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = (sys.executable, "-m", "kpi", "serve", "--port", str(port), "--sites", str(file))
    server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "DATABASE_URL": ""}, stderr=subprocess.DEVNULL)
    try:
        until(port, b'"ready"')
        yield port, server.pid
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def _publish(where: Path, indicators: int) -> None:
    plan, releases = books(indicators)
    store = open_store(str(where))
    for day, published in releases:
        read = [_Read("plan.xlsx", plan=plan), *(_Read(f"{book.goal}.xlsx", goal_book=book) for book in published)]
        checked = [CheckedWorkbook(one, repr((day, one)).encode()) for one in read]
        with store.writing() as connection:
            enter(connection, store, checked, PublicationContext(published=day))
    refresh_public(store)
    # one file, so that a copy of it is a whole store
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _page_ms(port: int, path: str) -> float:
    began = time.perf_counter()
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=120) as answer:
        answer.read()
    return 1000 * (time.perf_counter() - began)


def _memory_mb(process: int) -> float:
    """What a process holds now; 0 where there is no /proc."""
    status = Path(f"/proc/{process}/status")
    found = re.search(r"VmRSS:\s*(\d+)", status.read_text(encoding="ascii")) if status.exists() else None
    return int(found[1]) / 1024 if found else 0.0
