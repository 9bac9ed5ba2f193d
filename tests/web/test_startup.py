"""The port before the application is imported: health is told, all else waits, what fails ends the server."""

import asyncio
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
import uvicorn
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kpi.web.serve import TURN, serve
from kpi.web.startup import Startup

ROOT = Path(__file__).resolve().parents[2]
SCOPE: Scope = {"type": "http", "method": "GET", "headers": [], "query_string": b"", "root_path": ""}


class Application:
    """Answers everything with a word, and notes what it hears of its life."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            for stage in ("startup", "shutdown"):
                self.heard.append((await receive())["type"])
                await send({"type": f"lifespan.{stage}.complete"})
        else:
            await PlainTextResponse("there")(scope, receive, send)


async def asked(app: ASGIApp, path: str) -> tuple[int, bytes]:
    """Status and body of a GET."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    await app({**SCOPE, "path": path}, receive, send)
    return sent[0]["status"], sent[1]["body"]


class Server:
    """The other side of a lifespan."""

    def __init__(self, app: ASGIApp) -> None:
        self.told: asyncio.Queue[Message] = asyncio.Queue()
        self.said: asyncio.Queue[Message] = asyncio.Queue()
        self.life = asyncio.ensure_future(app({"type": "lifespan"}, self.told.get, self.said.put))

    async def say(self, stage: str) -> None:
        """Tell the application, and wait until it has done it."""
        await self.told.put({"type": f"lifespan.{stage}"})
        assert (await self.said.get())["type"] == f"lifespan.{stage}.complete"


def run(steps: Callable[[], Awaitable[None]]) -> None:
    async def limited() -> None:
        await asyncio.wait_for(steps(), 20)

    asyncio.run(limited())


def test_health_is_told_and_pages_wait_until_the_application_is_there() -> None:
    gate, application = threading.Event(), Application()

    def load() -> ASGIApp:
        gate.wait(20)
        return application

    async def steps() -> None:
        startup = Startup(load, lambda: None)
        server = Server(startup)
        await server.say("startup")
        page = asyncio.ensure_future(asked(startup, "/"))
        status, body = await asked(startup, "/healthz")
        assert (status, b'"ok"' in body, page.done(), application.heard) == (200, True, False, [])
        gate.set()
        assert await page == (200, b"there")
        assert await asked(startup, "/healthz") == (200, b"there")
        await server.say("shutdown")
        await server.life
        assert application.heard == ["lifespan.startup", "lifespan.shutdown"]

    run(steps)


def test_what_fails_ends_the_server_and_is_kept() -> None:
    def load() -> ASGIApp:
        raise OSError("no store")

    async def steps() -> None:
        failed = asyncio.Event()
        startup = Startup(load, failed.set)
        server = Server(startup)
        await server.say("startup")
        page = asyncio.ensure_future(asked(startup, "/"))
        await failed.wait()
        assert isinstance(startup.failure, OSError)
        assert (await page)[0] == 503
        await server.say("shutdown")
        await server.life

    run(steps)


def test_it_can_be_stopped_before_the_application_is_there() -> None:
    gate = threading.Event()

    def load() -> ASGIApp:
        gate.wait(20)
        return Application()

    async def steps() -> None:
        server = Server(Startup(load, lambda: None))
        await server.say("startup")
        await server.say("shutdown")
        await server.life
        gate.set()

    run(steps)


def test_a_demonstration_that_cannot_be_kept_is_told_at_the_terminal(tmp_path: Path) -> None:
    """The error comes out of the thread that imports: a sentence and an exit code, no traceback."""
    (tmp_path / "var").write_text("a file where a folder is to be", encoding="utf-8")
    done = subprocess.run(
        (sys.executable, "-m", "kpi", "serve", "--demo", "--port", "0"),
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)


@pytest.mark.parametrize("heavy", ["pandas", "sqlalchemy", "streamlit", "plotly"])
def test_the_port_opens_without_what_is_heavy(heavy: str, tmp_path: Path) -> None:
    """From the command line to the server that is about to listen, on a store that tells the time by a strategy."""
    command = (
        "import sys\n"
        "from kpi import __main__\n"
        "from kpi.cli.commands import serve\n"
        f"serve.serve = lambda *_: sys.exit(10 + ({heavy!r} in sys.modules))\n"
        "__main__.main(['serve', '--port', '0'])\n"
    )
    where = {**os.environ, "POSTUP_STORE": str(tmp_path / "postup.sqlite"), "DATABASE_URL": ""}
    assert subprocess.run((sys.executable, "-c", command), cwd=ROOT, env=where, check=False).returncode == 10


def test_a_thread_that_computes_soon_lets_the_answers_to_readers_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    turns: list[float] = []
    monkeypatch.setattr(uvicorn.Server, "run", lambda *_, **__: turns.append(sys.getswitchinterval()))
    before = sys.getswitchinterval()
    try:
        with socket.socket() as listening:
            serve(listening, Application)
    finally:
        sys.setswitchinterval(before)
    assert turns == [pytest.approx(TURN)]
    assert TURN < 0.001
