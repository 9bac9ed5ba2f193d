"""How the indicators of a strategy stand now, and nothing else of it: what a page over many strategies is made of.

The same judging as of `survey`, without its history, series and trees: a seventh of its time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import numpy as np
import pandas as pd

from kpi.measure.clock import default_times
from kpi.measure.core.arrays import STATUSES, silently
from kpi.measure.core.judging import SUSPENDED
from kpi.measure.core.passes import run_pass
from kpi.measure.core.tree import suspensions, tree_of
from kpi.measure.dataset import Dataset
from kpi.measure.measuring import dataset_arrays, due_periods, known_rows
from kpi.measure.results import Moment

#: one row per indicator, in the order of Dataset.indicators
STANDING: Mapping[str, str] = MappingProxyType(
    {
        "code": "str",
        "status": "str",  # kpi.model.Status
        "end": "int32",  # month index of the judged value's period; 0 = none
        "span_months": "int8",  # of that period; 0 = none
        "value": "float64",  # in the unit, NaN = none
        "due": "bool",  # a report of some period is due by the indicator's own frequency and term
        "overdue": "bool",  # and is not there
    }
)
_STATUS_NAMES = pd.array(list(STATUSES), dtype="str")


@dataclass(frozen=True, eq=False)
class Standing:
    """`STANDING` as of a day, with what was published by `known_at`."""

    as_of: date
    known_at: date
    indicators: pd.DataFrame


@silently
def standing(dataset: Dataset, today: date) -> Standing:
    """How the indicators stand as `survey` shows them, and what is due today.

    Before the day from which the edition is in force nothing of it is due. Raises NegativeWeightError.
    """
    source, fiscal = dataset_arrays(dataset), dataset.strategy.fiscal_year
    as_of, known_at = default_times(dataset, rows=source.rows)
    moments = [Moment(fiscal.completed(as_of), as_of, known_at), Moment(fiscal.completed(today), today, today)]
    given = known_rows(source, moments)
    tree, times, count = tree_of(dataset), given.facts.times, len(dataset.indicators)
    suspended = suspensions(dataset, tree, times).reshape(-1)
    passed = run_pass(source.indicators, given.facts, suspended, dataset.strategy.settings)
    due_end, missing = due_periods(source, given, moments)
    active = passed.status[count:] != SUSPENDED
    awaited = active & (due_end[count:] > 0) & (today >= dataset.strategy.begins)
    shown = (passed.last[:count] >= 0) & (passed.status[:count] != SUSPENDED)
    columns = {
        "code": dataset.indicators["code"].array,
        "status": _STATUS_NAMES.take(passed.status[:count]),
        "end": np.where(shown, passed.end[:count], 0).astype(np.int32),
        "span_months": np.where(shown, passed.span[:count], 0).astype(np.int8),
        "value": np.where(shown, passed.value[:count], np.nan),
        "due": awaited,
        "overdue": awaited & missing[count:],
    }
    return Standing(as_of, known_at, pd.DataFrame(columns, copy=False)[list(STANDING)])
