"""What two releases say differently of values, targets, gaps and definitions: frames side by side, row by row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import pandas as pd

from kpi.measure.comparison import side_by_side
from kpi.measure.dataset import Dataset
from kpi.measure.in_force import TARGET_KEY, targets_in_force
from kpi.measure.results import Survey
from kpi.model import FiscalYear, Frequency, GapReason, Period
from kpi.views.common.values import Record, number_or_none, records
from kpi.views.indicator.dossiers import day_or_none

_KEY = ["code", "end", "span_months"]
#: a period of which nothing is expected is no gap
_NO_GAP = frozenset({"", str(GapReason.NOT_DUE), str(GapReason.NOT_APPLICABLE)})
#: what an indicator is: changed, its statuses before and after do not mean the same
DEFINING = ("name", "unit", "direction", "kind", "frequency", "baseline_value", "range_low", "range_high", "department")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A published value or gap that a release between the two, or the later one, replaced.

    released    the day of that release
    reason      the department's words, "" where none
    deed        "undo", "restore" or "withdrawal" of an editor, else ""
    department  of whoever sent it in, else the one that answers for the indicator; "" for an editor's deed
    """

    code: str
    period: Period
    old_value: float | None
    new_value: float | None
    old_gap: str
    new_gap: str
    released: date | None
    reason: str
    deed: str
    department: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseTargetDifference:
    """The planned value of a year's end in force at the release's day: before, after, and by which decision."""

    code: str
    period: Period
    old_value: float | None
    new_value: float | None
    decided: date | None
    act: str


@dataclass(frozen=True, slots=True)
class FilledGap:
    """A period without a value; `gap` why, "" where nothing was submitted in time. `value` None where none came."""

    code: str
    period: Period
    gap: str
    value: float | None


@dataclass(frozen=True, slots=True)
class DefinitionDifference:
    """A field of DEFINING that says something else now; texts as they stand, numbers in the unit, None = empty."""

    code: str
    field: str
    old: str | float | None
    new: str | float | None


def corrections(old: Survey, new: Survey) -> tuple[Correction, ...]:
    """The revisions of every release after `old` up to `new`; a sum of «лише сума» has none (decision 0005)."""
    frame = new.revisions
    if not old.dataset.releases.empty:
        frame = frame[frame["published"] > pd.Timestamp(old.now.known_at)]
    answers = dict(zip(new.dataset.indicators["code"], new.dataset.indicators["department"], strict=True))
    found = [
        Correction(
            code=str(row["code"]),
            period=_period(row, new.fiscal_year),
            old_value=number_or_none(row["old_value"]),
            new_value=number_or_none(row["new_value"]),
            old_gap=str(row["old_gap"]),
            new_gap=str(row["new_gap"]),
            released=day_or_none(row["published"]),
            reason=str(row["comment"]),
            deed=str(row["deed"]),
            department=str(row["department"] or ("" if row["deed"] else answers[row["code"]])),
        )
        for row in records(frame)
    ]
    return _ordered(found, new)


def target_differences(old: Survey, new: Survey) -> tuple[ReleaseTargetDifference, ...]:
    """Planned values that are in force in `new` and are others than those in force in `old`."""
    before, after, fiscal = _in_force(old), _in_force(new), new.fiscal_year
    both = before.merge(after, on=TARGET_KEY, how="outer", suffixes=("_old", "_new"))
    differs = (both["value_old"] != both["value_new"]) & ~(both["value_old"].isna() & both["value_new"].isna())
    found = [
        ReleaseTargetDifference(
            code=str(row["code"]),
            period=fiscal.ending(int(row["end"]), 12),
            old_value=number_or_none(row["value_old"]),
            new_value=number_or_none(row["value_new"]),
            decided=day_or_none(row["decided_new"]),
            act="" if pd.isna(row["act_new"]) else str(row["act_new"]),
        )
        for row in records(both[differs])
    ]
    return _ordered(found, new)


def _in_force(survey: Survey) -> pd.DataFrame:
    """The last version of every planned value decided by the day judged at and published by the release."""
    rows = targets_in_force(survey.dataset.targets, survey.now.as_of, survey.now.known_at)
    return rows[[*TARGET_KEY, "value", "decided", "act"]]


