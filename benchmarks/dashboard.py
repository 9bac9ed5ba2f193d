"""How fast the dashboard is, served alone: a cold session, a changed filter, and a hundred sessions in one process.

A real `streamlit run` in a process of its own, asked over its socket as a browser asks. Its memory is read from /proc,
so on Linux only.
"""

import os
import random
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import cast

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from benchmarks.site import processor_seconds
from benchmarks.timing import Timing
from kpi.clock import today
from kpi.services.publishing.loading.demonstration import show_example
from kpi.store import open_store

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("", "sector", "indicator", "table", "session")
#: one after another: each changes what is shown
FILTERS = ("sector=urban", "status=off_track", "quarter=2025-Q4", "department=dep-health", "sector=health", "lang=en")
SESSIONS, SEED = 100, 29


def timings() -> list[Timing]:
    """A fresh process each for the cold session and for the rest."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "postup.sqlite"
        show_example(open_store(str(store)), today=today())
        cold, cpu = [], []
        for _ in range(3):
            with served(store) as (port, process):
                began, spent = time.perf_counter(), processor_seconds(process)
                with _session(port) as server:
                    _run(server, "", "", set())
                cold.append(1000 * (time.perf_counter() - began))
                cpu.append(processor_seconds(process) - spent)
        note = f"a fresh process: socket, data, first page; {statistics.median(cpu):.1f} s of CPU"
        found = [Timing(name="cold session", value=statistics.median(cold), limit="≤ 3 s", note=note)]
        with served(store) as (port, process):
            return [*found, *_filters(port), *_many(port, process)]


@contextmanager
def served(store: Path) -> Iterator[tuple[int, int]]:
    """`streamlit run dashboard.py` on a free port: port, process id."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    environment = {**os.environ, "POSTUP_STORE": str(store), "DATABASE_URL": "", "PYTHONPATH": str(ROOT)}
    command = (sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port))
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _until_healthy(port)
        yield port, server.pid
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def _until_healthy(port: int) -> None:
    limit = time.perf_counter() + 60
    while time.perf_counter() < limit:
        try:
            with urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=5):
                return
        except OSError:
            time.sleep(0.02)
    raise TimeoutError("the dashboard did not answer")


def _session(port: int) -> ClientConnection:
    origin, protocol = Origin(f"http://localhost:{port}"), Subprotocol("streamlit")
    return connect(f"ws://localhost:{port}/_stcore/stream", origin=origin, subprotocols=[protocol], max_size=None)


def _filters(port: int) -> list[Timing]:
    """From the message with a changed filter to the end of its run, on every page, after a round to warm up."""
    taken: list[float] = []
    with _session(port) as server:
        known: set[str] = set()
        for warm in (True, False):
            for page in PAGES:
                for query in FILTERS:
                    began = time.perf_counter()
                    _run(server, page, query, known)
                    if not warm:
                        taken.append(1000 * (time.perf_counter() - began))
    note = f"{len(PAGES)} pages × {len(FILTERS)} filters; the slowest {max(taken):.0f} ms"
    return [Timing(name="filter change", value=statistics.median(taken), limit="≤ 0.4 s", note=note)]


def _many(port: int, process: int) -> list[Timing]:
    """A hundred sessions held open, each on a page with filters of its own; what one of them keeps in memory."""
    chance = random.Random(SEED)
    before, taken = _memory(process), []
    with ExitStack() as open_sessions:
        for _ in range(SESSIONS):
            server = open_sessions.enter_context(_session(port))
            began = time.perf_counter()
            _run(server, chance.choice(PAGES), chance.choice(FILTERS), set())
            taken.append(1000 * (time.perf_counter() - began))
        after = _memory(process)
    each = (after - before) / SESSIONS
    return [
        Timing(
            name="session of 100",
            value=statistics.median(taken),
            note=f"all held open; the slowest {max(taken):.0f} ms",
        ),
        Timing(
            name="memory, 100 sessions",
            value=after,
            unit="MiB",
            note=f"{before:.0f} MiB with one; {each:.2f} MiB a session",
        ),
    ]


def _memory(process: int) -> float:
    """Resident memory in MiB; 0 where there is no /proc."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return 0.0
    line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def _run(server: ClientConnection, page: str, query: str, known: set[str]) -> None:
    """One run at an address, until Streamlit says that it has finished; `known` are messages that a browser keeps."""
    asked = BackMsg()
    asked.rerun_script.page_name = page
    asked.rerun_script.query_string = query
    asked.rerun_script.cached_message_hashes.extend(known)
    server.send(asked.SerializeToString())
    while True:
        answer = ForwardMsg()
        answer.ParseFromString(cast("bytes", server.recv(timeout=60)))
        if answer.metadata.cacheable and answer.hash:
            known.add(answer.hash)
        finished = answer.WhichOneof("type") == "script_finished"
        if finished and answer.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
            return
