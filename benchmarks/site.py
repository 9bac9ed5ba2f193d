"""A server of its own on a store of its own, for measurements and pictures."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from kpi.clock import today
from kpi.services.publishing.loading.demonstration import show_example
from kpi.store import open_store

ROOT = Path(__file__).resolve().parents[1]
_NOTHING: Mapping[str, str] = MappingProxyType({})


@contextmanager
def site(store: Path, settings: Mapping[str, str] = _NOTHING) -> Iterator[tuple[int, int, float]]:
    """A server of its own with the shipped example: port, process id, the moment of its start.

    settings  environment variables; «{port}» in them is its port
    """
    show_example(open_store(str(store)), today=today())
    with server_of(store, settings) as started:
        yield started


@contextmanager
def server_of(store: Path, settings: Mapping[str, str] = _NOTHING) -> Iterator[tuple[int, int, float]]:
    """`site` on what the store holds, if anything."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    given = {name: value.format(port=port) for name, value in settings.items()}
    # a site keeps what Python has compiled; without it half of a start would be compiling
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    began = time.perf_counter()
    server = subprocess.Popen(
        (sys.executable, "-m", "kpi", "serve", "--port", str(port)),
        cwd=ROOT,
        env={**kept, "POSTUP_STORE": str(store), "DATABASE_URL": "", **given},
        stderr=subprocess.DEVNULL,
    )
    try:
        yield port, server.pid, began
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def until(port: int, said: bytes) -> float:
    """The moment when /healthz says it; TimeoutError after two minutes."""
    limit = time.perf_counter() + 120
    while time.perf_counter() < limit:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
                if said in answer.read():
                    return time.perf_counter()
        except OSError:
            pass
        time.sleep(0.005)
    raise TimeoutError("the server did not answer")


def processor_seconds(process: int) -> float:
    """What a process has had of processors so far; 0 where there is no /proc."""
    path = Path(f"/proc/{process}/stat")
    if not path.exists():
        return 0.0
    fields = path.read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
