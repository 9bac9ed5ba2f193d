"""Since when an indicator has had its present status: quarters, or years and half-years where it is reported so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from kpi.measure.clock import history_frequency
from kpi.measure.results import Survey
from kpi.measure.survey_cache import cache_by_survey
from kpi.model import FiscalYear, Frequency, Period, Status, month_index
from kpi.text import Text

MOST_ORDINAL_WORDS = 10
_QUARTER = 3
#: fewer are no run
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class StatusDuration:
    """`quarters` consecutive quarters with the same status, the present one included, 0 before the strategy begins;
    `first` the earliest of them, or the month that the day shown ends where the status is new in it.

    frequency  of the indicator: what is reported yearly or by half-years is not counted in quarters
    periods    of such an indicator, how many of its periods in a row were judged so within these quarters
    """

    quarters: int
    first: Period
    from_start: bool
    frequency: Frequency = Frequency.QUARTER
    periods: int = 0

    def words(self, text: Text) -> str:
        """«від початку плану», «шостий квартал поспіль», «2 роки поспіль», «з III кв. 2026»; "" before the strategy."""
        if not self.quarters:
            return ""
        if self.from_start and self.quarters > 1:
            return text.say("rows.since.start")
        rare = self.frequency.months > _QUARTER
        if self.quarters < _FEWEST or (rare and self.periods < _FEWEST):
            month = self.first.span_months == 1
            first = text.date(self.first.start_date) if month else text.period(self.first)
            return text.say("rows.since.first_year" if self.first.is_year else "rows.since.first", period=first)
        if rare:
            return text.count(f"rows.since.{self.frequency}", self.periods)
        if self.quarters <= MOST_ORDINAL_WORDS:
            ordinal = text.say(f"rows.ordinal.{self.quarters}")
        else:
            ordinal = text.ordinal("rows.ordinal_figure", self.quarters)
        return text.say("rows.since.words", ordinal=ordinal)


#: Status of every indicator (by code) at every quarter of the history (month index), ascending.
History = Mapping[str, Mapping[int, Status]]


@cache_by_survey
def statuses_by_quarter(survey: Survey) -> History:
    """The statuses of the survey's history; a quarter in which an indicator was not known is left out."""
    history = survey.indicator_history.sort_values("moment", kind="stable")
    found: dict[str, dict[int, Status]] = {}
    columns = (history[name].tolist() for name in ("code", "moment", "status"))
    for code, moment, status in zip(*columns, strict=True):
        if status:
            found.setdefault(str(code), {})[int(moment)] = Status(status)
    return found


def since_by_code(survey: Survey, history: History, now: Mapping[str, Status], end: int) -> dict[str, StatusDuration]:
    """`StatusDuration` of every indicator of `now`, judged at the end of the month `end`."""
    earlier = sorted({moment for past in history.values() for moment in past if moment < end})
    first_year, fiscal = survey.dataset.strategy.first_year, survey.fiscal_year
    began = end >= month_index(first_year, 1)
    step = history_frequency(survey.dataset).months
    started = bool(earlier) and earlier[0] <= month_index(first_year, 1) - 1 + step
    known = survey.dataset.indicators
    frequencies = dict(zip(known["code"].tolist(), map(Frequency, known["frequency"]), strict=True))
    judged = _judged_ends(survey, end)
    found = {}
    for code, status in now.items():
        past, run = history.get(code, {}), 0
        while run < len(earlier) and past.get(earlier[-run - 1]) is status:
            run += 1
        # a month inside a quarter is no quarter more
        first = _first_period(earlier[-run] if run else end, frequencies[code], fiscal)
        quarters = run + (end % 3 == 0 or run == 0) if began else 0
        ends = [judged.get((code, moment)) for moment in (*earlier[len(earlier) - run :], end)]
        frequency = frequencies[code]
        found[code] = StatusDuration(
            quarters, first, started and run == len(earlier), frequency, _in_a_row(ends, frequency.months)
        )
    return found


def _first_period(end: int, frequency: Frequency, fiscal_year: FiscalYear) -> Period:
    """The period that ends with the month: of the indicator's own length where such a one ends then, else a quarter."""
    months = next((span for span in (frequency.months, _QUARTER) if span >= _QUARTER and end % span == 0), 1)
    return fiscal_year.ending(end, months)


def _judged_ends(survey: Survey, end: int) -> dict[tuple[str, int], int]:
    """By code and moment the end of the judged value's period; the day shown is the moment `end`."""
    frames = (survey.indicator_history, survey.now.indicators.assign(moment=end))
    return {
        (code, moment): int(last)
        for frame in frames
        for code, moment, last in zip(*(frame[n].tolist() for n in ("code", "moment", "end")), strict=True)
        if not pd.isna(last)
    }


def _in_a_row(ends: Iterable[int | None], months: int) -> int:
    """How many periods of so many months, up to the last judged one, follow one another without a gap."""
    judged = {end for end in ends if end is not None}
    last = max(judged, default=0)
    return next(n for n in range(len(judged) + 1) if last - n * months not in judged)
