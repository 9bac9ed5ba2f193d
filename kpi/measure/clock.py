"""The two times of a survey: `as_of`, the end of what is judged, and `known_at`, what had been published by then."""

from datetime import date

import pandas as pd

from kpi.measure.dataset import Dataset
from kpi.measure.results import Moment
from kpi.model import completed_index, index_end_date, month_index

_QUARTER = 3


def default_times(dataset: Dataset, as_of: date | None = None, known_at: date | None = None) -> tuple[date, date]:
    """The times a dataset is shown at: the last release and the end of the last quarter with an observation by then.

    Without releases everything is known, and `as_of` is the end of the last quarter with an observation.
    """
    if known_at is None:
        known_at = _last_day(dataset.releases["published"])
    ends = dataset.observations["end"]
    if as_of is None:
        if known_at is not None:
            published = dataset.observations["published"]
            ends = ends[published.isna() | (published <= pd.Timestamp(known_at))]
            ends = ends[ends <= completed_index(known_at) // _QUARTER * _QUARTER]
        base = month_index(dataset.strategy.baseline_year, 12)
        as_of = index_end_date(-(-int(ends.max() if len(ends) else base) // _QUARTER) * _QUARTER)
    return as_of, known_at or max(as_of, _latest(dataset) or as_of)


def moments(dataset: Dataset, as_of: date, known_at: date) -> tuple[Moment, ...]:
    """The quarters of the history: from the first after the baseline year to the last complete one at `as_of`.

    Quarter q is judged as of its end with what the last release by the end of the following quarter held; a quarter
    before the first release with what the first release held. Nothing published after `known_at` is used.
    """
    releases = sorted(day.date() for day in dataset.releases["published"].dropna() if day.date() <= known_at)
    first = month_index(dataset.strategy.baseline_year, 12) + _QUARTER
    found = []
    for end in range(first, completed_index(as_of) + 1, _QUARTER):
        limit = index_end_date(end + _QUARTER)
        earlier = [day for day in releases if day <= limit]
        day = earlier[-1] if earlier else releases[0] if releases else known_at
        found.append(Moment(end, index_end_date(end), day))
    return tuple(found)


def _latest(dataset: Dataset) -> date | None:
    """The last publication day that any frame names."""
    frames = (dataset.observations, dataset.targets, dataset.suspensions)
    return max((day for day in (_last_day(frame["published"]) for frame in frames) if day is not None), default=None)


def _last_day(days: pd.Series) -> date | None:
    last = days.max()
    return None if pd.isna(last) else pd.Timestamp(last).date()
