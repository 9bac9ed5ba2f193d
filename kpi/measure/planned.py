"""The plan of given indicators at given months: what a value that is being sent in is held beside."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

import numpy as np
import pandas as pd

from kpi.measure.core.arrays import (
    Floats,
    IndicatorArrays,
    Ints,
    day_number,
    indicator_arrays,
    kind_code,
    positions,
    real,
    silently,
)
from kpi.measure.core.judging import TOLERANCE
from kpi.measure.core.plan_values import distance, plans, read_plan, value_on_the_way
from kpi.measure.dataset import Dataset
from kpi.model import Kind

#: one row for each that was asked for, in its order
PLANNED: Mapping[str, str] = MappingProxyType(
    {
        "code": "str",
        "end": "int32",
        "planned_value": "float64",  # in the unit, of a range the value of its way at this month; NaN where the plan
        # says nothing of this month, or to stay within the range
        "whole_year": "bool",  # the plan is that of the whole year, of which the period is a part
        "range_low": "float64",  # of a range: its limits
        "range_high": "float64",
    }
)


@silently
def planned_values(dataset: Dataset, asked: Sequence[tuple[str, int, int]], known_at: date) -> pd.DataFrame:
    """`PLANNED` for (code, month index of the end, months of the period) of indicators that the dataset has.

    The plan of a yearly flow and of a running total is of whole years: a part of one stands beside the year's plan.
    """
    indicators = indicator_arrays(dataset.indicators)
    day = np.array([day_number(known_at)], dtype=np.int64)
    given = plans(dataset.targets, dataset.indicators["code"], indicators, day, day)
    at = positions(dataset.indicators["code"], pd.Series([code for code, _, _ in asked], dtype="str"))
    end, span = (np.array([row[n] for row in asked], dtype=np.int64) for n in (1, 2))
    kind, ranged = indicators.kind[at], indicators.is_range[at]
    part = (kind == kind_code(Kind.FLOW)) & (span < 12) | (kind == kind_code(Kind.YTD)) & (end % 12 != 0)
    month = np.where(part, -(-end // 12) * 12, end)
    planned = _in_unit(read_plan(given, indicators, at, month), indicators, at)
    ordered = {
        "code": [code for code, _, _ in asked],
        "end": end,
        "planned_value": real(np.where(month <= indicators.baseline_end[at], np.nan, planned)),
        "whole_year": part,
        "range_low": np.where(ranged, indicators.low[at], np.nan),
        "range_high": np.where(ranged, indicators.high[at], np.nan),
    }
    return pd.DataFrame(ordered).astype(dict(PLANNED))


def _in_unit(plan: Floats, indicators: IndicatorArrays, at: Ints) -> Floats:
    """What `read_plan` gives, of a range as a value too; NaN where there is no way, for it holds from the start."""
    base, low, high = indicators.baseline_value[at], indicators.low[at], indicators.high[at]
    holds = distance(base, low, high) <= TOLERANCE * np.maximum(1.0, np.abs(base))
    path = np.where(holds, np.nan, value_on_the_way(plan, base, low, high))
    return np.where(indicators.is_range[at], path, plan)
