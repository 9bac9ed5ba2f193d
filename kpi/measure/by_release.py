"""How every indicator stood at each release: with what that release knew, as of the day that it showed."""

from typing import Any

import pandas as pd

from kpi.measure.clock import default_times
from kpi.measure.measuring import compiled, measure_moments
from kpi.measure.results import INDICATOR_RESULT, Moment, Survey
from kpi.model import completed_index

_DAYS = ("released", "as_of")


def results_by_release(survey: Survey) -> pd.DataFrame:
    """`INDICATOR_RESULT` with `released` (datetime64[s]) and `as_of` (datetime64[s]), the oldest release first.

    One block of rows for each release that the survey's dataset knows of by its `known_at`; empty where nothing was
    published.
    """
    dataset = survey.dataset
    days = sorted(d.date() for d in dataset.releases["published"].dropna() if d.date() <= survey.now.known_at)
    shown = [default_times(dataset, None, day) for day in days]
    moments = [Moment(completed_index(as_of), as_of, known_at) for as_of, known_at in shown]
    if not moments:
        return survey.now.indicators.iloc[:0].assign(**dict.fromkeys(_DAYS, pd.Series(dtype="datetime64[s]")))
    frame = measure_moments(compiled(dataset), moments)[0][list(INDICATOR_RESULT)]
    count = len(dataset.indicators)
    known = pd.Series([m.known_at for m in moments]).repeat(count)
    as_of = pd.Series([m.as_of for m in moments]).repeat(count)
    days_of: dict[str, Any] = {"released": pd.to_datetime(known).to_numpy(), "as_of": pd.to_datetime(as_of).to_numpy()}
    return frame.reset_index(drop=True).assign(**days_of).astype(dict.fromkeys(_DAYS, "datetime64[s]"))
