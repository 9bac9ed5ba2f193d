"""Servers in processes of their own, for the tests that ask as a browser does: the site, or the dashboard alone."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.ports import free_port
from tests.shipped import NAME, ROOT

#: how long a server may take until it answers, and how often it is asked meanwhile
SECONDS, PAUSE = 60, 0.05


@dataclass
class Site:
    """A running server; `place` is its store's address where that is no file of ours."""

    address: str
    process: subprocess.Popen[bytes]
    store: Path
    place: str = ""

    def health(self) -> dict[str, str]:
        found: dict[str, str] = json.loads(answer(f"{self.address}/healthz"))
        return found

    def command(self, *arguments: str) -> None:
        """Run `python -m kpi` on the server's store."""
        command = (sys.executable, "-m", "tests.settled", *arguments)
        subprocess.run(command, cwd=ROOT, env={**os.environ, "POSTUP_STORE": self.place or str(self.store)}, check=True)


def answer(address: str) -> bytes:
    """The content at an address; OSError where there is none, or nobody listens."""
    with urllib.request.urlopen(address, timeout=5) as given:  # noqa: S310 (of a server of ours)
        content: bytes = given.read()
        return content


@contextmanager
def running(
    store: Path, wait: bool = True, port: int = 0, *, place: str = "", log: Path | None = None
) -> Iterator[Site]:
    """The site on the store in the folder `store`, on a free port where none is given; `wait` until its data are
    loaded.

    place  the store's address where it is no file of the folder; `log` where that is not to hold it
    """
    port, log = port or free_port(), log or store / "server.log"
    environment = {**os.environ, "POSTUP_STORE": place or str(store / NAME)}
    with served_by(("tests.settled", "serve", "--port", str(port)), environment, log) as process:
        site = Site(f"http://localhost:{port}", process, store / NAME, place)
        wait_for(lambda: site.health()["data"] == "ready" or not wait, process, log)
        yield site


@contextmanager
def running_dashboard(store: Path) -> Iterator[str]:
    """The dashboard alone, by `streamlit run`, on the store in the folder `store`; the address it answers at."""
    port = free_port()
    environment = {**os.environ, "POSTUP_STORE": str(store / NAME)}
    for name in ("POSTUP_ADDRESS", "POSTUP_TRY_WORKBOOK", "DATABASE_URL"):
        environment.pop(name, None)
    command = ("streamlit", "run", "dashboard.py", "--server.port", str(port))
    with served_by(command, environment, store / "dashboard.log") as process:
        address = f"http://localhost:{port}"
        wait_for(lambda: bool(answer(f"{address}/_stcore/health")), process, store / "dashboard.log")
        yield address


@contextmanager
def served_by(module: Sequence[str], environment: Mapping[str, str], log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """`python -m` with a module and its arguments, ended with all its children when it is left."""
    with log.open("ab") as said:
        process = subprocess.Popen(
            (sys.executable, "-m", *module),
            cwd=ROOT,
            env={**environment, "PYTHONPATH": str(ROOT)},
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
            process.wait(20)


def wait_for(ready: Callable[[], bool], process: "subprocess.Popen[Any]", log: Path | None = None) -> None:
    """Wait until the server is ready; the test fails, with the end of its log, where the process ends before that."""
    limit = time.monotonic() + SECONDS
    while time.monotonic() < limit:
        try:
            if ready():
                return
        except OSError:
            pass  # nobody listens yet
        try:
            process.wait(PAUSE)
            break
        except subprocess.TimeoutExpired:
            continue
    said = "" if log is None else log.read_text(encoding="utf-8")[-2000:]
    pytest.fail(f"the server did not become ready:\n{said}")
