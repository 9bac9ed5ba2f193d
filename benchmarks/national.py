"""Every community of the country in one process: 1,469 × 150 indicators × 60 months, measured and rolled up."""

import resource

import numpy as np

from benchmarks._made import country
from benchmarks.timing import Timing, interleaved
from benchmarks.years import CALENDAR
from kpi.measure.core.arrays import day_number
from kpi.measure.core.passes import Times
from kpi.measure.national import Country, measure_country

COMMUNITIES, INDICATORS, MONTHS, RUNS = 1469, 150, 60, 3


def timings(communities: int = COMMUNITIES, indicators: int = INDICATORS, months: int = MONTHS) -> list[Timing]:
    """Medians of measuring and of the floor, one numpy pass over the same columns; peak memory in the note."""
    given = country(communities, indicators, months)
    made = _peak_mb()
    now = CALENDAR.last_day(int(given.end[-1]))
    times = Times(
        *(np.array([n]) for n in (CALENDAR.completed(now), CALENDAR.reached(now), day_number(now), day_number(now)))
    )
    medians = interleaved({"all": lambda: measure_country(given, times), "floor": lambda: one_pass(given)}, runs=RUNS)
    rows = f"{len(given.value) / 1e6:.1f} million observations"
    return [
        Timing(name="national: one numpy pass", value=medians["floor"], ratio=None, note=f"{rows}, the floor"),
        Timing(
            name="national: measure and roll up",
            value=medians["all"],
            ratio=medians["all"] / medians["floor"],
            note=f"against the floor; peak memory {_peak_mb():.0f} MB, {made:.0f} MB of it to make the data",
        ),
    ]


def one_pass(given: Country) -> float:
    """Touch every column once, with nothing kept."""
    return float(given.value.sum()) + int(given.end.sum()) + int(given.indicator.sum()) + int(given.span.sum())


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
