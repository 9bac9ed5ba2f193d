"""Since when: how many quarters an indicator has had its present status."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kpi.measure.results import Survey
from kpi.model import Period, Status, month_index
from kpi.text import Text
from kpi.views.course import first_day

MOST_ORDINAL_WORDS = 10


@dataclass(frozen=True, slots=True)
class Since:
    """`quarters` consecutive quarters with the same status, the present one included; `first` the earliest of them,
    or the month that the day shown ends where the status is new in it. 0 before the strategy begins.
    """

    quarters: int
    first: Period
    from_start: bool

    def words(self, text: Text) -> str:
        """«від початку плану», «шостий квартал поспіль», «з III кв. 2026», "" before the strategy begins."""
        if not self.quarters:
            return ""
        if self.from_start and self.quarters > 1:
            return text.say("rows.since.start")
        if self.quarters < 2:
            month = self.first.span_months == 1
            first = text.date(date(self.first.year, self.first.number, 1)) if month else text.period(self.first)
            return text.say("rows.since.first", period=first)
        if self.quarters <= MOST_ORDINAL_WORDS:
            ordinal = text.say(f"rows.ordinal.{self.quarters}")
        else:
            ordinal = text.ordinal("rows.ordinal_figure", self.quarters)
        return text.say("rows.since.words", ordinal=ordinal)


#: Status of every indicator (by code) at every quarter of the history (month index), ascending.
History = Mapping[str, Mapping[int, Status]]


def statuses_by_quarter(survey: Survey) -> History:
    """The statuses of the survey's history; a quarter in which an indicator was not known is left out."""
    history = survey.indicator_history.sort_values("moment", kind="stable")
    found: dict[str, dict[int, Status]] = {}
    columns = (history[name].tolist() for name in ("code", "moment", "status"))
    for code, moment, status in zip(*columns, strict=True):
        if status:
            found.setdefault(str(code), {})[int(moment)] = Status(status)
    return found


def since_by_code(survey: Survey, history: History, now: Mapping[str, Status], end: int) -> dict[str, Since]:
    """`Since` of every indicator of `now`, judged at the end of the month `end`."""
    earlier = sorted({moment for past in history.values() for moment in past if moment < end})
    started = bool(earlier) and earlier[0] <= month_index(survey.dataset.strategy.first_year, 3)
    ahead = survey.now.as_of < first_day(survey)
    found = {}
    for code, status in now.items():
        past, run = history.get(code, {}), 0
        while run < len(earlier) and past.get(earlier[-run - 1]) is status:
            run += 1
        # a month inside a quarter is no quarter more
        first = Period.ending(earlier[-run], 3) if run else Period.ending(end, 1 if end % 3 else 3)
        found[code] = Since(0 if ahead else run + (end % 3 == 0 or run == 0), first, started and run == len(earlier))
    return found
