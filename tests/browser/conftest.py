"""A real server of its own and Debian's Chromium. Every page opened here must stay quiet: no console error, no request
to another host, no answer of 4xx or 5xx that a test did not ask for."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

from tests.shipped import ROOT, Shipped


@dataclass
class Site:
    """A running server."""

    address: str
    process: subprocess.Popen[bytes]
    store: Path

    def health(self) -> dict[str, str]:
        with urllib.request.urlopen(f"{self.address}/healthz", timeout=5) as answer:  # noqa: S310
            found: dict[str, str] = json.load(answer)
            return found

    def command(self, *arguments: str) -> None:
        """Run `python -m kpi` on the server's store."""
        command = (sys.executable, "-m", "kpi", *arguments)
        subprocess.run(command, cwd=ROOT, env={**os.environ, "POSTUP_STORE": str(self.store)}, check=True)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def running(store: Path, wait: bool = True, port: int = 0) -> Iterator[Site]:
    """A fresh process with a store of its own, on a free port where none is given; `wait` until its data are loaded."""
    port = port or free_port()
    log = (store / "server.log").open("ab")
    process = subprocess.Popen(
        (sys.executable, "-m", "kpi", "serve", "--port", str(port)),
        cwd=ROOT,
        env={**os.environ, "POSTUP_STORE": str(store / "postup.sqlite"), "PYTHONPATH": str(ROOT)},
        stdout=log,
        stderr=log,
        start_new_session=True,
    )
    site = Site(f"http://localhost:{port}", process, store / "postup.sqlite")
    try:
        _until_healthy(site, wait, store / "server.log")
        yield site
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)
        log.close()


def _until_healthy(site: Site, wait: bool, log: Path) -> None:
    limit = time.monotonic() + 60
    while time.monotonic() < limit and site.process.poll() is None:
        try:
            if site.health()["data"] == "ready" or not wait:
                return
        except OSError:
            pass
        time.sleep(0.05)
    pytest.fail(f"the server did not become ready:\n{log.read_text(encoding='utf-8')[-2000:]}")


@pytest.fixture(scope="session")
def site(shipped_store: Shipped, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    shipped_store(folder)
    with running(folder) as running_site:
        yield running_site


@dataclass
class Quiet:
    """What a page did that it must not do."""

    address: str
    problems: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("console", self.hear)
        page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        page.on("request", self._see_request)
        page.on("response", self._see_response)

    def hear(self, message: ConsoleMessage) -> None:
        """Take what the console says as a fault where it is an error or a warning."""
        if message.type in {"error", "warning"}:
            self.problems.append(f"{message.type}: {message.text}")

    def _see_request(self, request: Request) -> None:
        if self._foreign(request.url):
            self.problems.append(f"another host: {request.url}")

    def _see_response(self, response: Response) -> None:
        if response.status >= 400:
            self.problems.append(f"{response.status}: {response.url}")

    def _foreign(self, url: str) -> bool:
        own = (self.address, self.address.replace("http", "ws", 1), "blob:", "data:", "about:")
        return not url.startswith(own)


@pytest.fixture
def page(site: Site, chromium: Browser) -> Iterator[Page]:
    """A reader with a laptop; the test fails where the page was not quiet."""
    quiet = Quiet(site.address)
    context = chromium.new_context(base_url=site.address, viewport={"width": 1366, "height": 800}, locale="uk-UA")
    opened = context.new_page()
    quiet.watch(opened)
    yield opened
    context.close()
    assert quiet.problems == []


def path_of(page: Page) -> str:
    """Path and query of the address bar."""
    return re.sub(r"^https?://[^/]+", "", page.url)
