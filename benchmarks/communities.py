"""The smallest and the largest community: its workbooks are made, loaded, served, read and written as files.

Seconds of the processor stand in the notes: on a machine that others use they say more than the clock.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.first_bytes import first_bytes
from benchmarks.pages import VISITS, launched, visit
from benchmarks.site import ROOT, processor_seconds, server_of, until
from benchmarks.timing import Timing
from kpi.clock import today
from kpi.services.publishing import batches, load
from kpi.store import open_store
from tests.truth.strangers import Edition

#: pages asked for again and again, for the 95th percentile
_ROUNDS = 20


def measured(edition: Edition, pages: Sequence[str], searches: Sequence[str]) -> list[Timing]:
    """What the readers of an edition wait for.

    pages     addresses whose first bytes are looked at, the list of indicators among them
    searches  addresses of searches
    """
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder) / "postup.sqlite"
        found = [_named("load", _load, edition, Path(folder), where)]
        with server_of(where) as (port, process, began):
            ready = 1000 * (until(port, b'"ready"') - began)
            note = f"{processor_seconds(process):.1f} s of the processor"
            found.append(Timing(name="cold start to data", value=ready, note=note))
            home = f"http://localhost:{port}"
            found += _readable(home)
            found += [_asked("/data, cold", home + "/data", process, "≤ 3000")]
            found += [_asked(f"search {n}", home + address, process, "≤ 200") for n, address in enumerate(searches, 1)]
            found += [_list(home), *first_bytes(home, pages), _percentile(home, pages), _memory(process)]
        return [*found, _export(Path(folder), where)]


def _named(name: str, make: Callable[..., None], *given: object) -> Timing:
    began, processor = time.perf_counter(), time.process_time()
    make(*given)
    note = f"{time.process_time() - processor:.1f} s of this process, workbooks made too"
    return Timing(name=name, value=1000 * (time.perf_counter() - began), note=note)


def _load(edition: Edition, folder: Path, where: Path) -> None:
    load(batches([edition.write(folder / "workbooks")]), today=today(), store=open_store(str(where)))


def _readable(home: str) -> list[Timing]:
    """The overview in Chromium, throttled, with an empty cache; the first visit finds it made by nobody."""
    with sync_playwright() as driver:
        browser = launched(driver)
        visits = [visit(browser, home + "/") for _ in range(VISITS)]
        browser.close()
    median = statistics.median(one["readable"] for one in visits)
    note = f"throttled; the first {visits[0]['readable']:.0f}; {visits[0]['document'] / 1000:.0f} kB of HTML"
    return [Timing(name="overview readable, cold", value=median, limit="≤ 1200", note=note)]


def _asked(name: str, address: str, process: int, limit: str) -> Timing:
    """The first answer of an address."""
    processor = processor_seconds(process)
    value, size = _get(address)
    note = f"{processor_seconds(process) - processor:.2f} s of the processor, {size / 1000:.0f} kB"
    return Timing(name=name, value=value, limit=limit, note=note)


def _get(address: str) -> tuple[float, int]:
    """ms to the last byte, and bytes as sent."""
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})  # noqa: S310
    began = time.perf_counter()
    with urllib.request.urlopen(request, timeout=120) as answer:  # noqa: S310
        size = len(answer.read())
    return 1000 * (time.perf_counter() - began), size


def _list(home: str) -> Timing:
    value, size = _get(f"{home}/indicators")
    return Timing(name="page of the list", value=size / 1000, limit="≤ 60", unit="kB", note=f"{value:.0f} ms")


def _percentile(home: str, pages: Sequence[str]) -> Timing:
    times = sorted(value for value in _repeated(home, pages))
    note = f"{len(times)} answers, one after another; median {statistics.median(times):.1f}"
    return Timing(name="95th percentile, warm", value=times[int(0.95 * len(times))], note=note)


def _repeated(home: str, pages: Sequence[str]) -> Iterator[float]:
    for _ in range(_ROUNDS):
        for page in pages:
            yield _get(home + page)[0]


def _memory(process: int) -> Timing:
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    size = {name: value for name, _, value in (line.partition(":") for line in lines)}
    peak = int(size["VmHWM"].split()[0]) / 1024
    now = int(size["VmRSS"].split()[0]) / 1024
    return Timing(name="memory of the server", value=now, unit="MiB", note=f"after all of the above; peak {peak:.0f}")


def _export(folder: Path, where: Path) -> Timing:
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = (sys.executable, "-m", "kpi", "export", "--site", str(folder / "site"))
    environment = {**os.environ, "POSTUP_STORE": str(where), "DATABASE_URL": ""}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    taken, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    pages = sum(1 for _ in (folder / "site").rglob("*.html"))
    note = f"{after.ru_utime - before.ru_utime:.0f} s of the processor, {pages:,} pages"
    return Timing(name="export", value=taken, unit="s", limit="≤ 90", note=note)
