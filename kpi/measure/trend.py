"""Continuation at constant pace (METHOD 5): a random walk with drift. It never colours a status."""

import re
from enum import StrEnum

import numpy as np
import pandas as pd

from kpi.measure.core.arrays import Bools, Floats, IndicatorArrays, Ints, Texts, kind_code, positions, silently
from kpi.measure.core.judging import terms
from kpi.measure.core.scale import suspicion
from kpi.measure.core.student import quantile90
from kpi.measure.dataset import Dataset
from kpi.measure.measuring import DatasetArrays, KnownRows, dataset_arrays, known_rows, measure_known
from kpi.measure.results import CONTINUATION, Moment
from kpi.measure.year_so_far import year_so_far_of
from kpi.model import Kind, Status

#: t(0.90) by degrees of freedom (METHOD 5)
_T90 = {2: 1.886, 3: 1.638, 4: 1.533, 5: 1.476, 6: 1.440, 7: 1.415, 8: 1.397}
_FEWEST = 4  # observations including the baseline
_PERCENT = "%"
#: how indicators say of themselves that their values are sums since the start
_SINCE_START = re.compile(r"наростаючим підсумком|(?:від|з) початку стратегії|\bcumulative", re.IGNORECASE)


class NoContinuation(StrEnum):
    """Why no continuation is drawn."""

    NOT_JUDGED = "not_judged"  # no data or suspended
    ACHIEVED = "achieved"
    STALE = "stale"
    DELIVERABLE = "deliverable"
    HOLD = "hold"
    DIRECTION_ONLY = "direction_only"
    RANGE = "range"
    BREAK = "break"
    INCOMPLETE = "incomplete"  # a lower bound has no pace
    PAST_TARGET = "past_target"
    FEW_OBSERVATIONS = "few_observations"
    LONG_HORIZON = "long_horizon"
    NO_VARIANCE = "no_variance"
    NOTHING_LEFT = "nothing_left"  # what has been reached leaves the band no room


def t90(degrees: Ints) -> Floats:
    """The 0.90 quantile of Student's t, as the method prints it for 2 to 8 degrees of freedom; NaN below 1."""
    found = np.full(len(degrees), np.nan)
    for df, quantile in _T90.items():
        found[degrees == df] = quantile
    for df in np.unique(degrees[(degrees >= 1) & ~np.isin(degrees, list(_T90))]):
        found[degrees == df] = quantile90(int(df))
    return found


@silently
def trends(points: pd.DataFrame, target_end: pd.Series) -> pd.DataFrame:
    """The continuation of every series, without asking whether it may be drawn.

    points      columns code, end (month index), value: the baseline and the judged values, ordered by code and end
    target_end  month index of the target date by code
    Returns, by code: n (increments), span, horizon (years), drift (a year), value, s2, variance, df, low, high.
    """
    code, at = pd.factorize(points["code"])
    years, value = points["end"].to_numpy(dtype=np.float64) / 12, points["value"].to_numpy(dtype=np.float64)
    count = len(at)
    last = np.full(count, -1)
    last[code] = np.arange(len(code))
    first = np.full(count, -1)
    first[code[::-1]] = np.arange(len(code))[::-1]
    n, span = last - first, years[last] - years[first]
    ends = target_end.reindex(at).to_numpy(dtype=np.float64)
    horizon = np.round(ends - years[last] * 12) / 12
    inner = np.flatnonzero(code[1:] == code[:-1])
    step, gap, holder = value[inner + 1] - value[inner], years[inner + 1] - years[inner], code[inner]
    drift = (value[last] - value[first]) / span
    spread = np.bincount(holder, weights=(step - drift[holder] * gap) ** 2 / gap, minlength=count)
    s2 = spread / (n - 1)
    variance = s2 * (horizon + horizon**2 / span)
    band = t90(n - 1) * np.sqrt(variance)
    centre = value[last] + drift * horizon
    columns = {"n": n, "span": span, "horizon": horizon, "drift": drift, "value": centre, "s2": s2}
    more = {"variance": variance, "df": n - 1, "low": centre - band, "high": centre + band}
    return pd.DataFrame(columns | more, index=pd.Index(at, name="code"))


def continuation(dataset: Dataset, moment: Moment) -> pd.DataFrame:
    """`CONTINUATION` of every indicator at a moment: value, low and high at the target date, or why there is none."""
    source = dataset_arrays(dataset)
    given = known_rows(source, [moment])
    return continuation_of(source, given, measure_known(source, given, [moment])[0])


@silently
def continuation_of(source: DatasetArrays, given: KnownRows, measured: pd.DataFrame) -> pd.DataFrame:
    """`CONTINUATION` from what is known at the first moment of `given` and the indicators' results at it."""
    indicators, codes = source.indicators, source.dataset.indicators["code"]
    points, plans = given.facts.points.take(np.flatnonzero(given.facts.points.group < len(codes))), given.facts.plans
    suspect = suspicion(indicators, points, plans, terms(indicators, plans), source.dataset.strategy.settings)
    points = points.take(np.flatnonzero(suspect.power == 0))
    holder = np.concatenate([np.arange(len(codes)), points.group])
    end = np.concatenate([indicators.baseline_end, points.end])
    value = np.concatenate([indicators.baseline_value, points.value])
    order = np.lexsort((end, holder))
    frame = pd.DataFrame({"code": holder[order], "end": end[order], "value": value[order]})
    found = trends(frame, pd.Series(indicators.target_end)).reindex(range(len(codes)))
    last_end = measured["end"].to_numpy(dtype=np.int64, na_value=0)
    reason = _reasons(source, given, measured, found, last_end)
    low, high = _natural_bounds(source.dataset.indicators, indicators, holder, value)
    least, most = _reached(source, given, measured)
    low, high = np.maximum(low, least), np.minimum(high, most)
    bounded = {name: np.clip(found[name].to_numpy(), low, high) for name in ("value", "low", "high")}
    reason = np.where((reason == "") & ~(bounded["low"] < bounded["high"]), str(NoContinuation.NOTHING_LEFT), reason)
    drawn = reason == ""
    columns: dict[str, object] = {"code": codes.array}
    columns |= {name: np.where(drawn, numbers, np.nan) for name, numbers in bounded.items()}
    columns["end"] = pd.arrays.IntegerArray(indicators.target_end.astype(np.int32), ~drawn)
    return pd.DataFrame(columns | {"reason": reason}).astype(dict(CONTINUATION))


