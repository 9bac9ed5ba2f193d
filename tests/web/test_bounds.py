"""What a server takes at once: every wait, head, body, socket and costly answer has an end."""

import select
import socket
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLateError
from types import SimpleNamespace
from typing import cast
from urllib.parse import urlsplit

import anyio
import httpx2
import pytest
import uvicorn
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope, Send

from kpi.cache import Cache
from kpi.web.protection import connections, receiving
from kpi.web.protection.fair_share import CrowdedError, FairShare, Sockets, address_of
from kpi.web.protection.places import Places
from kpi.web.release_routes import ReleaseRequest
from kpi.web.saved import archive
from tests.waiting import until
from tests.web.conftest import Served


def _connected(served: Served, address: str = "127.0.0.1") -> socket.socket:
    parts = urlsplit(served.address)
    return socket.create_connection(("127.0.0.1", parts.port or 0), timeout=30, source_address=(address, 0))


def _first_line(connection: socket.socket) -> str:
    return connection.recv(400).split(b"\r\n", 1)[0].decode()


def test_a_head_without_an_end_is_cut_off(served: Served) -> None:
    with _connected(served) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ")
        with pytest.raises(OSError):
            for _ in range(4000):
                connection.sendall(b"a" * 1024)


def test_a_request_of_two_lengths_is_refused(served: Served) -> None:
    for both in (b"Content-Length: 4\r\nContent-Length: 5", b"Content-Length: 4\r\nTransfer-Encoding: chunked"):
        with _connected(served) as connection:
            connection.sendall(b"POST /login HTTP/1.1\r\nHost: localhost\r\n" + both + b"\r\n\r\n0\r\n\r\n")
            assert " 400 " in _first_line(connection)


def test_trace_is_not_spoken(served: Served) -> None:
    for method in ("TRACE", "TRACK", "CONNECT"):
        with _connected(served) as connection:
            connection.sendall(f"{method} / HTTP/1.1\r\nHost: localhost\r\nX-Secret: canary\r\n\r\n".encode())
            answer = connection.recv(4000)
            assert answer.split(b" ")[1] in {b"400", b"403", b"405"}, answer
            assert b"canary" not in answer


def _closed(many: list[socket.socket]) -> list[socket.socket]:
    """Those that the server has closed: they can be read, and nothing is there."""
    readable, _, _ = select.select(many, (), (), 0)
    return [one for one in readable if _is_closed(one)]


def _is_closed(one: socket.socket) -> bool:
    try:
        return one.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
    except BlockingIOError:
        return False
    except ConnectionResetError:
        return True


def test_one_address_has_so_many_connections(served: Served) -> None:
    """Of an address that is not the proxy's: those of the others are taken meanwhile."""
    many = [_connected(served, "127.0.0.7") for _ in range(connections.MOST_OF_ADDRESS + 30)]
    try:
        # looked at all at once: one that says nothing is closed after some seconds too
        until(lambda: len(_closed(many)) >= 30, within=5)
        assert len(_closed(many)) == 30
        assert httpx2.get(f"{served.address}/healthz", trust_env=False).status_code == 200
    finally:
        for one in many:
            one.close()


