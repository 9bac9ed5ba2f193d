"""How long a head waits: from a dropped workbook to filled fields and to its preview; what others wait for meanwhile.

A real server in a process of its own; the workbook goes the way of a browser's form, every time with other values.
"""

import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import FilePayload, Page, expect, sync_playwright

from benchmarks.desk_site import GOAL, HEAD, OTHER, PASSWORD, SignedIn, fill, last_month
from benchmarks.load import paced
from benchmarks.pages import launched, sign_in
from benchmarks.site import processor_seconds, site, until
from benchmarks.timing import Timing
from benchmarks.workbook import INDICATORS, PERIODS, book
from benchmarks.years import CALENDAR
from kpi.model.media_types import XLSX

RUNS = 9
#: seconds that the other person reads between two requests
BREATH = 0.2
SIZE = f"{INDICATORS} × {PERIODS}"


def timings() -> list[Timing]:
    """Medians of what a head waits for; how much longer others wait while workbooks are read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "postup.sqlite"
        with site(path) as (port, _, _):
            until(port, b'"ready"')
        sent = _Workbooks(fill(path))
        with site(path) as (port, process, _):
            until(port, b'"ready"')
            waits = [*_dropped(port, sent), *_readers(port, sent), *_previewed(port, sent)]
            return [*waits, *_processor(port, process, sent)]


class _Workbooks:
    """The goal's workbook with the last month's values, others each time."""

    def __init__(self, department: str) -> None:
        self._department = department
        self._month = last_month(datetime.now(UTC).date())
        self.period = CALENDAR.ending(self._month, 1)
        self.run = 0

    def another(self) -> bytes:
        self.run += 1
        return book(goal=GOAL, department=self._department, ends=self._month, last=self.run / 100)


def _dropped(port: int, sent: _Workbooks) -> list[Timing]:
    """From dropping the workbook on the form to the values in their fields, in Chromium."""
    with sync_playwright() as driver:
        browser = launched(driver)
        page = browser.new_context(locale="uk-UA", base_url=f"http://localhost:{port}").new_page()
        sign_in(page, HEAD, PASSWORD, "/upload")
        expect(page.locator(_field(sent))).to_have_value("")
        took = [_drop(page, sent) for _ in range(RUNS + 1)][1:]
        browser.close()
    note = f"median of {RUNS}; {INDICATORS} values of the last month are new"
    name = f"desk {SIZE}: file dropped to fields filled"
    return [Timing(name=name, value=statistics.median(took), limit="≤ 700", note=note)]


def _drop(page: Page, sent: _Workbooks) -> float:
    before, field = page.locator(_field(sent)).input_value(), _field(sent)
    file = FilePayload(name=f"{GOAL}.xlsx", mimeType=XLSX, buffer=sent.another())
    began = time.perf_counter()
    page.locator("#files").set_input_files([file])
    changed = "([field, before]) => !['', before].includes(document.querySelector(field)?.value ?? '')"
    page.wait_for_function(changed, arg=[field, before])
    return 1000 * (time.perf_counter() - began)


def _field(sent: _Workbooks) -> str:
    return f'[id="value:{GOAL}.1@{sent.period.code}"]'


def _readers(port: int, sent: _Workbooks) -> list[Timing]:
    """The 95th percentile of readers, alone and while one workbook after another fills the form."""
    head = SignedIn(port, HEAD)
    token = head.token("/upload")
    with paced(port) as alone:
        quiet = _slow(alone)
    fillings = 0
    with paced(port) as beside:
        while beside.poll() is None:
            address, _ = head.send("/upload/files", "files", token, sent.another())
            if "said=filled" not in address:
                raise RuntimeError(f"nothing was filled: {address}")
            fillings += 1
        busy = _slow(beside)
    note = f"against {quiet:.1f} ms without them; {fillings} workbooks one after another"
    return [
        Timing(
            name="readers while files fill the form: p95", value=busy, ratio=busy / quiet, limit="≤ 1.3 ×", note=note
        )
    ]


def _slow(readers: "subprocess.Popen[str]") -> float:
    """The 95th percentile that a process of readers has printed, in ms."""
    said = readers.stdout.read() if readers.stdout else ""
    return float(said.split()[1])


def _previewed(port: int, sent: _Workbooks) -> list[Timing]:
    """Median of the previews; the slowest answer that anybody else waited for while a workbook was checked."""
    head, other = SignedIn(port, HEAD), SignedIn(port, OTHER)
    token = head.token("/upload")
    stop, waits = threading.Event(), {"/healthz": [0.0], "/upload": [0.0]}
    asking = threading.Thread(target=_meanwhile, args=(other, stop, waits))
    previews = []
    for run in range(RUNS + 1):
        content = sent.another()
        if run == 1:
            asking.start()
        began = time.perf_counter()
        address, page = head.send("/upload", "file", token, content)
        if run:
            previews.append(1000 * (time.perf_counter() - began))
        if "/upload/draft" not in address or "<table" not in page:
            raise RuntimeError(f"no preview: {address}")
    stop.set()
    asking.join()
    median = statistics.median(previews)
    found = [Timing(name=f"desk {SIZE}: file to preview", value=median, limit="≤ 1 s", note=f"median of {RUNS}")]
    for path, waited in waits.items():
        note = f"the slowest of {len(waited) - 1}; another person, while workbooks are checked"
        found.append(Timing(name=f"desk: {path} meanwhile", value=max(waited), limit="< 1 s", note=note))
    return found


def _processor(port: int, process: int, sent: _Workbooks) -> list[Timing]:
    """What one workbook takes of a processor in the server: comparable where the machine has other work besides."""
    head = SignedIn(port, HEAD)
    token = head.token("/upload")
    found = []
    for what, path, field in (("fields filled", "/upload/files", "files"), ("preview", "/upload", "file")):
        contents = [sent.another() for _ in range(RUNS)]
        before = processor_seconds(process)
        for content in contents:
            head.send(path, field, token, content)
        spent = 1000 * (processor_seconds(process) - before) / RUNS
        note = f"mean of {RUNS}; its page too, the process that reads it apart"
        found.append(Timing(name=f"desk {SIZE}: the server's processor, {what}", value=spent, note=note))
    return found


def _meanwhile(other: SignedIn, stop: threading.Event, waits: dict[str, list[float]]) -> None:
    ask: dict[str, Callable[[], object]] = {path: lambda path=path: other.get(path) for path in waits}  # type: ignore[misc]
    while not stop.wait(BREATH):
        for path, get in ask.items():
            began = time.perf_counter()
            get()
            waits[path].append(1000 * (time.perf_counter() - began))
