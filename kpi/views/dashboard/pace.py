"""The pace so far beside the pace that is needed, in words, and where another pace would lead.

Never a status and never a forecast: every sentence says what it is. The arithmetic is `kpi.measure.pace`.
"""

from dataclasses import dataclass
from math import ceil

import pandas as pd

from kpi.model import FiscalYear
from kpi.text import Text
from kpi.views.common.dossier import Dossier
from kpi.views.common.phrases import joined_stops
from kpi.views.common.values import UnitScale, index_or_none, number_or_none
from kpi.views.indicator.plan_path import bounds

#: what the slider of the page goes over, × the pace so far
FACTORS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 2.5, 3.0)
_YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Both paces of one indicator. `reason` says why there are none; the numbers are None then.

    so_far, needed  the unit a year
    value, end      the judged value and its month index
    """

    reason: str
    finding: str
    so_far: float | None
    needed: float | None
    so_far_words: str
    needed_words: str
    left_words: str
    value: float
    end: int
    target: float
    target_end: int
    limits: tuple[float | None, float | None]
    scale: UnitScale
    fiscal_year: FiscalYear

    @property
    def moves(self) -> bool:
        """Whether there is a pace that could be multiplied."""
        return bool(self.so_far)


@dataclass(frozen=True, slots=True)
class PaceLine:
    """Where the value would be on the target date at another pace, and the sentence that says so."""

    start_end: int
    start_value: float
    end: int
    value: float
    words: str


def pace(frame: pd.DataFrame, dossier: Dossier) -> Pace:
    """The paces of an indicator; `frame` is `kpi.measure.paces`."""
    row = frame[frame["code"] == dossier.code].iloc[0]
    text, reason, scale = dossier.record.scale.text, str(row["reason"]), dossier.record.scale
    so_far, needed, times = (number_or_none(row[name]) for name in ("so_far", "needed", "times"))
    end, target_end = index_or_none(row["end"]) or 0, int(row["target_end"])
    value, target = number_or_none(row["value"]), number_or_none(row["target_value"])
    left = "" if reason or value is None or target is None else _left(scale, value, target, target_end - end)
    return Pace(
        reason=text.say(f"dashboard.pace.reason.{reason}") if reason else "",
        finding="" if reason else _finding(text, so_far, times),
        so_far=so_far,
        needed=needed,
        so_far_words=_a_year(scale, so_far),
        needed_words=_a_year(scale, needed),
        left_words=left,
        value=value or 0.0,
        end=end,
        target=target or 0.0,
        target_end=target_end,
        limits=bounds(dossier),
        scale=scale,
        fiscal_year=dossier.record.fiscal_year,
    )


def _a_year(scale: UnitScale, amount: float | None) -> str:
    text = scale.text
    if amount is None:
        return text.number(None)
    decimals = scale.decimals if abs(amount) >= 10 else max(scale.decimals, 1)
    return text.say("dashboard.pace.a_year", amount=text.difference(amount, scale.unit, decimals))


def _left(scale: UnitScale, value: float, target: float, months: int) -> str:
    text = scale.text
    amount = text.difference(scale.printed(target) - scale.printed(value), scale.unit, scale.decimals)
    return text.say("dashboard.pace.left", n=months, amount=amount)


def _finding(text: Text, so_far: float | None, times: float | None) -> str:
    if not so_far:
        return text.say("dashboard.pace.still")
    if times is None:
        return text.say("dashboard.pace.turn")
    if times <= 1:
        return text.say("dashboard.pace.enough", share=text.percent(times))
    return text.count("dashboard.pace.times", round(times, 1 if times < 10 else 0))


def at_pace(pace: Pace, factor: float) -> PaceLine:
    """Where `factor` × the pace so far would lead: the value on the target date, and when the target would be met."""
    text, a_year = pace.scale.text, (pace.so_far or 0.0) * factor
    reached = pace.value + a_year * (pace.target_end - pace.end) / _YEAR
    low, high = pace.limits
    reached = min(max(reached, low if low is not None else reached), high if high is not None else reached)
    words = text.say(
        "dashboard.pace.would",
        factor=text.number(factor),
        day=text.date(pace.fiscal_year.last_day(pace.target_end)),
        value=pace.scale.amount(reached),
        target=pace.scale.amount(pace.target),
    )
    return PaceLine(pace.end, pace.value, pace.target_end, reached, joined_stops(f"{words} {_when(pace, a_year)}"))


def _when(pace: Pace, a_year: float) -> str:
    """When the target would be met at so much a year."""
    text, way = pace.scale.text, pace.target - pace.value
    if a_year * way <= 0:
        return text.say("dashboard.pace.never")
    months = ceil(_YEAR * way / a_year - 1e-9)
    if months > 100 * _YEAR:
        return text.say("dashboard.pace.never")
    words = _period(text, pace.end + months, pace.fiscal_year)
    return text.say(
        "dashboard.pace.in_time" if pace.end + months <= pace.target_end else "dashboard.pace.late", when=words
    )


def _period(text: Text, end: int, fiscal_year: FiscalYear) -> str:
    """The month of a month index: «вересень 2026»; the last of a year is its year."""
    return text.period_long(fiscal_year.ending(end, 1 if end % _YEAR else _YEAR))
