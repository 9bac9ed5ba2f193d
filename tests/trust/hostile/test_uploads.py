"""Hostile workbooks through the real upload: no server dies, nothing is half written, each answer says what to do."""

import html
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from kpi.model.media_types import XLSX
from tests.trust.hostile.many_files import File, every_file
from tests.trust.hostile.names import FILE_NAMES
from tests.trust.hostile.watching import Watch, counts, is_whole, memory_mb
from tests.trust.promises import Reached, asked, is_full
from tests.web.conftest import Served
from tests.web.desk.people import token_of
from tests.workbook.tables import GOOD, workbook

#: what no answer and no line of the log may hold: the program's own words
OWN_WORDS = re.compile(r"Traceback|\bFile \"|site-packages|\.py\b|\bError\b|Exception|ended unforeseen|/tmp/|sqlite")
_ROW = re.compile(r'<span class="p-tag p-tag-(error|warn)">.*?</tr>', re.DOTALL)
_CURE = re.compile(r'<span class="p-strong">([^<]*)</span>')
#: tables that a draft is kept in
_OF_DRAFTS = {"draft", "draft_file"}


@dataclass
class Sender:
    """An administrator who sends one file after another and reads each answer to its end."""

    served: Served
    client: httpx2.Client
    token: str
    slowest: float = 0.0
    taken: int = 0
    faults: list[str] = field(default_factory=list)

    def send(self, file: File, name: str) -> None:
        data, before, log = file.make(), counts(self.store), self._log()
        begun = time.monotonic()
        answer = self.client.post("/upload", data={"token": self.token}, files={"file": (name, data, XLSX)})
        self.slowest = max(self.slowest, time.monotonic() - begun)
        told = self._read(answer)
        after = counts(self.store)
        grown = {table for table in after if after[table] != before.get(table)}
        page = self.client.get(told) if answer.status_code == 303 else answer
        self.faults += [f"{file.name}: {fault}" for fault in self._faults_of(told, page, grown)]
        if own := OWN_WORDS.search(self._log()[len(log) :]):
            self.faults.append(f"{file.name}: the log says {own[0]}")
        if "draft?" in told:
            self.taken += 1
            number = parse_qs(urlsplit(told).query)["number"][0]
            self.client.post(f"/upload/discard?number={number}", data={"token": self.token})

    @property
    def store(self) -> Path:
        return self.served.site.store

    def _log(self) -> str:
        return self.served.log.read_text("utf-8", "replace")

    @staticmethod
    def _read(answer: httpx2.Response) -> str:
        return answer.headers.get("location", "")

    @staticmethod
    def _faults_of(told: str, page: httpx2.Response, grown: set[str]) -> Iterator[str]:
        if page.status_code not in (200, 413):
            yield f"answered by {page.status_code}"
        if own := OWN_WORDS.search(re.sub(r"<(script|link)[^>]*>", "", page.text)):
            yield f"the page says {own[0]}"
        drafted = "upload/draft" in told
        if grown - (_OF_DRAFTS if drafted else set()):
            yield f"{sorted(grown)} changed"
        if drafted or page.status_code == 413 or "said=" in told:
            return
        rows = [row[0] for row in _ROW.finditer(page.text)]
        if not rows:
            yield "no sentence"
        for row in rows:
            cure = _CURE.search(row)
            words = html.unescape(re.sub(r"<[^>]+>", " ", row))
            if cure is None or len(cure[1].split()) < 2:
                yield f"no cure in «{words[:200]}»"


def _sender(served: Served) -> Sender:
    client = served.enter("chief")
    return Sender(served, client, token_of(client.get("/upload").text))


def _files() -> list[File]:
    """All of them, or of each kind some."""
    if is_full():
        return list(every_file(mutations=asked("C1", "files") // 2))
    known = list(every_file(mutations=120))
    return known[:: len(known) // (asked("C1", "files") - 1)]


@pytest.mark.timeout(3600)
def test_hostile_workbooks_through_the_real_upload(planned: Served, reached: Reached) -> None:
    sender = _sender(planned)
    server = planned.site.process.pid
    sender.send(File("a good one", lambda: workbook(GOOD)), "1.1.xlsx")
    assert (sender.taken, sender.faults) == (1, []), "a good workbook is taken as a draft"
    before = memory_mb(server, "VmRSS:")
    files = _files()
    with Watch(planned.address, server) as watch:
        for file, name in zip(files, cycle(FILE_NAMES), strict=False):
            sender.send(file, name)
            if planned.site.process.poll() is not None:
                sender.faults.append(f"{file.name}: the server died")
                break
    grown = memory_mb(server, "VmRSS:") - before
    assert watch.probes > len(files) / 4
    assert watch.failures == []
    sender.send(File("a good one", lambda: workbook(GOOD)), "1.1.xlsx")
    assert is_whole(sender.store)
    reached("C1", files=len(files), health_seconds=watch.slowest_health)
    reached("C2", child_mb=watch.largest_child_mb, growth_mb=grown, seconds=sender.slowest)
    assert not sender.faults, "\n".join(sender.faults)
    reached("C1", faults=len(sender.faults), deaths=int(planned.site.process.poll() is not None))
