"""Values whose scale is in doubt, with the cell to ask about: for whoever checks a workbook before it is published."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

import numpy as np
import pandas as pd

from kpi.measure.books import dataset_from_books
from kpi.measure.core.arrays import Floats, Ints, real, silently
from kpi.measure.core.judging import terms
from kpi.measure.core.scale import suspicion
from kpi.measure.dataset import Dataset
from kpi.measure.measuring import dataset_arrays, known_rows
from kpi.measure.results import Moment
from kpi.model import GoalBook

#: one row per doubtful value, in the order of indicators and ends
DOUBTS: Mapping[str, str] = MappingProxyType(
    {
        "observation": "int64",  # position in Dataset.observations: the largest number that the value is made of
        "code": "str",
        "value": "float64",  # as judged, in the unit: for a yearly flow the sum of the year
        "reference": "float64",  # the plan of its date or the last value before it, in the unit
        "power": "int64",  # about 10^power times the reference: ±2, ±3, ±6
        "from_plan": "bool",
    }
)


def doubts_of_books(books: Iterable[GoalBook]) -> pd.DataFrame:
    """`doubtful_scales` of workbooks, in their order, without a plan."""
    return doubtful_scales(dataset_from_books([(book, None) for book in books]))


@silently
def doubtful_scales(dataset: Dataset) -> pd.DataFrame:
    """`DOUBTS` of everything a dataset holds, whenever published."""
    ever = Moment(dataset.strategy.fiscal_year.completed(date.max), date.max, date.max)
    source = dataset_arrays(dataset)
    given = known_rows(source, [ever])
    points, plans = given.facts.points, given.facts.plans
    term = terms(source.indicators, plans)
    found = suspicion(source.indicators, points, plans, term, dataset.strategy.settings)
    judgeable = ~(term.no_baseline | term.no_target | term.conflict)[points.group]
    at = np.flatnonzero((found.power != 0) & judgeable)
    rows = given.row[given.valued]
    largest = _largest(source.rows.value[rows], points.first[at], points.row[at])
    columns = {
        "observation": source.rows.source[rows[largest]],
        "code": dataset.indicators["code"].array.take(points.group[at]),
        "value": real(points.value[at]),
        "reference": real(found.reference[at]),
        "power": found.power[at],
        "from_plan": found.from_plan[at],
    }
    return pd.DataFrame(columns).astype(dict(DOUBTS))


def _largest(value: Floats, first: Ints, last: Ints) -> Ints:
    """The position of the number largest in size between `first` and `last`, for each pair."""
    size = last - first + 1
    holder = np.repeat(np.arange(len(first)), size)
    place = np.arange(len(holder)) - np.repeat(size.cumsum() - size, size) + first[holder]
    order = np.lexsort((np.abs(value[place]), holder))
    largest: Ints = place[order[size.cumsum() - 1]]
    return largest
