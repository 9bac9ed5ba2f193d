"""A year that is not over (METHOD 9): the sum since January of a yearly flow or running total beside the year's plan.

A part of a year is never compared with a yearly plan: it is a share of that plan, beside the share of the year that has
passed. `Survey.year_so_far` holds the frame at the survey's moment.

    code           of an indicator of kind flow or ytd; other kinds have no rows
    year           calendar year
    end            int32, month index of the last month that the sum covers; rows ascend by code's place and end
    value_so_far   in the unit: what has been reached since January up to `end` (a flow: the sum of its parts, a longer
                   part before shorter ones; a running total: the value as entered)
    year_plan      in the unit: the plan of that December in force at the moment, NaN before the baseline or without one
    share_of_plan  value_so_far / year_plan, no unit, 0.54 is 54 %; NaN for ranges, plans <= 0 and incomplete sums
    share_of_year  months from January to `end` of twelve, no unit: 0.75 in September, 1 in December
    incomplete     a part since January is missing: the sum is a lower bound
    latest         the last row of its indicator

Every entered end has a row, December too (share_of_year 1), so that a chart can draw each year from 0 in January. A gap
is no value and leaves its year incomplete.
"""

import numpy as np
import pandas as pd

from kpi.measure.core.arrays import Bools, Floats, Ints, RowArrays, kind_code, real, silently
from kpi.measure.core.judging import judge, terms
from kpi.measure.core.plan_values import read_plan
from kpi.measure.measuring import DatasetArrays, KnownRows
from kpi.measure.results import YEAR_SO_FAR
from kpi.model import Kind

_MONTHS = 12
_MANY_YEARS = 1 << 20  # keys (indicator, year) in one integer
_SPANS = (1, 3, 6, 12)  # the longest last: it wins


@silently
def year_so_far_of(source: DatasetArrays, given: KnownRows) -> pd.DataFrame:
    """`YEAR_SO_FAR` from what is known at the first of the moments of `given`."""
    here = given.row[given.valued][given.moment[given.valued] == 0]
    kind = source.indicators.kind[source.rows.indicator[here]]
    rows = source.rows.take(here[np.isin(kind, [kind_code(Kind.FLOW), kind_code(Kind.YTD)])])
    years, lane = np.unique(rows.indicator * _MANY_YEARS + (rows.end - 1) // _MONTHS, return_inverse=True)
    month = (rows.end - 1) % _MONTHS + 1
    entered = np.zeros((len(years), _MONTHS + 1), dtype=bool)
    entered[lane, month] = True
    ytd = source.indicators.kind[years // _MANY_YEARS] == kind_code(Kind.YTD)
    value, covered = _sums(rows, lane, month, ytd)
    at, month = np.nonzero(entered)
    indicator, year = years[at] // _MANY_YEARS, years[at] % _MANY_YEARS
    value, incomplete = value[at, month], covered[at, month] < month
    plan = _year_plan(source, given, indicator, (year + 1) * _MONTHS)
    shared = (plan > 0) & ~incomplete & ~source.indicators.is_range[indicator]
    columns = {
        "code": source.dataset.indicators["code"].array.take(indicator),
        "year": year,
        "end": year * _MONTHS + month,
        "value_so_far": real(value),
        "year_plan": plan,
        "share_of_plan": real(np.where(shared, value / plan, np.nan)),
        "share_of_year": month / _MONTHS,
        "incomplete": incomplete,
        "latest": np.append(indicator[1:] != indicator[:-1], True)[: len(indicator)],
    }
    return pd.DataFrame(columns).astype(dict(YEAR_SO_FAR))


def _sums(rows: RowArrays, lane: Ints, month: Ints, ytd: Bools) -> tuple[Floats, Floats]:
    """(L, 13) the sum from January to every month of each year, and how many of these months it covers.

    Parts that end together with longer ones give way to them; where nothing ends, the sum of the month before stands.
    A running total is entered as that sum.
    """
    shape = (len(ytd), _MONTHS + 1)
    total, covered = np.zeros(shape), np.zeros(shape)
    parts = {span: np.full(shape, np.nan) for span in _SPANS}
    for span, part in parts.items():
        own = rows.span == span
        part[lane[own], month[own]] = rows.value[own]
    for until in range(1, _MONTHS + 1):
        total[:, until], covered[:, until] = total[:, until - 1], covered[:, until - 1]
        for span, part in parts.items():
            if until % span == 0:
                months = covered[:, until - span] + span
                better = ~np.isnan(part[:, until]) & (months >= covered[:, until])
                total[:, until] = np.where(better, total[:, until - span] + part[:, until], total[:, until])
                covered[:, until] = np.where(better, months, covered[:, until])
    own = ytd[lane]
    total[lane[own], month[own]], covered[lane[own], month[own]] = rows.value[own], month[own]
    return total, covered


def _year_plan(source: DatasetArrays, given: KnownRows, indicator: Ints, december: Ints) -> Floats:
    """The plan of each indicator at the year's December in the unit; NaN before the baseline or without a plan."""
    plans, indicators = given.facts.plans, source.indicators
    term = terms(indicators, plans).take(indicator)
    plan = read_plan(plans, indicators, indicator, december)
    nothing = np.full(len(december), np.nan)
    planned = judge(term, plan, december, nothing, source.dataset.strategy.settings).planned
    return real(np.where(december > indicators.baseline_end[indicator], planned, np.nan))