def test_what_nobody_fetches_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader who asks for a large file and reads nothing of it: the server lets go by itself."""
    monkeypatch.setattr(connections, "READING_SECONDS", 0.2)

    async def large(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": bytes(64 << 20)})

    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(large, http=connections.BoundedConnection, lifespan="off", log_config=None)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        with socket.create_connection(listening.getsockname(), timeout=30) as waiting:
            waiting.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            until(lambda: bool(server.server_state.connections), within=30)
            until(lambda: not server.server_state.connections, within=30)
    finally:
        server.should_exit = True
        thread.join(30)


def test_a_body_that_stops_coming_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "BODY_SILENCE", 0.02)
    sent = [{"type": "http.request", "body": b"a", "more_body": True}]

    async def receive() -> Message:
        if sent:
            return sent.pop()
        await anyio.sleep_forever()
        raise AssertionError

    async def read() -> None:
        taking = receiving.limited(receive, 100)
        await taking()
        with pytest.raises(HTTPException) as refused:
            await taking()
        assert refused.value.status_code == 408

    anyio.run(read)


def test_after_the_body_nobody_is_hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "BODY_SILENCE", 0.01)
    gone = anyio.Event

    async def read() -> None:
        left = gone()
        messages: list[Message] = [{"type": "http.request", "body": b"a", "more_body": False}]

        async def receive() -> Message:
            if messages:
                return messages.pop()
            await left.wait()
            return {"type": "http.disconnect"}

        taking = receiving.limited(receive, 100)
        await taking()
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(anyio.sleep, 0.03)
            tasks.start_soon(_later, left)
            assert (await taking())["type"] == "http.disconnect"

    async def _later(left: anyio.Event) -> None:
        await anyio.sleep(0.05)
        left.set()

    anyio.run(read)


def test_one_address_has_its_places_and_the_others_theirs() -> None:
    share, most = FairShare(at_once=2, queue=3), 0

    async def run() -> None:
        nonlocal most
        working, refused, go = 0, 0, anyio.Event()

        async def ask() -> None:
            nonlocal working, refused, most
            try:
                async with share.place("a"):
                    working += 1
                    most = max(most, working)
                    await go.wait()
                    working -= 1
            except CrowdedError:
                refused += 1

        async with anyio.create_task_group() as tasks:
            for _ in range(9):
                tasks.start_soon(ask)
            await anyio.wait_all_tasks_blocked()
            assert refused == 4
            async with share.place("b"), share.place("a", sends=True):
                assert share.known == 3
            go.set()

    anyio.run(run)
    assert most == 2
    assert share.known == 0, "an address is forgotten with its last request"


def test_sockets_of_an_address_and_in_all() -> None:
    sockets = Sockets(of_address=2, most=3)
    assert [sockets.enter("a"), sockets.enter("a"), sockets.enter("a")] == [True, True, False]
    assert [sockets.enter("b"), sockets.enter("c")] == [True, False]
    sockets.leave("a")
    assert sockets.enter("c")
    for address in ("a", "b", "c"):
        sockets.leave(address)
    assert sockets.open == 0
    assert not sockets._paces, "nothing is kept of who has left"


def test_messages_come_no_faster_than_they_may() -> None:
    now = [100.0]
    sockets = Sockets(a_second=10, burst=5, clock=lambda: now[0])
    sockets.enter("a")
    assert [sockets.wait_seconds("a") for _ in range(5)] == [0.0] * 5
    assert [round(sockets.wait_seconds("a"), 3) for _ in range(3)] == [0.1, 0.2, 0.3]
    now[0] += 60
    assert sockets.wait_seconds("a") == 0.0


@pytest.mark.parametrize(
    ("client", "counted"),
    [(("203.0.113.9", 1), "203.0.113.9"), (("2001:db8::1", 1), "2001:db8::/64"), (None, "unknown")],
)
def test_an_address_is_that_of_the_network(client: tuple[str, int] | None, counted: str) -> None:
    assert address_of({"client": client}) == counted


def test_a_cache_holds_no_more_bytes_than_it_may() -> None:
    kept: Cache[bytes] = Cache(100, weigh=len, heaviest=10)
    for key in range(20):
        kept.put(key, b"aaa")
        assert kept._weight <= 10
    assert [key for key in range(20) if kept.find(key)] == [17, 18, 19]
    kept.put(19, b"aaaa")
    kept.put("too heavy", bytes(11))
    assert [kept.find("too heavy"), kept.find(19)] == [None, b"aaaa"], "what does not fit drives nothing out"
    assert kept._weight == sum(len(value) for _, value in kept._values.values())
    kept.clear()
    assert kept._weight == 0


def test_archives_are_made_one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is a process of its own: whoever asks by ever new hosts starts no more of them."""
    places, begun, go, running, most = Places(1, 2), threading.Semaphore(0), threading.Event(), [0], [0]
    monkeypatch.setattr(archive, "_PLACES", places)

    def run(*_args: object, **_options: object) -> None:
        running[0] += 1
        most[0] = max(most[0], running[0])
        begun.release()
        go.wait(30)
        running[0] -= 1
        raise OSError

    monkeypatch.setattr("kpi.web.saved.archive.subprocess.run", run)

    def ask(_: int) -> str:
        try:
            archive._made(cast("ReleaseRequest", SimpleNamespace(version=None, edition=None, host="")))
        except OSError as error:
            return type(error).__name__
        raise AssertionError

    with ThreadPoolExecutor(8) as pool:
        waiting = [pool.submit(ask, number) for number in range(8)]
        begun.acquire(timeout=30)
        # the five that find the queue full are answered at once
        refused = [one for one in waiting if _soon(one)]
        go.set()
    assert most == [1]
    assert [one.result() for one in refused] == ["ArchiveError"] * 5


def _soon(one: "Future[str]") -> bool:
    try:
        one.result(0.5)
    except TooLateError:
        return False
    return True
