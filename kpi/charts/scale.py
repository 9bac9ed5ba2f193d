"""Scales and round ticks."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, inf, isfinite, log10

from kpi.model import index_year, month_index


@dataclass(frozen=True, slots=True)
class AxisScale:
    """Linear from a domain to pixels."""

    low: float
    high: float
    start: float
    stop: float

    def __call__(self, value: float) -> float:
        return self.start + (value - self.low) / (self.high - self.low) * (self.stop - self.start)

    def clipped(self, value: float) -> float:
        """Pixels of the value, kept inside the domain."""
        # as `self(…)`, without the call: a chart asks some thousand times
        low, high, start = self.low, self.high, self.start
        kept = low if value < low else high if value > high else value
        return start + (kept - low) / (high - low) * (self.stop - start)


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


Bounds = tuple[float | None, float | None]


def round_ticks(
    values: Iterable[float], most: int = 6, bounds: Bounds = (None, None), least_step: float = 0.0
) -> Ticks:
    """At most `most` round ticks (steps 1, 2, 2.5, 5 · 10^k) around the values; 0–1 where there are none.

    `bounds` are natural limits (0 and 100 of a share): the axis passes none that the values keep, and ends with it
    where the next round tick would lie beyond. `least_step` keeps whole numbers whole.
    """
    finite = [v for v in values if isfinite(v)]
    low, high = (min(finite), max(finite)) if finite else (0.0, 1.0)
    limits = _limits(low, high, bounds)
    if high - low < 1e-9 * max(1.0, abs(high), abs(low)):
        spread = abs(high) * 0.1 or 1.0
        if limits[1] - limits[0] < spread:  # bounds that leave no room for an axis
            limits = (-inf, inf)
        low, high = max(low - spread, limits[0]), min(high + spread, limits[1])
    step = _step(max((high - low) / max(most - 1, 1), least_step), least_step)
    while True:
        first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
        if last - first + 1 <= most:
            return Ticks(_within([step * k for k in range(first, max(last, first + 1) + 1)], limits, step))
        step = _step(step * 1.01, least_step)


def _limits(low: float, high: float, bounds: Bounds) -> tuple[float, float]:
    """The bounds that the values keep, else no limit."""
    lower, upper = bounds
    return (
        lower if lower is not None and lower <= low else -inf,
        upper if upper is not None and upper >= high else inf,
    )


def _within(ticks: list[float], limits: tuple[float, float], step: float) -> tuple[float, ...]:
    """Ticks cut at the limits; a limit takes the place of the tick beyond it and of one that is too near."""
    low, high = limits
    kept = [tick for tick in ticks if low - 1e-9 * step <= tick <= high + 1e-9 * step]
    if ticks[-1] > high and (not kept or kept[-1] < high):
        kept = [*(tick for tick in kept if high - tick > 0.4 * step), high]
    if ticks[0] < low and (not kept or kept[0] > low):
        kept = [low, *(tick for tick in kept if tick - low > 0.4 * step)]
    return tuple(kept) if len(kept) > 1 else tuple(ticks)


def _step(at_least: float, whole: float = 0.0) -> float:
    """The next step of 1, 2, 2.5, 5 · 10^k; a multiple of `whole`, so that no tick falls between two values."""
    power = 10.0 ** floor(log10(at_least))
    steps = (m * power for m in (1.0, 2.0, 2.5, 5.0, 10.0) if m * power >= at_least * (1 - 1e-9))
    return next(s for s in steps if not whole or abs(s / whole - round(s / whole)) < 1e-6)


def year_spans(start: float, end: float) -> list[tuple[int, float, float]]:
    """(year, from, to) of the strategy's years between two month indexes (ends of months), cut to them."""
    first = index_year(ceil(start))
    spans = []
    for year in range(first, index_year(ceil(end)) + 1):
        low, high = max(start, float(month_index(year, 12) - 12)), min(end, float(month_index(year, 12)))
        if high > low:
            spans.append((year, low, high))
    return spans
