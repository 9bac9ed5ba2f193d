"""Which values are to be reported now: one rule for the form, the workbook of all goals and the letters."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

import pandas as pd

from kpi.measure.dataset import Dataset
from kpi.measure.deadlines import awaited_periods, deadlines, reported_periods
from kpi.model import Indicator, Observation, Period, code_sort_key
from kpi.workbook.writer.due import MOST_PERIODS, DueRow

Key = tuple[str, Period]


def due_periods(dataset: Dataset, codes: Collection[str], there: pd.DataFrame, until: int) -> dict[Key, date]:
    """Every period that waits for a report, with its deadline: one that a later report passed over is among them.

    Before the first report of an indicator only the year of `until` is asked for: further back it was not measured.

    there  `reported_periods` of the dataset
    until  month index of the last month that has ended
    """
    table = deadlines(dataset)
    waiting = awaited_periods(table[table["code"].isin(codes) & (table["end"] <= until)], there)
    begun = there.merge(table[["code", "end"]]).groupby("code")["end"].min().clip(upper=(until - 1) // 12 * 12)
    waiting = waiting[waiting["end"] > waiting["code"].map(begun).fillna(0)]
    found: dict[Key, date] = {}
    fiscal = dataset.strategy.fiscal_year
    for code, own in waiting.groupby("code", sort=False):
        rows = own.tail(MOST_PERIODS)
        for end, span, day in zip(rows["end"], rows["span_months"], rows["deadline"], strict=True):
            found[str(code), fiscal.ending(int(end), int(span))] = pd.Timestamp(day).date()
    return found


def rows_due(
    dataset: Dataset, indicators: Mapping[str, Indicator], observations: Iterable[Observation], until: int
) -> list[DueRow]:
    """The rows of the workbook of all goals, by deadline: what is overdue stands first.

    indicators    those that are asked for, by code
    observations  that stand, for the last values
    until         as in `due_periods`
    """
    last: dict[str, list[Observation]] = {}
    for one in sorted(observations, key=lambda one: -one.period.end):
        if one.value is not None and not one.breakdown:
            last.setdefault(one.code, []).append(one)
    asked = due_periods(dataset, indicators, reported_periods(dataset), until).items()
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


def _urgency(asked: tuple[Key, date]) -> tuple[date, tuple[tuple[int, int, str], ...], int]:
    (code, period), deadline = asked
    return deadline, code_sort_key(code), period.end
