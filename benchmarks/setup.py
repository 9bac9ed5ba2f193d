"""From a planner's table to the served site: how long machines need for it, a person's pauses left out.

A made-up table of 7 strategic goals, 28 operational goals and 140 indicators; once at the command line, once on /start.
"""

import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from pathlib import Path

import httpx2
from openpyxl import Workbook

from benchmarks.site import ROOT, server_of, until
from benchmarks.timing import Timing
from kpi.clock import today
from kpi.model import Account, Role
from kpi.services import sign_in
from kpi.services.setup.questions import asked, first_answers, read_by_answers
from kpi.services.setup.source_tables import read_sources
from kpi.store import open_store

_INDICATORS = 140
_LIMIT = "≤ 20 s"
_PASSWORD = "сім слонів ідуть до моря"  # noqa: S105 - of a store that is thrown away
_ANSWERS = {
    "community": "Вимірна громада",
    "title": "Стратегія Вимірної громади",
    "first_year": 2025,
    "last_year": 2027,
    "figures": "real",
    "language": "uk",
}


def timings() -> list[Timing]:
    """Seconds of each way, and how many questions it asks."""
    content = table()
    files = read_sources([("table.xlsx", content)]).files
    given = {**first_answers(files, today()), **_ANSWERS}
    draft = read_by_answers(files, given, today()).draft
    if draft is None:
        raise AssertionError("the made table is none")
    questions = f"{draft.balance.indicators} indicators; {asked(draft)} questions"
    found = []
    for name, way in (("command line", _at_the_terminal), ("/start", _in_the_browser)):
        before = _of_processors()
        with tempfile.TemporaryDirectory() as folder:
            seconds = way(Path(folder), content)
        busy = _of_processors() - before
        told = f"setup: from the table to the site, {name}"
        found.append(
            Timing(name=told, value=seconds, limit=_LIMIT, unit="s", note=f"{questions}; {busy:.0f} s of processors")
        )
    return found


def _of_processors() -> float:
    """What this process and those that it has started have had of processors: the same on a busy machine."""
    return sum(sum(resource.getrusage(whose)[:2]) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def table() -> bytes:
    """The bytes of the table; the same each time."""
    numbers = random.Random(140)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Показники"
    sheet.append(["№ з/п", "Назва", "Од. виміру", "База 2024", *(f"План {y}" for y in (2025, 2026, 2027)),
                  "Факт 2025", "Факт I півр. 2026", "Відповідальний"])  # fmt: skip
    for n, row in enumerate(_rows(), start=2):
        begun = numbers.randint(20, 400) / 10
        values = [begun, begun * 1.1, begun * 1.2, begun * 1.3, begun * 1.08, begun * 1.12]
        shown = [round(value, 1) for value in values]
        sheet.append([*row, *shown, f"Відділ {n % 9 + 1}"] if row[2] else [row[0], row[1]])
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _rows() -> Iterator[tuple[str, str, str]]:
    """Code, name and unit of each row; goals have no unit."""
    for strategic in range(1, 8):
        yield str(strategic), f"СТРАТЕГІЧНА ЦІЛЬ {strategic}. Напрям {strategic}", ""
        for goal in range(1, 5):
            yield f"{strategic}.{goal}", f"Оперативна ціль {strategic}.{goal}. Справа {strategic}{goal}", ""
            for own in range(1, _INDICATORS // 28 + 1):
                yield f"{strategic}.{goal}.{own}", f"Показник справи {strategic}{goal} під номером {own}", "од."


def _at_the_terminal(folder: Path, content: bytes) -> float:
    """`init`, `load`, `serve` to the first page."""
    (folder / "table.xlsx").write_bytes(content)
    (folder / "answers.json").write_text(json.dumps(_ANSWERS), encoding="utf-8")
    store = folder / "postup.sqlite"
    began = time.perf_counter()
    made = ["init", str(folder / "table.xlsx"), "-o", str(folder / "made"), "--answers", str(folder / "answers.json")]
    for arguments in ([*made, "--json"], ["load", str(folder / "made")]):
        environment = {**os.environ, "POSTUP_STORE": str(store), "DATABASE_URL": ""}
        subprocess.run(
            (sys.executable, "-m", "kpi", *arguments), cwd=ROOT, env=environment, check=True, capture_output=True
        )
    with server_of(store) as (port, _, _):
        until(port, b'"ready"')
        httpx2.get(f"http://localhost:{port}/", trust_env=False, timeout=60).raise_for_status()
        return time.perf_counter() - began


def _in_the_browser(folder: Path, content: bytes) -> float:
    """Sending the table, the answers, making the preview and looking at it, publishing, to the first page."""
    store = folder / "postup.sqlite"
    account = Account(id=0, login="admin", name="Адміністратор", role=Role.ADMINISTRATOR)
    sign_in.create(open_store(str(store)), account, _PASSWORD, by="terminal", now=datetime.now(UTC))
    with server_of(store) as (port, _, _):
        until(port, b'"ready"')
        address = f"http://localhost:{port}"
        client = httpx2.Client(
            base_url=address, headers={"Origin": address}, trust_env=False, timeout=300, follow_redirects=True
        )
        _send(client, "/login", {"login": "admin", "password": _PASSWORD, "next": "/start"}, shown="/login")
        began = time.perf_counter()
        _send(client, "/start/tables", {}, files=[("files", ("table.xlsx", content))])
        _send(client, "/start", {key: str(value) for key, value in _ANSWERS.items()})
        _send(client, "/start/preview", {})
        _send(client, "/start/publish", {})
        client.get("/").raise_for_status()
        return time.perf_counter() - began


def _send(
    client: httpx2.Client,
    path: str,
    fields: dict[str, str],
    *,
    shown: str = "/start",
    files: list[tuple[str, tuple[str, bytes]]] | None = None,
) -> None:
    """Send a form of ours with what its page hides in it, and wait for the page that it leads to."""
    page = client.get(shown).text
    found = {name: re.search(rf'name="{name}" value="([^"]*)"', page) for name in ("token", "key")}
    hidden = {name: one[1] for name, one in found.items() if one}
    done = client.post(path, data={**hidden, **fields}, files=files)
    # the server itself keeps who asks for a page of the preview waiting
    while done.status_code == HTTPStatus.ACCEPTED:
        done = client.get(done.url)
    done.raise_for_status()
