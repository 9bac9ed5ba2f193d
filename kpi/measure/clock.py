"""The two times of a survey: `as_of`, the end of what is judged, and `known_at`, what had been published by then."""

from datetime import date

import numpy as np
import pandas as pd

from kpi.measure.core.arrays import NEVER, RowArrays, day_number, indicator_arrays, row_arrays
from kpi.measure.dataset import Dataset
from kpi.measure.deadlines import above
from kpi.measure.in_force import known_by
from kpi.measure.results import Moment
from kpi.model import Frequency, GapReason, month_index

_QUARTER = 3
#: gaps that say «nothing yet»: no statement about their period
NOT_YET = (GapReason.NO_VALUE, GapReason.NOT_DUE)


def default_times(
    dataset: Dataset, as_of: date | None = None, known_at: date | None = None, rows: RowArrays | None = None
) -> tuple[date, date]:
    """The times a dataset is shown at: the last release, and the end of the last period that it says something of.

    A period of any indicator's frequency counts with a value, a reasoned gap, or a suspension in force at its end; none
    ends after the day of the release or after the strategy's last day. Without releases everything is known. Where
    nothing is said of any period, `as_of` is the end of the baseline year.

    rows  of the dataset, where they are made already
    """
    if known_at is None:
        known_at = _last_day(dataset.releases["published"])
    if as_of is None:
        last, fiscal = month_index(dataset.strategy.last_year, 12), dataset.strategy.fiscal_year
        limit = last if known_at is None else min(last, fiscal.completed(known_at))
        heard = last_heard(dataset, known_at, limit, rows)
        suspended = _last_suspended(dataset, known_at, limit, heard)
        base = min(month_index(dataset.strategy.baseline_year, 12), limit)
        as_of = fiscal.last_day(max((end for end in (heard, suspended) if end is not None), default=base))
    return as_of, known_at or max(as_of, _latest(dataset) or as_of)


def last_heard(dataset: Dataset, known_at: date | None, limit: int, rows: RowArrays | None = None) -> int | None:
    """Month index of the last period, up to `limit`, with a value or a reasoned gap of a total; None without one."""
    rows = row_arrays(dataset, indicator_arrays(dataset.indicators)) if rows is None else rows
    # without a day the last revision of all counts
    day = NEVER - 1 if known_at is None else day_number(known_at)
    there = np.flatnonzero((rows.known_from <= day) & (day < rows.known_to) & (rows.end <= limit))
    said = ~np.isnan(rows.value[there])
    silent = np.flatnonzero(~said)
    gaps = dataset.observations["gap"].array.take(rows.source[there[silent]])
    said[silent] = ~gaps.isin(["", *map(str, NOT_YET)])
    ends = rows.end[there[said]]
    return int(ends.max()) if len(ends) else None


def _last_suspended(dataset: Dataset, known_at: date | None, limit: int, heard: int | None) -> int | None:
    """Month index of the last period at whose end its indicator, or a node above it, is suspended; None without one.

    Without a day of knowledge a suspension in force reaches as far as the values do, at least its first period.
    """
    # most strategies have none, and an empty frame costs as much to ask as a full one
    frame = dataset.suspensions if dataset.suspensions.empty else known_by(dataset.suspensions, known_at)
    if frame.empty:
        return None
    months = dataset.indicators["frequency"].map({f.value: f.months for f in Frequency}).to_numpy(dtype=np.int64)
    target = dataset.indicators["target_end"].to_numpy(dtype=np.int64)
    codes, fiscal = above(dataset), dataset.strategy.fiscal_year
    found = []
    for code, since, until in frame[["code", "since", "until"]].itertuples(index=False, name=None):
        # the end of the first period that it meets
        begun = -(-fiscal.reached(since) // months) * months
        in_force = np.maximum(begun, heard or 0) if known_at is None else limit
        last = in_force if pd.isna(until) else fiscal.completed(until.date())
        ends = np.minimum(np.minimum(last, limit), target) // months * months
        below = np.array([code in names for names in codes], dtype=bool)
        found += ends[below & (ends >= begun)].tolist()
    return max(found, default=None)


def history_frequency(dataset: Dataset) -> Frequency:
    """The periods that the history is told in: quarters, or half-years or years where nothing is reported as often."""
    finest = min((Frequency(str(word)).months for word in dataset.indicators["frequency"].unique()), default=_QUARTER)
    return next(one for one in Frequency if one.months == max(finest, _QUARTER))


def moments(dataset: Dataset, as_of: date, known_at: date, *, hindsight: bool = False) -> tuple[Moment, ...]:
    """The quarters of the history: from the first after the baseline year to the last complete one at `as_of`.

    Quarter q is judged as of its end with what the last release by the end of the following quarter held; a quarter
    before the first release with what the first release held. Nothing published after `known_at` is used. Where nothing
    is reported as often (`history_frequency`), half-years or years stand for the quarters.
    hindsight  every quarter by what is known at `known_at` instead
    """
    releases = sorted(day.date() for day in dataset.releases["published"].dropna() if day.date() <= known_at)
    step, fiscal = history_frequency(dataset).months, dataset.strategy.fiscal_year
    first = month_index(dataset.strategy.baseline_year, 12) + step
    found = []
    for end in range(first, fiscal.completed(as_of) + 1, step):
        limit = fiscal.last_day(end + step)
        earlier = [day for day in releases if day <= limit]
        day = earlier[-1] if earlier else releases[0] if releases else known_at
        found.append(Moment(end, fiscal.last_day(end), known_at if hindsight else day))
    return tuple(found)


def _latest(dataset: Dataset) -> date | None:
    """The last publication day that any frame names."""
    frames = (dataset.observations, dataset.targets, dataset.suspensions)
    return max((day for day in (_last_day(frame["published"]) for frame in frames) if day is not None), default=None)


def _last_day(days: pd.Series) -> date | None:
    last = days.max()
    return None if pd.isna(last) else pd.Timestamp(last).date()
