"""Reading workbooks: the whole check against raw reading by the same engine, and an edition through the child."""

import io

from benchmarks.timing import Timing, interleaved
from benchmarks.years import CALENDAR
from kpi.model import Direction, Frequency, GoalBook, Indicator, Observation, month_index
from kpi.workbook import read_bytes
from kpi.workbook.goal.goal_book import Expected
from kpi.workbook.reader.package import Workbook
from kpi.workbook.reading import read
from kpi.workbook.writer.whole_books import write_goal_book

INDICATORS, PERIODS = 12, 60
_FIRST_YEAR = 2022
_FIRST_MONTH = month_index(_FIRST_YEAR, 1)
_LAST_MONTH = _FIRST_MONTH + PERIODS - 1


def book(
    start: float = 30.5, goal: str = "1.1", department: str = "Управління", *, ends: int = _LAST_MONTH, last: float = 0
) -> bytes:
    """A goal workbook of 12 indicators with 60 months each, rising by a tenth a month from `start` in January 2022.

    ends  index of the last month; `last` is added to the values of that month
    """
    indicators = tuple(
        Indicator(
            code=f"{goal}.{number}",
            name=f"Показник {number}",
            unit="%",
            direction=Direction.INCREASE,
            department=department,
            targets=tuple((year, 40.0 + year - _FIRST_YEAR) for year in range(_FIRST_YEAR, _FIRST_YEAR + 5)),
            target_year=_FIRST_YEAR + 4,
            baseline_year=_FIRST_YEAR - 1,
            baseline_value=30.0,
            frequency=Frequency.MONTH,
        )
        for number in range(1, INDICATORS + 1)
    )
    observations = tuple(
        Observation(
            code=indicator.code,
            period=CALENDAR.ending(month, 1),
            value=start + (month - _FIRST_MONTH) / 10 + (last if month == ends else 0),
            comment="пояснення",
        )
        for indicator in indicators
        for month in range(ends - PERIODS + 1, ends + 1)
    )
    target = io.BytesIO()
    write_goal_book(GoalBook(goal=goal, indicators=indicators, observations=observations), target)
    return target.getvalue()


def timings() -> list[Timing]:
    """Raw reading, the check in this process, and the check through the child that serves uploads."""
    data = book()
    median = interleaved(
        {
            "raw": lambda: Workbook(data).read(lambda _: True),
            "check": lambda: read(data, "1.1.xlsx", Expected(fiscal_year=CALENDAR, goal="1.1")),
            "child": lambda: read_bytes(data, "1.1.xlsx", "1.1", fiscal_year=CALENDAR),
        }
    )
    raw = median["raw"]
    size = f"{INDICATORS} × {PERIODS}"
    return [
        Timing(name=f"workbook {size}: raw reading", value=raw, note="every cell with type, format and address"),
        Timing(
            name=f"workbook {size}: check",
            value=median["check"],
            ratio=median["check"] / raw,
            note="against raw reading",
            limit="≤ 3",
        ),
        Timing(
            name=f"workbook {size}: check in the child",
            value=median["child"],
            ratio=median["child"] / raw,
            note="as an upload is read",
        ),
    ]
