"""Documents a second: a process of its own asks over many connections that stay open, as a cache would.

At a pace, too: readers who look at what they got before they ask again.
"""

import asyncio
import subprocess
import sys
import time
from asyncio import Future, Protocol, Transport
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from benchmarks.site import processor_seconds
from benchmarks.timing import Timing

CONNECTIONS, DOCUMENTS, FLAT = 16, 20_000, 100_000
#: what was promised a second; microseconds of the server's processor that one document may take for that: the rest of
#: a core is the system's, and of two cores the other one asks
PROMISED, MOST_US = 5500, 180
#: seconds that a reader at a pace waits before asking again, and how many documents all of them get
PAUSE, PACED = 0.1, 1600
_END = b"\r\n\r\n"
_LENGTH = b"content-length:"


@dataclass
class _Run:
    """What is left to ask for, and how long each answer took, in seconds."""

    request: bytes
    left: int
    pause: float
    took: list[float] = field(default_factory=list)


class _Reader(Protocol):
    """One connection: asks again as soon as an answer is whole."""

    def __init__(self, run: _Run, done: "Future[None]") -> None:
        self._run, self._done = run, done
        self._got = bytearray()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("Transport", transport)
        self._ask()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self._done.done():
            self._done.set_exception(exc or ConnectionError("the server closed the connection"))

    def data_received(self, data: bytes) -> None:
        self._got += data
        head = self._got.find(_END)
        if head < 0:
            return
        fields = bytes(self._got[:head]).lower()
        if b" 200 " not in fields[:15]:
            self._done.set_exception(ConnectionError(fields.decode("latin-1")))
            return
        length = int(fields.partition(_LENGTH)[2].partition(b"\r")[0])
        if len(self._got) >= head + len(_END) + length:
            self._run.took.append(time.perf_counter() - self._began)
            self._got.clear()
            if self._run.pause:
                asyncio.get_running_loop().call_later(self._run.pause, self._ask)
            else:
                self._ask()

    def _ask(self) -> None:
        if self._run.left <= 0:
            self._done.set_result(None)
            self._transport.close()
            return
        self._run.left -= 1
        self._began = time.perf_counter()
        self._transport.write(self._run.request)


async def _load(port: int, documents: int, pause: float) -> _Run:
    request = f"GET / HTTP/1.1\r\nHost: localhost:{port}\r\nAccept-Encoding: gzip\r\n\r\n"
    run = _Run(request.encode(), documents, pause)
    loop = asyncio.get_running_loop()
    waiting = []
    for _ in range(CONNECTIONS):
        done = loop.create_future()
        await loop.create_connection(lambda done=done: _Reader(run, done), "localhost", port)  # type: ignore[misc]
        waiting.append(done)
    await asyncio.gather(*waiting)
    return run


def main() -> None:
    """`python -m benchmarks.load PORT DOCUMENTS [PAUSE]` prints documents a second and the 95th percentile in ms."""
    port, documents = map(int, sys.argv[1:3])
    pause = float(sys.argv[3]) if len(sys.argv) > 3 else 0.0
    began = time.perf_counter()
    run = asyncio.run(_load(port, documents, pause))
    spent = time.perf_counter() - began
    slow = 1000 * sorted(run.took)[int(0.95 * len(run.took))]
    sys.stdout.write(f"{documents / spent} {slow}\n")


def throughput(port: int, process: int) -> list[Timing]:
    """Documents a second, their 95th percentile, and what 100,000 of them add to the server's memory."""
    _asked(port, 1000)
    before, spent = _resident_mb(process), processor_seconds(process)
    rate, slow = _asked(port, DOCUMENTS)
    each = 1e6 * (processor_seconds(process) - spent) / DOCUMENTS
    _asked(port, FLAT - DOCUMENTS)
    grown = _resident_mb(process) - before
    note = f"{CONNECTIONS} connections, the load on the same machine"
    return [
        Timing(name="documents a second", value=rate, note=note, limit=f"≥ {PROMISED}", unit="/s"),
        Timing(name="a document, of the server's processor", value=each, limit=f"≤ {MOST_US}", unit="µs"),
        Timing(name="95th percentile", value=slow, limit="≤ 50"),
        Timing(name=f"memory after {FLAT:,} documents", value=grown, note="grown by", limit="flat", unit="MB"),
    ]


def paced(port: int) -> "subprocess.Popen[str]":
    """Readers at a pace, in a process that prints what `main` does and ends by itself."""
    return subprocess.Popen(_command(port, PACED, PAUSE), stdout=subprocess.PIPE, text=True)


def _asked(port: int, documents: int) -> tuple[float, float]:
    answer = subprocess.run(_command(port, documents), capture_output=True, text=True, check=True).stdout.split()
    return float(answer[0]), float(answer[1])


def _command(port: int, documents: int, pause: float = 0.0) -> tuple[str, ...]:
    return (sys.executable, "-m", "benchmarks.load", str(port), str(documents), str(pause))


def _resident_mb(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main()
