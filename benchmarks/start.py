"""How a process starts: to its first healthy answer, to its data, and what it then holds in memory.

Each start is a server of its own on the shipped example; nobody has asked for a page or the dashboard. Memory is read
from /proc, so on Linux only.
"""

import statistics
import tempfile
from collections.abc import Mapping
from pathlib import Path

from benchmarks.site import processor_seconds, site, until
from benchmarks.timing import Timing

RUNS = 5


def timings() -> list[Timing]:
    """Medians of `RUNS` starts, after one that compiles what has changed."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "postup.sqlite"
        _start(store)
        starts = [_start(store) for _ in range(RUNS)]
    median = {name: statistics.median(start[name] for start in starts) for name in starts[0]}
    slowest = max(start["healthy"] for start in starts)
    note = f"median of {RUNS} processes; the slowest {slowest:.0f} ms; {median['opening']:.2f} s of the processor"
    loading = f"the first page comes at once; {median['loading']:.1f} s of the processor"
    own = f"{median['anonymous']:.0f} MiB of it its own, the rest of files"
    return [
        Timing(name="start: first healthy answer", value=median["healthy"], limit="≤ 1 s", note=note),
        Timing(name="start: data ready", value=median["ready"], note=loading),
        Timing(name="start: memory, idle", value=median["resident"], limit="≤ 120 MiB", unit="MiB", note=own),
    ]


def _start(store: Path) -> Mapping[str, float]:
    """One start: ms and processor seconds to /healthz and to the data, MiB resident and of those anonymous."""
    with site(store) as (port, process, began):
        healthy = until(port, b'"ok"')
        opening = processor_seconds(process)
        ready = until(port, b'"ready"')
        loading = processor_seconds(process)
        memory = _memory(process)
    return {
        "healthy": 1000 * (healthy - began),
        "ready": 1000 * (ready - began),
        "opening": opening,
        "loading": loading,
        "resident": memory["Rss"],
        "anonymous": memory["Anonymous"],
    }


def _memory(process: int) -> Mapping[str, float]:
    """The fields of /proc/…/smaps_rollup, in MiB."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]
    return {name: int(size.split()[0]) / 1024 for name, _, size in (line.partition(":") for line in lines)}