def new_values(old: Survey, new: Survey) -> dict[str, int]:
    """By code: periods that have a value and had none."""
    both = _totals(old, new)
    fresh = both[both["value_new"].notna() & both["value_old"].isna()]
    counted = fresh.groupby("code", sort=True).size()
    return {str(code): int(n) for code, n in counted.items()}


def filled_gaps(old: Survey, new: Survey) -> tuple[FilledGap, ...]:
    """Gaps of `old` that have a value in `new`: reported ones of periods that were over, and overdue ones."""
    both, late = _totals(old, new), _overdue(old)
    over = both["end"] <= old.fiscal_year.completed(old.now.as_of)
    gap = over & ~both["gap_old"].isin(_NO_GAP)
    overdue = pd.MultiIndex.from_frame(both[_KEY]).isin(late)
    awaited = (both["gap_old"] == "") & both["value_old"].isna() & pd.Series(overdue, index=both.index)
    rows = both[both["value_new"].notna() & (gap | awaited)]
    return _ordered([_filled(row, "gap_old", new.fiscal_year) for row in records(rows)], new)


def new_indicators(old: Survey, new: Survey) -> tuple[FilledGap, ...]:
    """Gaps of `new` that were none in `old`: reported ones of periods that are over, and overdue ones."""
    both = _totals(old, new)
    over = both["end"] <= new.fiscal_year.completed(new.now.as_of)
    reported = over & ~both["gap_new"].isin(_NO_GAP) & both["gap_old"].isin(_NO_GAP) & both["value_old"].isna()
    found = [_filled(row, "gap_new", new.fiscal_year) for row in records(both[reported])]
    known = set(old.dataset.indicators["code"])
    missed = (key for key in _overdue(new) - _overdue(old) if key[0] in known)
    return _ordered(
        [*found, *(FilledGap(c, new.fiscal_year.ending(end, span), "", None) for c, end, span in missed)], new
    )


def _filled(row: Record, gap: str, fiscal_year: FiscalYear) -> FilledGap:
    return FilledGap(str(row["code"]), _period(row, fiscal_year), str(row[gap]), number_or_none(row["value_new"]))


def _overdue(survey: Survey) -> set[tuple[str, int, int]]:
    """(code, end, months) of the last period of every indicator whose report should be there and is not."""
    rows, known = survey.now.indicators, survey.dataset.indicators
    months = {str(c): Frequency(str(f)).months for c, f in zip(known["code"], known["frequency"], strict=True)}
    late = rows[rows["overdue"] & rows["due_end"].notna()]
    return {(str(c), int(end), months[str(c)]) for c, end in zip(late["code"], late["due_end"], strict=True)}


def _totals(old: Survey, new: Survey) -> pd.DataFrame:
    """Values and gaps of every period that either release has (`side_by_side`)."""
    both = side_by_side(old.dataset, new.dataset)
    return both[both["breakdown"] == ""]


def redefinitions(old: Survey, new: Survey) -> tuple[DefinitionDifference, ...]:
    """Fields of DEFINING that differ, of indicators that both have."""
    before, after = (_cards(one.dataset) for one in (old, new))
    return tuple(
        DefinitionDifference(code, name, before[code][name], card[name])
        for code, card in after.items()
        if code in before
        for name in DEFINING
        if before[code][name] != card[name]
    )


def _cards(dataset: Dataset) -> Mapping[str, Mapping[str, str | float | None]]:
    return {
        str(row["code"]): {n: v if isinstance(v := row[n], str) else number_or_none(v) for n in DEFINING}
        for row in records(dataset.indicators[["code", *DEFINING]])
    }


Entry = TypeVar("Entry", Correction, ReleaseTargetDifference, FilledGap)


def _ordered(entries: list[Entry], survey: Survey) -> tuple[Entry, ...]:
    """In the order of the indicators of the later release, then of time."""
    place = {str(code): n for n, code in enumerate(survey.dataset.indicators["code"])}
    return tuple(sorted(entries, key=lambda e: (place.get(e.code, len(place)), e.code, e.period.end)))


def _period(row: Record, fiscal_year: FiscalYear) -> Period:
    return fiscal_year.ending(int(row["end"]), int(row["span_months"]))
