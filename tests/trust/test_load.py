"""One modest client neither fills the memory nor keeps others waiting (L1 to L3): measured on a running site."""

import json
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest
from websockets.exceptions import InvalidStatus, WebSocketException
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from kpi.web.protection.connections import HEAD_SECONDS
from tests.servers import Site, running
from tests.shipped import ROOT, Shipped
from tests.trust import hostile_requests as hostile
from tests.trust.promises import Reached, asked
from tests.waiting import until

#: as a proxy tells it (RFC 5737): whoever reads what everybody reads
READER = {"X-Forwarded-For": "198.51.100.7"}
PAGES = ("/", "/indicators", "/indicator?id=1.1.1", "/goal?id=1.1", "/method")


@pytest.fixture(scope="module")
def site(shipped_store: Shipped, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("load")
    shipped_store(folder)
    with running(folder) as site:
        yield site


class Reader:
    """Somebody who opens one page after another, and how long each took."""

    def __init__(self, site: Site) -> None:
        self._client = httpx2.Client(base_url=site.address, headers=READER, timeout=60, trust_env=False)
        self.took: list[float] = []

    def read(self) -> None:
        begun = time.perf_counter()
        answer = self._client.get(PAGES[len(self.took) % len(PAGES)])
        self.took.append(time.perf_counter() - begun)
        assert answer.status_code == 200

    @property
    def p95_ms(self) -> float:
        return round(statistics.quantiles(self.took, n=20)[-1] * 1000)


def _memory_mb(site: Site) -> float:
    """What the server's process has in memory."""
    told = Path(f"/proc/{site.process.pid}/status").read_text("utf-8")
    return int(next(line for line in told.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


def _flood(site: Site, count: int, seed: int) -> "subprocess.Popen[str]":
    """In a process of its own: what it computes is no part of what the reader waits for."""
    command = (sys.executable, "-m", "tests.trust.hostile_requests", site.address, str(count), "--seed", str(seed))
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_hostile_requests_leave_memory_and_readers_alone(site: Site, reached: Reached) -> None:
    count, reader = asked("L1", "requests"), Reader(site)
    for _ in range(2 * len(PAGES)):
        reader.read()
    # what is loaded once, whoever asks, is no growth
    _flood(site, len(hostile.KINDS) * 2, seed=1).communicate(timeout=600)
    before = _memory_mb(site)
    reader.took.clear()
    with _flood(site, count, seed=2) as flood:
        while flood.poll() is None:
            reader.read()
        assert flood.stdout is not None
        statuses = {int(status): number for status, number in json.loads(flood.stdout.read()).items()}
    # 503 is a sentence and an hour to come back; anything else of 5xx, or a cut connection, is a fault of ours
    faults = sum(number for status, number in statuses.items() if status == 0 or (status >= 500 and status != 503))
    growth = _memory_mb(site) - before
    sent = sum(statuses.values())
    reached("L1", requests=sent, growth_mb=round(growth, 1), faults=faults, reader_p95_ms=reader.p95_ms)


def _socket(site: Site, address: str) -> ClientConnection:
    return connect(
        site.address.replace("http", "ws") + "/dashboard/_stcore/stream",
        origin=Origin(site.address),
        subprotocols=[Subprotocol("streamlit")],
        additional_headers={"X-Forwarded-For": address},
        proxy=None,
        open_timeout=60,
    )


def test_sockets_of_one_address_are_bounded(site: Site, reached: Reached) -> None:
    opened, refused, kept_out = 0, 0, 0
    with ExitStack() as sockets:
        for _ in range(120):
            try:
                sockets.enter_context(_socket(site, hostile.ADDRESS))
                opened += 1
            except InvalidStatus:
                refused += 1
        for number in range(10):
            try:
                sockets.enter_context(_socket(site, f"198.51.100.{number}"))
            except WebSocketException:
                kept_out += 1
    assert opened + refused == 120
    reached("L2", sockets=opened, others_kept_out=kept_out)
    left = 0

    def opens() -> bool:
        nonlocal left
        try:
            with _socket(site, hostile.ADDRESS):
                left = 0
        except InvalidStatus:
            left = 1
        return not left

    until(opens, within=30)
    reached("L2", left_open=left)


def _begun(site: Site, words: bytes) -> socket.socket:
    parts = urlsplit(site.address)
    connection = socket.create_connection(("127.0.0.1", parts.port or 0), timeout=60)
    # little room here, so that what is not read stays with the server
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.sendall(words)
    connection.setblocking(False)
    return connection


def _is_cut(connection: socket.socket) -> bool:
    """Whether the server has closed it; what it sent before that is not looked at."""
    try:
        return connection.recv(1 << 16) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


def test_slow_clients_are_cut_off(site: Site, reached: Reached) -> None:
    """Heads that never end, one letter at a time, and connections that say nothing: 127.0.0.1 stands for a proxy, whose
    connections are not counted by address."""
    count, reader = asked("L3", "slow_clients"), Reader(site)
    silent = [_begun(site, b"") for _ in range(count // 2)]
    dripping = [_begun(site, b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ") for _ in range(count - count // 2)]
    begun, open_ones = time.monotonic(), [*silent, *dripping]
    try:
        while open_ones and time.monotonic() - begun < 3 * HEAD_SECONDS:
            for one in dripping:
                with suppress(OSError):
                    one.send(b"a")
            open_ones = [one for one in open_ones if not _is_cut(one)]
            reader.read()
        seconds = time.monotonic() - begun
    finally:
        for one in (*silent, *dripping):
            one.close()
    assert not open_ones, f"{len(open_ones)} slow clients are still there"
    reached("L3", slow_clients=count, seconds_until_cut=round(seconds, 1), reader_p95_ms=reader.p95_ms)
