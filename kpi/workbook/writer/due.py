"""Which rows a template asks for: every indicator and period that has no row yet, up to a given period."""

from dataclasses import dataclass
from datetime import date

from kpi.model import MOST_PERIODS, FiscalYear, GoalBook, Indicator, Observation, Period, month_index, parent_code


@dataclass(frozen=True, slots=True)
class DueRow:
    """One row to fill in.

    last      the last value of the same indicator and breakdown before the period, None where there is none
    deadline  by when it is due, None where nobody asks
    """

    indicator: Indicator
    period: Period
    breakdown: str
    last: Observation | None
    deadline: date | None = None


def next_quarter(book: GoalBook, fiscal_year: FiscalYear) -> Period:
    """The quarter after the last one that the book has a row in; the plan's first where it has none."""
    ends = [o.period.end for o in book.observations]
    if not ends:
        years = [year for i in book.indicators for year, _ in i.targets] or [i.target_year for i in book.indicators]
        return fiscal_year.period(min(years), 3)
    return fiscal_year.ending((max(ends) // 3 + 1) * 3, 3)


def due_rows(book: GoalBook, until: Period) -> list[DueRow]:
    """The rows to fill in, indicator by indicator, period by period, the total before its breakdown.

    What is suspended on the last day is not asked for, its older holes neither (decision 0050). Before an indicator's
    first row nothing is asked for; one that was never reported is asked for the last year only.
    """
    rows: list[DueRow] = []
    for indicator in book.indicators:
        if is_suspended(book, indicator.code, until.end_date):
            continue
        own = [o for o in book.observations if o.code == indicator.code]
        valued = sorted((o for o in own if o.value is not None), key=lambda o: o.period.end)
        for period in _due_periods(indicator, own, until):
            if not is_suspended(book, indicator.code, period.end_date):
                parts = ["", *(part for part in _parts(own) if part)]
                last = {o.breakdown: o for o in valued if o.period.end < period.end}
                rows += [DueRow(indicator, period, part, last.get(part)) for part in parts]
    return rows


def is_suspended(book: GoalBook, code: str, day: date) -> bool:
    """Whether the indicator, or a goal above it, is suspended on this day; both days of a suspension belong to it."""
    above: set[str] = set()
    step: str | None = code
    while step:
        above.add(step)
        step = parent_code(step)
    return any(s.code in above and s.since <= day and (s.until is None or day <= s.until) for s in book.suspensions)


def _due_periods(indicator: Indicator, own: list[Observation], until: Period) -> list[Period]:
    span = indicator.frequency.months
    baseline = month_index(indicator.baseline_year or 0, 12)
    there = {o.period.end for o in own}
    begun = min((end for end in there if end > baseline), default=max([until.end - 12, *there]))
    first = begun // span * span + span
    return [until.fiscal_year.ending(end, span) for end in range(first, until.end + 1, span) if end not in there][
        -MOST_PERIODS:
    ]


def _parts(own: list[Observation]) -> list[str]:
    """The breakdown of the last period that has one, in the order of its rows."""
    with_parts = [o for o in own if o.breakdown]
    if not with_parts:
        return []
    latest = max(o.period.end for o in with_parts)
    return [o.breakdown for o in with_parts if o.period.end == latest]
