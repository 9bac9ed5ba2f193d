"""The plan: planned values by year and version, read at any month (METHOD 3, line of e)."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from kpi.measure.core.arrays import ALWAYS, Bools, Floats, IndicatorArrays, Ints, day_numbers, kind_code, positions
from kpi.model import Kind

_BEYOND = np.iinfo(np.int32).max  # the end of an unused vertex


def distance(value: Floats, low: Floats, high: Floats) -> Floats:
    """d(v) = max(a - v, 0, v - b), in the unit."""
    return np.maximum(np.maximum(low - value, value - high), 0.0) + np.where(np.isnan(value), np.nan, 0.0)


def value_on_the_way(share: Floats, base: Floats, low: Floats, high: Floats) -> Floats:
    """The value on the baseline's side of a range at which this share of the way is done, in the unit."""
    away = distance(base, low, high)
    left = away - share * away
    return np.where(base > high, high + left, low - left)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Plans:
    """Vertices of the plans of N indicators at M moments, K the most that one indicator has.

    ends      (N, K) month indexes, ascending, unused ones last
    vertices  (M·N, K) planned values in the unit (for a range: shares of the way), NaN = not planned
    target    (M·N,) T in force, NaN for a range
    first_target (N,) T of the original plan
    revised   (M·N,) a decided change is in force
    aimless   (N,) no version plans any number: what is promised is a direction
    """

    ends: Ints
    vertices: Floats
    target: Floats
    first_target: Floats
    revised: Bools
    aimless: Bools


def plans(targets: pd.DataFrame, codes: pd.Series, indicators: IndicatorArrays, as_of: Ints, known_at: Ints) -> Plans:
    """The plans in force at each moment: the last version decided by `as_of` and published by `known_at` (days)."""
    at = positions(codes, targets["code"])
    decided, published = day_numbers(targets["decided"]), day_numbers(targets["published"])
    order = np.lexsort((published, decided, targets["end"].to_numpy(), at))
    order = order[(at[order] >= 0) & (targets["end"].to_numpy()[order] <= indicators.target_end[at[order]])]
    at, decided, published = at[order], decided[order], published[order]
    end = targets["end"].to_numpy(dtype=np.int64)[order]
    value = targets["value"].to_numpy(dtype=np.float64)[order]
    count, ends, slot, last_slot = _slots(indicators, at, end)
    vertices = np.full((len(as_of), count, ends.shape[1]), np.nan)
    moment, version = np.nonzero((decided <= as_of[:, None]) & (published <= known_at[:, None]))
    vertices[moment, at[version], slot[version]] = value[version]  # versions ascend: the last one stays
    revised = np.zeros((len(as_of), count), dtype=bool)
    changed = decided[version] != ALWAYS
    revised[moment[changed], at[version[changed]]] = True
    original = np.full((count, ends.shape[1]), np.nan)
    plain = np.flatnonzero(decided == ALWAYS)
    original[at[plain], slot[plain]] = value[plain]
    rows = np.arange(count)
    target = np.where(indicators.is_range, np.nan, vertices[:, rows, last_slot])
    first = np.where(indicators.is_range, np.nan, original[rows, last_slot])
    _to_shares(vertices, indicators, last_slot)
    flat = vertices.reshape(len(as_of) * count, ends.shape[1])
    aimless = np.ones(count, dtype=bool)
    aimless[at] = False
    return Plans(
        ends=ends,
        vertices=flat,
        target=target.reshape(-1),
        first_target=first,
        revised=revised.reshape(-1),
        aimless=aimless & ~indicators.is_range,
    )


def _slots(indicators: IndicatorArrays, at: Ints, end: Ints) -> tuple[int, Ints, Ints, Ints]:
    """Number of indicators, (N, K) ends, the slot of every version and the slot of every target date."""
    count = len(indicators.target_end)
    wide = 1 << 20
    own = np.arange(count) * wide + indicators.target_end
    keys = np.unique(np.concatenate([at * wide + end, own]))
    holder = keys // wide
    slot_of_key = np.arange(len(keys)) - np.searchsorted(holder, np.arange(count))[holder]
    ends = np.full((count, int(slot_of_key.max(initial=0)) + 1), _BEYOND, dtype=np.int64)
    ends[holder, slot_of_key] = keys % wide
    slot = slot_of_key[np.searchsorted(keys, at * wide + end)]
    return count, ends, slot, slot_of_key[np.searchsorted(keys, own)]


def _to_shares(vertices: Floats, indicators: IndicatorArrays, last_slot: Ints) -> None:
    """For ranges plan(v) = 1 - d(v)/d(B), and 1 at the target date; the others stay in the unit."""
    ranged = np.flatnonzero(indicators.is_range)
    if len(ranged) == 0:
        return
    low, high, base = indicators.low[ranged], indicators.high[ranged], indicators.baseline_value[ranged]
    way = distance(vertices[:, ranged], low[:, None], high[:, None]) / distance(base, low, high)[:, None]
    vertices[:, ranged] = 1.0 - way
    vertices[:, ranged, last_slot[ranged]] = 1.0


def read_plan(given: Plans, indicators: IndicatorArrays, group: Ints, month: Ints) -> Floats:
    """The plan of each group at each month: in the unit, for a range the share of the way; NaN before the baseline.

    Piecewise linear from the baseline through the vertices, a step function for deliverables, constant afterwards.
    group, month  (P,) arrays
    """
    at = group % len(indicators.target_end)
    step = indicators.kind[at] == kind_code(Kind.DELIVERABLE)
    base_end = indicators.baseline_end[at]
    before_end = base_end.astype(np.float64)
    before = np.where(indicators.is_range[at], 0.0, indicators.baseline_value[at])
    plan = np.where((base_end >= 0) & (month >= base_end) & ~given.aimless[at], before, np.nan)
    for slot in range(given.ends.shape[1]):
        end, vertex = given.ends[at, slot], given.vertices[group, slot]
        real = (end > base_end) & ~np.isnan(vertex)
        share = (month - before_end) / np.maximum(end - before_end, 1.0)
        inside = real & (month > before_end) & (month < end) & ~step
        plan = np.where(inside, before + (vertex - before) * share, plan)
        plan = np.where(real & (month >= end), vertex, plan)
        before_end, before = np.where(real, end, before_end), np.where(real, vertex, before)
    return plan
