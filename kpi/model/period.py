"""Periods and month indexes (METHOD 2): a period is judged at its end; time is counted in month indexes.

A month index counts the months of the strategy's own years: 12*Y + 1 is the first month of its year Y, whichever month
of the calendar that is. All arithmetic (halves, quarters, ends of years) is done in them; `FiscalYear` is the one way
between an index and a day, and every period carries it.
"""

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date

from kpi.model.enums import Frequency

_CODE = re.compile(
    r"(?P<fiscal>FY)?(?P<year>\d{4})(?:-(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?"
)
#: of one indicator no more reports than this are asked for whose deadline has passed, nor more that are still in time
MOST_PERIODS = 12
_FREQUENCY = {12: Frequency.YEAR, 6: Frequency.HALF_YEAR, 3: Frequency.QUARTER, 1: Frequency.MONTH}


def month_index(year: int, month: int) -> int:
    """Index of the `month`-th month of a strategy's year: 12*Y + month (METHOD 2)."""
    return 12 * year + month


def index_year(index: int) -> int:
    """The year of the strategy that a month index lies in."""
    return (index - 1) // 12


def index_number(index: int) -> int:
    """Which month of its year a month index is, from 1."""
    return (index - 1) % 12 + 1


@dataclass(frozen=True, slots=True, order=True)
class FiscalYear:
    """The years of a strategy: each begins with the same month of the calendar and is called by the year it ends in.

    first_month  1-12; with 7 the year 2026 is 01.07.2025-30.06.2026, with 1 it is the calendar's
    """

    first_month: int

    def __post_init__(self) -> None:
        if not 1 <= self.first_month <= 12:
            raise ValueError(f"no such month: {self.first_month}")

    def label(self, year: int) -> str:
        """What a year is called: 2026, or 2025/26 where it lies in two years of the calendar."""
        return str(year) if self.is_calendar else f"{year - 1}/{year % 100:02d}"

    @property
    def is_calendar(self) -> bool:
        """Whether the years are those of the calendar."""
        return self.first_month == 1

    @property
    def ahead(self) -> int:
        """By how many months an index is ahead of the calendar's 12*Y + month: 6 where a year begins in July."""
        return (13 - self.first_month) % 12

    def month_of(self, index: int) -> tuple[int, int]:
        """The calendar's (year, month) of a month index."""
        calendar = index - self.ahead
        return index_year(calendar), index_number(calendar)

    def index_of(self, year: int, month: int) -> int:
        """The month index of a month of the calendar; the inverse of `month_of`."""
        return month_index(year, month) + self.ahead

    def first_day(self, index: int) -> date:
        """The first day of the month with this index."""
        return date(*self.month_of(index), 1)

    def last_day(self, index: int) -> date:
        """The last day of the month with this index."""
        year, month = self.month_of(index)
        return date(year, month, monthrange(year, month)[1])

    def year_begins(self, year: int) -> date:
        """The first day of a year of the strategy."""
        return self.first_day(month_index(year, 1))

    def year_ends(self, year: int) -> date:
        """The last day of a year of the strategy."""
        return self.last_day(month_index(year, 12))

    def completed(self, day: date) -> int:
        """Index of the last month that is complete on `day`: a period may be judged once it has ended."""
        reached = self.reached(day)
        return reached if day.day == monthrange(day.year, day.month)[1] else reached - 1

    def reached(self, day: date) -> int:
        """Index of the month that `day` lies in: the age of a value counts a begun month as a month."""
        return self.index_of(day.year, day.month)

    def period(self, year: int, span_months: int, number: int = 1) -> "Period":
        """A period of these years; ValueError where there is none such."""
        return Period(year, span_months, number, fiscal_year=self)

    def ending(self, index: int, span_months: int) -> "Period":
        """The period of `span_months` that ends in the month `index`; ValueError when none ends there."""
        number = index_number(index)
        if number % span_months:
            raise ValueError(f"no period of {span_months} months ends in month {number} of a year")
        return self.period(index_year(index), span_months, number // span_months)

    def month(self, year: int, month: int) -> "Period":
        """The month of the calendar."""
        return self.ending(self.index_of(year, month), 1)

    def parse(self, code: str) -> "Period":
        """Read "2023", "2023-H1", "2023-Q4" or "2023-07"; ValueError on anything else.

        Years, halves and quarters are the strategy's own, and where those are not the calendar's they may say so
        ("FY2023-Q4"); a month is the calendar's.
        """
        match = _CODE.fullmatch(code)
        if match is None or (match["fiscal"] and (self.is_calendar or match["month"])):
            raise ValueError(f"no such period: {code!r}")
        year = int(match["year"])
        if match["month"]:
            return self.month(year, int(match["month"]))
        for group, span in (("half", 6), ("quarter", 3)):
            if match[group]:
                return self.period(year, span, int(match[group]))
        return self.period(year, 12)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A year, half-year, quarter or month: `number` counts the spans of `span_months` within `year` from 1.

    `year` is a year of the strategy, and `fiscal_year` tells which days that is.
    """

    year: int
    span_months: int
    number: int = 1
    fiscal_year: FiscalYear = field(kw_only=True)

    def __post_init__(self) -> None:
        if self.span_months not in _FREQUENCY or not 1 <= self.number <= 12 // self.span_months:
            raise ValueError(f"no such period: year {self.year}, {self.span_months} months, number {self.number}")

    @property
    def code(self) -> str:
        """What `FiscalYear.parse` reads: "2026-Q1", "FY2026-Q1" where years are not the calendar's, "2025-09"."""
        if self.span_months == 1:
            year, month = self.fiscal_year.month_of(self.end)
            return f"{year}-{month:02d}"
        named = f"{'' if self.fiscal_year.is_calendar else 'FY'}{self.year}"
        return {12: named, 6: f"{named}-H{self.number}", 3: f"{named}-Q{self.number}"}[self.span_months]

    @property
    def is_year(self) -> bool:
        """Whether it is a whole year."""
        return self.span_months == Frequency.YEAR.months

    @property
    def frequency(self) -> Frequency:
        return _FREQUENCY[self.span_months]

    @property
    def end(self) -> int:
        """Month index of the last month."""
        return month_index(self.year, self.number * self.span_months)

    @property
    def written_number(self) -> int:
        """The number beside the year in a workbook: of a month the one that it has in the calendar."""
        return self.fiscal_year.month_of(self.end)[1] if self.span_months == 1 else self.number

    @property
    def start_date(self) -> date:
        """The first day."""
        return self.fiscal_year.first_day(self.end - self.span_months + 1)

    @property
    def end_date(self) -> date:
        """The last day."""
        return self.fiscal_year.last_day(self.end)

    def __str__(self) -> str:
        return self.code


def named_period(code: str) -> Period:
    """The period of a code, good for its name and nothing else: code and name are the same in whichever month years
    that are not the calendar's begin; the days of "FY2026-Q1" only `FiscalYear.parse` of its strategy knows.
    """
    return FiscalYear(7 if code.startswith("FY") else 1).parse(code)
