"""Scales and round ticks."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, isfinite, log10

from kpi.model import index_year_month, month_index


@dataclass(frozen=True, slots=True)
class Scale:
    """Linear from a domain to pixels."""

    low: float
    high: float
    start: float
    stop: float

    def __call__(self, value: float) -> float:
        return self.start + (value - self.low) / (self.high - self.low) * (self.stop - self.start)

    def clipped(self, value: float) -> float:
        """Pixels of the value, kept inside the domain."""
        return self(min(max(value, self.low), self.high))


@dataclass(frozen=True, slots=True)
class Ticks:
    """Round ticks from `values[0]` to `values[-1]` that hold the data."""

    values: tuple[float, ...]

    @property
    def low(self) -> float:
        return self.values[0]

    @property
    def high(self) -> float:
        return self.values[-1]


def round_ticks(
    values: Iterable[float], most: int = 6, floor_at: float | None = None, least_step: float = 0.0
) -> Ticks:
    """At most `most` round ticks (steps 1, 2, 2.5, 5 · 10^k) around the finite values; 0–1 where there are none.

    `floor_at` keeps the low end from falling below a natural bound that no value crosses (0 of counts and shares);
    `least_step` keeps whole numbers whole.
    """
    finite = [v for v in values if isfinite(v)]
    low, high = (min(finite), max(finite)) if finite else (0.0, 1.0)
    if high - low < 1e-9 * max(1.0, abs(high), abs(low)):
        spread = abs(high) * 0.1 or 1.0
        low, high = low - spread, high + spread
        if floor_at is not None and finite and min(finite) >= floor_at:
            low = max(low, floor_at)
    step = _step(max((high - low) / max(most - 1, 1), least_step))
    while True:
        first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
        if last - first + 1 <= most:
            return Ticks(tuple(step * k for k in range(first, max(last, first + 1) + 1)))
        step = _step(step * 1.01)


def _step(at_least: float) -> float:
    power = 10.0 ** floor(log10(at_least))
    return next(m * power for m in (1.0, 2.0, 2.5, 5.0, 10.0) if m * power >= at_least * (1 - 1e-9))


def december(index: int) -> int:
    """Month index of the December of the year that holds `index`."""
    return month_index(index_year_month(index)[0], 12)


def year_spans(start: float, end: float) -> list[tuple[int, float, float]]:
    """(year, from, to) of the calendar years between two month indexes (ends of months), cut to them."""
    first = index_year_month(ceil(start))[0]
    spans = []
    for year in range(first, index_year_month(ceil(end))[0] + 1):
        low, high = max(start, float(month_index(year, 12) - 12)), min(end, float(month_index(year, 12)))
        if high > low:
            spans.append((year, low, high))
    return spans
