"""How long a head waits: from a dropped workbook to its preview, and what other people are answered meanwhile.

A real server in a process of its own; the workbook goes the way of a browser's form, every time with another value.
"""

import re
import statistics
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.site import site, until
from benchmarks.timing import Timing
from benchmarks.workbook import INDICATORS, PERIODS, book
from kpi.model import Account, OperationalGoal, Role
from kpi.model.media_types import XLSX
from kpi.services import sign_in
from kpi.services.publishing import batches, load
from kpi.services.publishing.administration.plan_edit import plan_workbook
from kpi.services.publishing.release_writer import present_edition
from kpi.store import open_store
from kpi.store.as_of import AsOf
from kpi.store.books import plan as stored_plan
from kpi.store.read import of_plan
from kpi.store.write import last_seq

RUNS = 9
#: seconds that the other person reads between two requests
BREATH = 0.2
#: a code that the shipped edition does not have
GOAL = "1.99"
_PASSWORD = "bench: a long and lonely password"  # noqa: S105


class _Browser:
    """Somebody who is signed in."""

    def __init__(self, port: int, login: str) -> None:
        self._base = f"http://localhost:{port}"
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        page = self.get("/login")
        self.post("/login", urlencode({"login": login, "password": _PASSWORD, "token": _token(page)}).encode())

    def get(self, path: str) -> str:
        with self._opener.open(f"{self._base}{path}", timeout=60) as answer:
            return str(answer.read().decode())

    def post(self, path: str, body: bytes, kind: str = "application/x-www-form-urlencoded") -> tuple[str, str]:
        """The address that the answer leads to, and its page."""
        request = urllib.request.Request(f"{self._base}{path}", body, {"Content-Type": kind, "Origin": self._base})  # noqa: S310
        with self._opener.open(request, timeout=60) as answer:
            return str(answer.url), str(answer.read().decode())

    def upload(self, token: str, content: bytes) -> tuple[str, str]:
        """Send a workbook as the form does; the preview comes after a redirect."""
        head = f'--b\r\nContent-Disposition: form-data; name="token"\r\n\r\n{token}\r\n--b\r\n'
        head += f'Content-Disposition: form-data; name="file"; filename="{GOAL}.xlsx"\r\n'
        head += f"Content-Type: {XLSX}\r\n\r\n"
        return self.post("/upload", head.encode() + content + b"\r\n--b--\r\n", "multipart/form-data; boundary=b")


def _token(page: str) -> str:
    found = re.search(r'name="token" value="([^"]*)"', page)
    if found is None:
        raise RuntimeError("the page has no form")
    return found[1]


def timings() -> list[Timing]:
    """Median of the previews; the slowest answer that anybody else waited for while a workbook was checked."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "postup.sqlite"
        with site(path) as (port, _, _):
            until(port, b'"ready"')
        department = _filled(str(path))
        with site(path) as (port, _, _):
            until(port, b'"ready"')
            return _measured(_Browser(port, "head"), _Browser(port, "other"), department)


def _filled(path: str) -> str:
    """A goal of the edition stands with its values, two people may sign in; returns the department of the goal."""
    store, today = open_store(path), datetime.now(UTC).date()
    with store.reading() as connection:
        edition, seq = present_edition(connection, store) or "", last_seq(connection, store.community)
        until = AsOf(store.community, edition, today, seq)
        plan = stored_plan(connection, of_plan(connection, until))
    if plan is None:
        raise RuntimeError("the edition has no plan")
    department = plan.departments[0].name
    goal = OperationalGoal(code=GOAL, strategic_goal=plan.strategic_goals[0].code, name=GOAL, department=department)
    whole = replace(plan, operational_goals=(*plan.operational_goals, goal))
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, "plan.xlsx"), Path(folder, f"{GOAL}.xlsx")]
        for file, content in zip(files, (plan_workbook(whole), book(goal=GOAL, department=department)), strict=True):
            file.write_bytes(content)
        load(batches(files, today), today=today, store=store)
    for login in ("head", "other"):
        account = Account(id=0, login=login, name=login, role=Role.EDITOR)
        sign_in.create(store, account, _PASSWORD, by="bench", now=datetime.now(UTC))
    return department


def _measured(head: _Browser, other: _Browser, department: str) -> list[Timing]:
    token = _token(head.get("/upload"))
    other.get("/upload")
    stop, waits = threading.Event(), {"/healthz": [0.0], "/upload": [0.0]}
    asking = threading.Thread(target=_meanwhile, args=(other, stop, waits))
    previews = []
    for run in range(RUNS + 1):
        content = book(31.0 + run, GOAL, department)
        if run == 1:
            asking.start()
        began = time.perf_counter()
        address, page = head.upload(token, content)
        if run:
            previews.append(1000 * (time.perf_counter() - began))
        if "/upload/draft" not in address or "<table" not in page:
            raise RuntimeError(f"no preview: {address}")
    stop.set()
    asking.join()
    size = f"{INDICATORS} × {PERIODS}"
    found = [
        Timing(
            name=f"desk {size}: file to preview",
            value=statistics.median(previews),
            limit="≤ 1 s",
            note=f"median of {RUNS}",
        )
    ]
    for path, waited in waits.items():
        note = f"the slowest of {len(waited) - 1}; another person, while workbooks are checked"
        found.append(Timing(name=f"desk: {path} meanwhile", value=max(waited), limit="< 1 s", note=note))
    return found


def _meanwhile(other: _Browser, stop: threading.Event, waits: dict[str, list[float]]) -> None:
    ask: dict[str, Callable[[], object]] = {path: lambda path=path: other.get(path) for path in waits}  # type: ignore[misc]
    while not stop.wait(BREATH):
        for path, get in ask.items():
            began = time.perf_counter()
            get()
            waits[path].append(1000 * (time.perf_counter() - began))
