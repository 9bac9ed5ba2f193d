"""Periods and month indexes (METHOD 2): a period is judged at its end; time is counted in month indexes."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from kpi.model.enums import Frequency

_CODE = re.compile(r"(?P<year>\d{4})(?:-(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?")
_FREQUENCY = {12: Frequency.YEAR, 6: Frequency.HALF_YEAR, 3: Frequency.QUARTER, 1: Frequency.MONTH}


def month_index(year: int, month: int) -> int:
    """Month index of a month: 12*Y + month (METHOD 2)."""
    return 12 * year + month


def index_year_month(index: int) -> tuple[int, int]:
    """The (year, month) of a month index; the inverse of `month_index`."""
    year, month = divmod(index - 1, 12)
    return year, month + 1


def index_end_date(index: int) -> date:
    """The last day of the month with this index."""
    year, month = index_year_month(index)
    return date(year, month, monthrange(year, month)[1])


def completed_index(day: date) -> int:
    """Index of the last month that is complete on `day`: a period may be judged once it has ended."""
    index = month_index(day.year, day.month)
    return index if day == index_end_date(index) else index - 1


def reached_index(day: date) -> int:
    """Index of the month that `day` lies in: the age of a value counts a begun month as a month."""
    return month_index(day.year, day.month)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A year, half-year, quarter or month: `number` counts the spans of `span_months` within `year` from 1."""

    year: int
    span_months: int
    number: int = 1

    def __post_init__(self) -> None:
        if self.span_months not in _FREQUENCY or not 1 <= self.number <= 12 // self.span_months:
            raise ValueError(f"no such period: year {self.year}, {self.span_months} months, number {self.number}")

    @classmethod
    def parse(cls, code: str) -> "Period":
        """Read "2023", "2023-H1", "2023-Q4" or "2023-07"; ValueError on anything else."""
        match = _CODE.fullmatch(code)
        if match is None:
            raise ValueError(f"no such period: {code!r}")
        year = int(match["year"])
        for group, span in (("half", 6), ("quarter", 3), ("month", 1)):
            if match[group]:
                return cls(year, span, int(match[group]))
        return cls(year, 12)

    @classmethod
    def ending(cls, index: int, span_months: int) -> "Period":
        """The period of `span_months` that ends in the month `index`; ValueError when none ends there."""
        year, month = index_year_month(index)
        if month % span_months:
            raise ValueError(f"no period of {span_months} months ends in month {month}")
        return cls(year, span_months, month // span_months)

    @property
    def code(self) -> str:
        return {
            12: f"{self.year}",
            6: f"{self.year}-H{self.number}",
            3: f"{self.year}-Q{self.number}",
            1: f"{self.year}-{self.number:02d}",
        }[self.span_months]

    @property
    def frequency(self) -> Frequency:
        return _FREQUENCY[self.span_months]

    @property
    def end(self) -> int:
        """Month index of the last month."""
        return month_index(self.year, self.number * self.span_months)

    @property
    def end_date(self) -> date:
        return index_end_date(self.end)

    def __str__(self) -> str:
        return self.code
