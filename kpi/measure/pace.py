"""The pace so far and the pace that is needed from now on to reach the target, in the unit a year.

Plain arithmetic of METHOD 5 on the last judged value: so far (x - B)/(tx - t0), needed (T - x)/(tT - tx). It is neither
a status nor a forecast, and it is told only where one steady pace means something.
"""

from enum import StrEnum

import numpy as np
import pandas as pd

from kpi.measure.core.arrays import Floats, Texts, silently
from kpi.measure.results import Survey
from kpi.model import Direction, Kind, Status

#: columns of the frame and their types
PACES = {
    "code": "str",
    "end": "Int32",  # month index of the judged value
    "value": "float64",  # in the unit
    "target_value": "float64",
    "target_end": "int32",
    "so_far": "float64",  # the unit a year, signed
    "needed": "float64",  # the unit a year, signed
    "times": "float64",  # needed / so_far; NaN where nothing moved yet or the direction would have to turn
    "reason": "str",  # `NoPace`, "" where both paces are told
}


class NoPace(StrEnum):
    """Why no pace is told."""

    NOT_JUDGED = "not_judged"  # no data or suspended
    ACHIEVED = "achieved"
    DELIVERABLE = "deliverable"
    HOLD = "hold"
    DIRECTION_ONLY = "direction_only"
    RANGE = "range"
    BREAK = "break"  # values on both sides of a break cannot be compared
    INCOMPLETE = "incomplete"  # a lower bound has no pace
    PAST_TARGET = "past_target"


@silently
def paces(survey: Survey) -> pd.DataFrame:
    """`PACES` of every indicator as of the survey's day, in the order of its indicators."""
    now, facts = survey.now.indicators, survey.dataset.indicators
    end = now["end"].to_numpy(dtype=np.float64, na_value=np.nan)
    start = facts["baseline_end"].to_numpy(dtype=np.float64, na_value=np.nan)
    target_end = now["target_end"].to_numpy(dtype=np.float64)
    value, base, target = (now[name].to_numpy(dtype=np.float64) for name in ("value", "baseline_value", "target_value"))
    reason = _reasons(survey, end, target_end)
    told = reason == ""
    so_far = np.where(told, (value - base) / ((end - start) / 12), np.nan)
    needed = np.where(told, (target - value) / ((target_end - end) / 12), np.nan)
    times = np.where(so_far * needed > 0, needed / so_far, np.nan)
    columns = {
        "code": now["code"].array,
        "end": now["end"].array,
        "value": value,
        "target_value": target,
        "target_end": now["target_end"].array,
        "so_far": so_far,
        "needed": needed,
        "times": times,
        "reason": reason,
    }
    return pd.DataFrame(columns).astype(PACES)


def _reasons(survey: Survey, end: Floats, target_end: Floats) -> Texts:
    """The first reason that holds, "" where none does."""
    now, facts = survey.now.indicators, survey.dataset.indicators
    status = now["status"].to_numpy(dtype=object).astype(str)
    broken = facts["break_end"].to_numpy(dtype=np.float64, na_value=np.nan)
    cases = {
        NoPace.NOT_JUDGED: np.isin(status, [Status.NO_DATA, Status.SUSPENDED]) | np.isnan(end),
        NoPace.ACHIEVED: status == Status.ACHIEVED,
        NoPace.DELIVERABLE: (facts["kind"] == Kind.DELIVERABLE).to_numpy(),
        NoPace.DIRECTION_ONLY: now["flag_direction_only"].to_numpy(),
        NoPace.RANGE: (facts["direction"] == Direction.RANGE).to_numpy(),
        NoPace.HOLD: now["flag_hold"].to_numpy(),
        NoPace.BREAK: broken < end,
        NoPace.INCOMPLETE: now["flag_incomplete"].to_numpy(),
        NoPace.PAST_TARGET: end >= target_end,
    }
    return np.select(list(cases.values()), [str(name) for name in cases], default="").astype(object)
