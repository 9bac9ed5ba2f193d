"""Which value is due when: every period of every indicator with the day its value must be there by.

A period's value is due `term_days` of its frequency after the period's end; one that the plan opens with a delay is
due that much later, one whose term was extended on the day that was granted (see `measuring`, which tells with the same
days what is overdue). Where the plan names no term a report is awaited once its period has ended, and never late: its
deadline is NaT, which no day has passed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kpi.measure.core.arrays import texts
from kpi.measure.dataset import Dataset
from kpi.measure.in_force import observations_in_force
from kpi.model import MOST_PERIODS, FiscalYear, Frequency, GapReason, Level, month_index

#: one row per indicator and period of its frequency within the strategy, up to its target date, ordered by indicator
#: and end
DEADLINES: Mapping[str, str] = MappingProxyType(
    {
        "code": "str",
        "end": "int32",  # month index of the period's last month
        "span_months": "int8",
        "closed": "int32",  # month index of the month whose end starts the term: `end` and the delay
        "deadline": "datetime64[s]",  # NaT where the plan names no term for the frequency
    }
)


def deadlines(dataset: Dataset) -> pd.DataFrame:
    """`DEADLINES` of the whole plan, without periods at whose end the indicator or a goal above it is suspended.

    Nothing is due of periods before the strategy begins, even where the baseline lies further back.
    """
    indicators = dataset.indicators
    months = indicators["frequency"].map({f.value: f.months for f in Frequency}).to_numpy(dtype=np.int64)
    begin = month_index(dataset.strategy.first_year, 1) - 1
    baseline = np.maximum(indicators["baseline_end"].fillna(begin).to_numpy(dtype=np.int64), begin)
    target = indicators["target_end"].to_numpy(dtype=np.int64)
    counts = np.maximum(target // months - baseline // months, 0)
    at = np.repeat(np.arange(len(indicators)), counts)
    ordinal = np.arange(counts.sum()) - np.repeat(counts.cumsum() - counts, counts) + 1
    ends = (baseline[at] // months[at] + ordinal) * months[at]
    closed = ends + indicators["delay_months"].fillna(0).to_numpy(dtype=np.int64)[at]
    fiscal = dataset.strategy.fiscal_year
    kept = ~_suspended(dataset, at, _last_day(ends, fiscal))
    terms = [dataset.strategy.term_days(int(span)) for span in months]
    days = np.array(["NaT" if term is None else term for term in terms], dtype="timedelta64[D]")[at]
    found = pd.DataFrame(
        {
            "code": indicators["code"].array.take(at),
            "end": ends,
            "span_months": months[at],
            "closed": closed,
            "deadline": _last_day(closed, fiscal) + days,
        }
    )
    return _extended(found[kept].astype(dict(DEADLINES)), dataset).reset_index(drop=True)


def asked_by(dataset: Dataset, last: date) -> Dataset:
    """The dataset of which nothing is due that ends after a day: what came later is asked for by another edition."""
    end = dataset.strategy.fiscal_year.completed(last)
    targets = dataset.indicators["target_end"]
    if not (targets > end).any():
        return dataset
    return replace(dataset, indicators=dataset.indicators.assign(target_end=targets.clip(upper=end)))


@dataclass(frozen=True, slots=True)
class Extension:
    """A later deadline that was granted for one report, and why."""

    deadline: date
    reason: str


def extensions(dataset: Dataset) -> dict[tuple[str, int], Extension]:
    """By the indicator's code and the month index of the period's end."""
    frame = dataset.extensions
    if frame.empty:
        return {}
    rows = zip(frame["code"], frame["end"], frame["deadline"], frame["reason"], strict=True)
    return {(str(code), int(end)): Extension(day.date(), str(reason)) for code, end, day, reason in rows}


def _extended(due: pd.DataFrame, dataset: Dataset) -> pd.DataFrame:
    """The same with the later deadlines that were granted."""
    if dataset.extensions.empty:
        return due
    granted = dataset.extensions.set_index(["code", "end"])["deadline"]
    later = granted.reindex(pd.MultiIndex.from_frame(due[["code", "end"]])).set_axis(due.index)
    return due.assign(deadline=due["deadline"].where(later.isna() | (later < due["deadline"]), later))


def is_report(observations: pd.DataFrame, fiscal_year: FiscalYear) -> NDArray[np.bool_]:
    """Which rows answer what is due: a value, or a gap that is explained by a reason or a comment.

    «Н/д» alone says no more than silence, and a preliminary value from before its period's end awaits the final one.
    """
    bare = (texts(observations["gap"]) == str(GapReason.NO_VALUE)) & (texts(observations["comment"]) == "")
    last = _last_day(observations["end"].to_numpy(dtype=np.int64), fiscal_year)
    begun = observations["published"].to_numpy().astype("datetime64[D]") <= last
    return cast(NDArray[np.bool_], ~(bare | (observations["preliminary"].to_numpy(dtype=bool) & begun)))


def reported_periods(dataset: Dataset) -> pd.DataFrame:
    """`code` and `end` of the periods that have a report of the total (`is_report`)."""
    rows = observations_in_force(dataset.observations)
    there = rows[(rows["breakdown"] == "") & is_report(rows, dataset.strategy.fiscal_year)]
    return there[["code", "end"]].drop_duplicates().reset_index(drop=True)


def awaited_periods(due: pd.DataFrame, there: pd.DataFrame) -> pd.DataFrame:
    """The rows of `due` (`DEADLINES`) whose period is not among those reported."""
    found = pd.MultiIndex.from_frame(there[["code", "end"]])
    return due[~pd.MultiIndex.from_frame(due[["code", "end"]]).isin(found)].reset_index(drop=True)


def due_reports(dataset: Dataset, day: date, until: int | None = None) -> pd.DataFrame:
    """The reports that are due on a day: the rows of `DEADLINES` whose period has ended and waits for its report.

    One rule for the form, its workbook, letters, the list of who has not reported, and terms (decision 0050). A period
    that a later report has passed over is among them. Before the first report of an indicator only the year of its
    last term is asked for: further back it was not measured. Nothing is asked of what is suspended on the day.

    until  month index of the last month of which a report may be due; None = the last that has ended
    """
    until = dataset.strategy.fiscal_year.completed(day) if until is None else until
    due, there = deadlines(dataset), reported_periods(dataset)
    due = due[(due["end"] <= until) & ~due["code"].isin(suspended_on(dataset, day))]
    late = due["deadline"] < pd.Timestamp(day)
    last = due.groupby("code")["end"].max()
    last = due[late].groupby("code")["end"].max().reindex(last.index).fillna(last)
    first = there.merge(due[["code", "end"]]).groupby("code")["end"].min().reindex(last.index)
    begun = first.clip(upper=(last - 1) // 12 * 12).fillna((last - 1) // 12 * 12)
    waiting = awaited_periods(due[due["end"] > due["code"].map(begun)], there)
    late = waiting["deadline"] < pd.Timestamp(day)
    after = waiting.groupby([waiting["code"], late]).cumcount(ascending=False)
    return waiting[after < MOST_PERIODS].reset_index(drop=True)


def last_asked(dataset: Dataset) -> date | None:
    """The last deadline, or the last end of a period where the plan names no term for it; None where nothing is due."""
    due = deadlines(dataset)
    ends = pd.Series(_last_day(due["closed"].to_numpy(dtype=np.int64), dataset.strategy.fiscal_year), due.index)
    last = due["deadline"].fillna(ends).max()
    return None if pd.isna(last) else last.date()


def suspended_on(dataset: Dataset, day: date) -> frozenset[str]:
    """Codes of the indicators that are suspended on a day, by themselves or by what stands above them."""
    codes = dataset.indicators["code"]
    at = np.arange(len(codes))
    found = _suspended(dataset, at, np.full(len(codes), np.datetime64(day)))
    return frozenset(codes[found].astype(str))


def departments_of(dataset: Dataset) -> pd.Series:
    """The department of each indicator (index: its code): the code of «Підрозділи», or a name that has no row there."""
    return dataset.indicators.set_index("code")["department"]


def _last_day(index: NDArray[np.int64], fiscal_year: FiscalYear) -> NDArray[np.datetime64]:
    """The last day of the months with these indexes."""
    following: NDArray[np.datetime64] = (
        (index - fiscal_year.index_of(1970, 1) + 1).astype("datetime64[M]").astype("datetime64[D]")
    )
    last: NDArray[np.datetime64] = following - np.timedelta64(1, "D")
    return last


def _suspended(dataset: Dataset, at: NDArray[np.int64], day: NDArray[np.datetime64]) -> NDArray[np.bool_]:
    """Whether the indicator at position `at`, or a node above it, is suspended on `day` (both days included)."""
    chains = above(dataset)
    frame = dataset.suspensions
    since, until = (frame[name].to_numpy().astype("datetime64[D]") for name in ("since", "until"))
    found = np.zeros(len(at), dtype=bool)
    for number, named in enumerate(frame["code"].astype(str)):
        inside = (day >= since[number]) & (np.isnat(until[number]) | (day <= until[number]))
        below = np.array([named in codes for codes in chains], dtype=bool)
        found |= inside & below[at]
    return found


def above(dataset: Dataset) -> list[set[str]]:
    """For each indicator its own code and those of the nodes above it."""
    parents = {
        (level, code): (parent_level, parent)
        for level, code, parent_level, parent in zip(
            *(dataset.nodes[name] for name in ("level", "code", "parent_level", "parent")), strict=True
        )
    }
    chains = []
    for code, goal in zip(dataset.indicators["code"], dataset.indicators["goal"], strict=True):
        chain, step = {str(code), str(goal)}, (Level.OPERATIONAL_GOAL.value, str(goal))
        while (step := parents.get(step, ("", ""))) != ("", ""):
            chain.add(step[1])
        chains.append(chain)
    return chains
