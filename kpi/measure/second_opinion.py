"""Second opinion: the growth-rate ratio of Open SDG, Statistics Canada and Eurostat (METHOD 6). Ours counts."""

from enum import StrEnum

import numpy as np
import pandas as pd

from kpi.measure.core.arrays import (
    Bools,
    Floats,
    IndicatorArrays,
    Texts,
    direction_code,
    indicator_arrays,
    kind_code,
    silently,
)
from kpi.measure.core.judging import TOLERANCE
from kpi.measure.dataset import Dataset
from kpi.measure.measuring import measure
from kpi.measure.results import SECOND_OPINION, Moment
from kpi.model import Direction, Kind, MethodSettings, Status


class NotApplicable(StrEnum):
    """Why the growth-rate ratio does not apply."""

    NOT_JUDGED = "not_judged"  # no data or suspended
    RANGE = "range"
    DELIVERABLE = "deliverable"
    HOLD = "hold"
    DIRECTION_ONLY = "direction_only"
    NOT_YEARLY = "not_yearly"
    ZERO = "zero"  # the baseline, the value or the target is 0, or so near that no rate can be told
    SIGN = "sign"  # they do not share one sign
    UNDER_A_YEAR = "under_a_year"


def second_opinion(dataset: Dataset, moment: Moment) -> pd.DataFrame:
    """`SECOND_OPINION` of every indicator at a moment."""
    measured = measure(dataset, moment.as_of, moment.known_at).indicators
    return second_opinion_of(indicator_arrays(dataset.indicators), measured, dataset.strategy.settings)


@silently
def second_opinion_of(indicators: IndicatorArrays, measured: pd.DataFrame, settings: MethodSettings) -> pd.DataFrame:
    """`SECOND_OPINION` from the indicators' results."""
    base, target = indicators.baseline_value, measured["target_value"].to_numpy()
    value, end = measured["value"].to_numpy(), measured["end"].to_numpy(dtype=np.int64, na_value=0)
    years = (end - indicators.baseline_end) / 12
    whole = (indicators.target_end - indicators.baseline_end) / 12
    sign = np.where(indicators.direction == direction_code(Direction.INCREASE), 1.0, -1.0) * np.where(base < 0, -1, 1)
    observed = (value / base) ** (1 / years) - 1
    needed = (target / base) ** (1 / whole) - 1
    ratio = sign * observed / np.abs(needed)
    reason = _reasons(indicators, measured, years)
    reason[(reason == "") & ~np.isfinite(ratio)] = str(NotApplicable.ZERO)
    met = (measured["status"] == Status.ACHIEVED).to_numpy()
    status = np.select(
        [
            met,
            ratio >= settings.on_track - TOLERANCE,
            ratio >= settings.at_risk - TOLERANCE,
            ratio >= -TOLERANCE,
        ],
        [Status.ACHIEVED, Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK],
        default=Status.MOVING_AWAY,
    )
    applies = reason == ""
    columns = {
        "code": measured["code"],
        "ratio": np.where(applies, ratio, np.nan),
        "status": np.where(applies, status.astype(object), ""),
        "reason": reason,
    }
    return pd.DataFrame(columns).astype(dict(SECOND_OPINION))


def _reasons(indicators: IndicatorArrays, measured: pd.DataFrame, years: Floats) -> Texts:
    """The first reason against the ratio, "" where it applies."""
    base, target = indicators.baseline_value, measured["target_value"].to_numpy()
    value = measured["value"].to_numpy()
    status = measured["status"].to_numpy(dtype=object).astype(str)
    span = measured["span_months"].to_numpy(dtype=np.int64, na_value=0)
    cases: dict[NotApplicable, Bools] = {
        NotApplicable.NOT_JUDGED: np.isin(status, [Status.NO_DATA, Status.SUSPENDED]),
        NotApplicable.RANGE: indicators.is_range,
        NotApplicable.DELIVERABLE: indicators.kind == kind_code(Kind.DELIVERABLE),
        NotApplicable.HOLD: measured["flag_hold"].to_numpy(),
        NotApplicable.DIRECTION_ONLY: measured["flag_direction_only"].to_numpy(),
        NotApplicable.NOT_YEARLY: (indicators.judged_months != 12) | (span != 12),
        NotApplicable.ZERO: (base == 0) | (value == 0) | (target == 0),
        NotApplicable.SIGN: (np.sign(base) != np.sign(value)) | (np.sign(base) != np.sign(target)),
        NotApplicable.UNDER_A_YEAR: years < 1,
    }
    return np.select(list(cases.values()), [str(reason) for reason in cases], default="").astype(object)
