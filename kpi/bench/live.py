"""How fast the site is: process start to the first healthy answer, and the CPU of one run of a page with a warm cache.

A real server in a process of its own, asked the way a browser asks. Its CPU is read from /proc, so on Linux only.
"""

import os
import statistics
import tempfile
from pathlib import Path
from typing import cast

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from kpi.bench.site import site, until
from kpi.bench.timing import Timing

STARTS = 3
ROUNDS, RUNS = 5, 20
#: page -> query string
PAGES = {"": "", "indicators": "", "sector": "id=economy", "goal": "id=1.1", "indicator": "id=1.1.1", "method": ""}


def timings() -> list[Timing]:
    """Start three times on a filled store; then medians of rounds of runs, the pages in turn."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "postup.sqlite"
        with site(store) as (port, _, _):
            until(port, b'"ready"')
        starts, loads = [], []
        for _ in range(STARTS):
            with site(store) as (port, _, began):
                starts.append(1000 * (until(port, b'"ok"') - began))
                loads.append(1000 * (until(port, b'"ready"') - began))
        found.append(Timing("start to healthy", statistics.median(starts), limit="≤ 2 s", note="the port answers"))
        found.append(Timing("start to ready", statistics.median(loads), note="the data are loaded"))
        if Path("/proc/self/stat").exists():
            with site(store) as (port, process, _):
                until(port, b'"ready"')
                found += _runs(port, process)
    return found


def _runs(port: int, process: int) -> list[Timing]:
    address = f"ws://localhost:{port}/_stcore/stream"
    origin, protocol = Origin(f"http://localhost:{port}"), Subprotocol("streamlit")
    cpu: dict[str, list[float]] = {page: [] for page in PAGES}
    with connect(address, origin=origin, subprotocols=[protocol], max_size=None) as server:
        known: set[str] = set()
        for page, query in PAGES.items():
            _run(server, page, query, known)
        for _ in range(ROUNDS):
            for page, query in PAGES.items():
                before = _cpu_seconds(process)
                for _ in range(RUNS):
                    _run(server, page, query, known)
                cpu[page].append(1000 * (_cpu_seconds(process) - before) / RUNS)
    note = f"CPU, warm cache; median of {ROUNDS} × {RUNS} runs"
    return [Timing(f"run /{page}", statistics.median(found), limit="≤ 30 ms", note=note) for page, found in cpu.items()]


def _run(server: ClientConnection, page: str, query: str, known: set[str]) -> None:
    """One run of the app at an address, until Streamlit says that it has finished. `known`: messages kept, as a browser
    keeps them."""
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
        if answer.WhichOneof("type") == "script_finished":
            return


def _cpu_seconds(process: int) -> float:
    """User and system time of a process so far."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
