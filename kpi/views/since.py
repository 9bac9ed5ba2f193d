"""Since when: how many quarters an indicator has had its present status (DESIGN 3.1)."""

from dataclasses import dataclass

import pandas as pd

from kpi.measure.results import Survey
from kpi.model import Period, Status, month_index
from kpi.text import Text

MOST_ORDINAL_WORDS = 10


@dataclass(frozen=True, slots=True)
class Since:
    """`quarters` consecutive quarters with the same status, the present one included; `first` the earliest of them."""

    quarters: int
    first: Period
    from_start: bool

    def words(self, text: Text) -> str:
        """«від початку плану», «шостий квартал поспіль», «з III кв. 2026»."""
        if self.from_start and self.quarters > 1:
            return text.say("rows.since.start")
        if self.quarters < 2:
            return text.say("rows.since.first", period=text.period(self.first))
        if self.quarters <= MOST_ORDINAL_WORDS:
            ordinal = text.say(f"rows.ordinal.{self.quarters}")
        else:
            ordinal = text.ordinal("rows.ordinal.beyond", self.quarters)
        return text.say("rows.since.words", ordinal=ordinal)


def statuses_by_quarter(survey: Survey) -> pd.DataFrame:
    """Status of every indicator (row, by code) at every quarter of the history (column, month index), "" unknown."""
    history = survey.indicator_history
    return history.pivot_table(index="code", columns="moment", values="status", aggfunc="last", fill_value="")


def since_by_code(survey: Survey, table: pd.DataFrame, now: dict[str, Status], end: int) -> dict[str, Since]:
    """`Since` of every indicator of `now`, judged at the quarter ending in month `end`.

    table  `statuses_by_quarter` of the survey
    """
    earlier = [int(m) for m in table.columns if int(m) < end]
    started = bool(earlier) and earlier[0] <= month_index(survey.dataset.strategy.first_year, 3)
    past = dict(zip(table.index, table[earlier].to_numpy(), strict=True))
    found = {}
    for code, status in now.items():
        run = 0
        for before in reversed(past.get(code, ())):
            if before != status:
                break
            run += 1
        first = earlier[-run] if run else end
        found[code] = Since(run + 1, Period.ending(first, 3), started and run == len(earlier))
    return found
