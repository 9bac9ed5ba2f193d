"""Which values are to be reported now, by indicator and period; as rows of the workbook of all goals."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

import pandas as pd

from kpi.measure.dataset import Dataset
from kpi.measure.deadlines import due_reports
from kpi.model import Indicator, Observation, Period, code_sort_key
from kpi.workbook.writer.due import DueRow

Key = tuple[str, Period]


def due_periods(
    dataset: Dataset, codes: Collection[str], day: date, until: int | None = None
) -> dict[Key, date | None]:
    """The periods of these indicators that wait for a report, with their deadlines (`due_reports`); None without a
    term."""
    fiscal, due = dataset.strategy.fiscal_year, due_reports(dataset, day, until)
    due = due[due["code"].isin(codes)]
    rows = zip(due["code"], due["end"], due["span_months"], due["deadline"], strict=True)
    return {
        (str(code), fiscal.ending(int(end), int(span))): None if pd.isna(at) else at.date()
        for code, end, span, at in rows
    }


def rows_due(
    dataset: Dataset,
    indicators: Mapping[str, Indicator],
    observations: Iterable[Observation],
    day: date,
    until: int | None = None,
) -> list[DueRow]:
    """The rows of the workbook of all goals, by deadline: what is overdue stands first.

    indicators    those that are asked for, by code
    observations  that stand, for the last values
    day, until    as in `due_reports`
    """
    last: dict[str, list[Observation]] = {}
    for one in sorted(observations, key=lambda one: -one.period.end):
        if one.value is not None and not one.breakdown:
            last.setdefault(one.code, []).append(one)
    asked = due_periods(dataset, indicators, day, until).items()
    return [
        DueRow(
            indicator=indicators[code],
            period=period,
            breakdown="",
            last=next((one for one in last.get(code, ()) if one.period.end < period.end), None),
            deadline=deadline,
        )
        for (code, period), deadline in sorted(asked, key=_urgency)
    ]


def _urgency(asked: tuple[Key, date | None]) -> tuple[date, tuple[tuple[int, int, str], ...], int]:
    (code, period), deadline = asked
    return deadline or date.max, code_sort_key(code), period.end