def _reasons(
    source: DatasetArrays, given: KnownRows, measured: pd.DataFrame, found: pd.DataFrame, last_end: Ints
) -> Texts:
    """The first reason against drawing, "" where there is none."""
    indicators = source.indicators
    status = measured["status"].to_numpy(dtype=object)
    broken = source.dataset.indicators["break_end"].to_numpy(dtype=np.int64, na_value=-1)
    crossed = (broken >= indicators.baseline_end) & (broken >= 0) & (broken < indicators.target_end)
    n, span, horizon = (found[name].to_numpy() for name in ("n", "span", "horizon"))
    beyond = ~np.isfinite(found[["value", "low", "high"]].to_numpy()).all(axis=1)
    flat = found["s2"].to_numpy() <= 1e-18 * np.maximum(1.0, found["drift"].to_numpy() ** 2)
    cases: dict[NoContinuation, Bools] = {
        NoContinuation.NOT_JUDGED: np.isin(status.astype(str), [Status.NO_DATA, Status.SUSPENDED]),
        NoContinuation.ACHIEVED: status == Status.ACHIEVED,
        NoContinuation.STALE: measured["flag_stale"].to_numpy(),
        NoContinuation.DELIVERABLE: indicators.kind == kind_code(Kind.DELIVERABLE),
        NoContinuation.RANGE: indicators.is_range,
        NoContinuation.HOLD: terms(indicators, given.facts.plans).hold[: len(status)],
        NoContinuation.DIRECTION_ONLY: measured["flag_direction_only"].to_numpy(),
        NoContinuation.BREAK: crossed,
        NoContinuation.INCOMPLETE: measured["flag_incomplete"].to_numpy(),
        NoContinuation.PAST_TARGET: last_end >= indicators.target_end,
        NoContinuation.FEW_OBSERVATIONS: ~(n + 1 >= _FEWEST),
        NoContinuation.LONG_HORIZON: ~(horizon <= span + 1e-9),
        NoContinuation.NO_VARIANCE: flat | beyond,
    }
    return np.select(list(cases.values()), [str(reason) for reason in cases], default="").astype(object)


def _reached(source: DatasetArrays, given: KnownRows, measured: pd.DataFrame) -> tuple[Floats, Floats]:
    """(N,) the least and the most that the value of the target date can still be, infinite where nothing is settled.

    A sum since the start never falls below its present value. The year of a flow or of a running total cannot fall
    below what it has reached already; one whose parts are all negative cannot rise above it.
    """
    indicators = source.indicators
    since_start = (indicators.kind == kind_code(Kind.INCREMENT)) | _cumulative(source, given)
    least, most = np.where(since_start, measured["value"].to_numpy(), -np.inf), np.full(len(since_start), np.inf)
    frame = year_so_far_of(source, given)
    at = positions(source.dataset.indicators["code"], frame["code"])
    year, sums = frame["year"].to_numpy(), frame["value_so_far"].to_numpy()
    follows = np.append(False, (at[1:] == at[:-1]) & (year[1:] == year[:-1]))[: len(at)]
    parts = sums - np.where(follows, np.append(0.0, sums[:-1])[: len(sums)], 0.0)
    falls, rises = (np.bincount(at[way], minlength=len(least)) > 0 for way in (parts < 0, parts > 0))
    target_year = year == (indicators.target_end[at] - 1) // 12
    low, high = np.flatnonzero(target_year & ~falls[at]), np.flatnonzero(target_year & ~rises[at])
    np.maximum.at(least, at[low], sums[low])
    np.minimum.at(most, at[high], sums[high])
    return least, most


def _cumulative(source: DatasetArrays, given: KnownRows) -> Bools:
    """(N,) levels that are entered as sums since the start: they are called so, and have never fallen."""
    frame, points = source.dataset.indicators, given.facts.points
    called = (frame["name"] + "\n" + frame["name_en"] + "\n" + frame["definition"]).str.contains(_SINCE_START)
    here = points.take(np.flatnonzero(points.group < len(frame)))
    fell = np.flatnonzero((here.group[1:] == here.group[:-1]) & (here.value[1:] < here.value[:-1]))
    found: Bools = called.to_numpy(dtype=bool) & (source.indicators.kind == kind_code(Kind.LEVEL))
    found[here.group[fell]] = False
    return found


def _natural_bounds(
    frame: pd.DataFrame, indicators: IndicatorArrays, holder: Ints, value: Floats
) -> tuple[Floats, Floats]:
    """What a value cannot pass: below 0 where none was, above 100 where a share of a hundred never was."""
    least, most = np.full(len(frame), np.inf), np.full(len(frame), -np.inf)
    np.fmin.at(least, holder, value)
    np.fmax.at(most, holder, value)
    percent = (frame["unit"] == _PERCENT).to_numpy() & (most <= 100) & (least >= 0)
    return np.where(least >= 0, 0.0, -np.inf), np.where(percent, 100.0, np.inf)
