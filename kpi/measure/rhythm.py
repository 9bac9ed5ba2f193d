"""The rhythm of a strategy (METHOD 9): which periods its indicators report, and when the next values are due.

It comes from the indicators' own frequencies and terms: a strategy of yearly indicators is not late in November.
"""

from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from kpi.measure.clock import last_heard
from kpi.measure.dataset import Dataset
from kpi.measure.deadlines import awaited_periods, deadlines, reported_periods
from kpi.measure.in_force import known_by
from kpi.model import Frequency, month_index


@dataclass(frozen=True, slots=True)
class Rhythm:
    """`frequencies` of the indicators, the finest first; `deadline` of the next values, None where none are awaited."""

    frequencies: tuple[Frequency, ...]
    deadline: date | None


def rhythm(dataset: Dataset, known_at: date) -> Rhythm:
    """The rhythm by what was published by `known_at`.

    The next values are the first ones due of all periods after the last that anything is known of, and that nobody has
    answered by saying why there is none. None are awaited after the last target date, nor of what is suspended.
    """
    found = sorted({Frequency(str(word)) for word in dataset.indicators["frequency"]}, key=lambda f: f.months)
    heard = last_heard(dataset, known_at, dataset.strategy.fiscal_year.completed(known_at))
    heard = month_index(dataset.strategy.first_year, 1) - 1 if heard is None else heard
    due = deadlines(dataset)
    known = replace(dataset, observations=known_by(dataset.observations, known_at))
    ahead = awaited_periods(due[due["end"] > heard], reported_periods(known))["deadline"].min()
    return Rhythm(tuple(found), None if pd.isna(ahead) else ahead.date())
