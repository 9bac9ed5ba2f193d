"""How a measurement is made: medians of interleaved runs, so that a slow moment of the machine hits all alike."""

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """One measured line: a median in `unit`. `ratio` is against the floor that `note` names; `limit` is the promise."""

    name: str
    value: float
    ratio: float | None = None
    note: str = ""
    limit: str = ""
    unit: str = "ms"


def interleaved(
    tasks: Mapping[str, Callable[[], object]], runs: int = 9, *, clock: Callable[[], float] = time.perf_counter
) -> dict[str, float]:
    """Median milliseconds of each task: one warm-up each, then `runs` rounds in which every task runs once."""
    times: dict[str, list[float]] = {name: [] for name in tasks}
    for task in tasks.values():
        task()
    for _ in range(runs):
        for name, task in tasks.items():
            began = clock()
            task()
            times[name].append(1000 * (clock() - began))
    return {name: statistics.median(measured) for name, measured in times.items()}
