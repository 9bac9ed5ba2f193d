"""Which changes need an explanation, and the explanations put into the rows they are about."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import pandas as pd

from kpi.measure.comparison import StatusChange
from kpi.measure.dataset import Dataset
from kpi.measure.in_force import observations_in_force
from kpi.model import JUDGED, SEVERITY_ORDER, Kind, Observation, Period, Status
from kpi.services.publishing.changes import ChangeKind, Changes, ValueChange
from kpi.services.publishing.keys import observation_key, row_key
from kpi.services.publishing.uploaded_workbook import CheckedWorkbook, with_book

#: a value that moves by more than this share of the one before it needs an explanation
JUMP = 0.20
LONGEST_COMMENT = 2000
_BESIDE = ["code", "breakdown", "span_months"]


class ExplanationReason(StrEnum):
    WORSE = "worse"  # the status worsens
    REVISED = "revised"  # a published value changes or goes
    JUMP = "jump"  # the value moves by over 20 %


@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredExplanation:
    """A row (or a whole indicator: `period` None) that needs words, and the words that it has, "" for none yet."""

    key: str
    code: str
    period: Period | None
    breakdown: str
    reasons: tuple[ExplanationReason, ...]
    explanation: str


def required_explanations(
    found: Changes, statuses: Iterable[StatusChange], jumped: Mapping[str, float], texts: Mapping[str, str]
) -> tuple[RequiredExplanation, ...]:
    """What needs an explanation. A comment in the row itself is one, unless it is the comment that stood there before.

    statuses  of the goal's indicators
    jumped    share by which the value of a row moved, by the row's key
    texts     explanations given for keys without a row that could hold them
    """
    reasons: dict[str, list[ExplanationReason]] = {}
    by_key = {value.key: value for value in found.values}
    for change in statuses:
        if _worse(change):
            reasons.setdefault(_last_row(found.values, change.code), []).append(ExplanationReason.WORSE)
    for value in found.values:
        if value.moved:
            reasons.setdefault(value.key, []).append(ExplanationReason.REVISED)
        if abs(jumped.get(value.key, 0.0)) > JUMP:
            reasons.setdefault(value.key, []).append(ExplanationReason.JUMP)
    return tuple(_need(key, by_key.get(key), why, texts) for key, why in reasons.items())


def _need(
    key: str, value: ValueChange | None, why: Iterable[ExplanationReason], texts: Mapping[str, str]
) -> RequiredExplanation:
    if value is None:
        return RequiredExplanation(
            key=key, code=key, period=None, breakdown="", reasons=tuple(why), explanation=texts.get(key, "")
        )
    # what was written for this very change counts, though it may be word for word what stood there before
    said = texts.get(key, "") or ("" if value.kind is ChangeKind.REMOVED else value.fresh_comment)
    return RequiredExplanation(
        key=key, code=value.code, period=value.period, breakdown=value.breakdown, reasons=tuple(why), explanation=said
    )


def _worse(change: StatusChange) -> bool:
    """A judged indicator that is judged worse, or no longer for want of data."""
    if change.before is None or change.before not in JUDGED or change.after is Status.SUSPENDED:
        return False
    return SEVERITY_ORDER.index(change.after) < SEVERITY_ORDER.index(change.before)


def _last_row(values: Iterable[ValueChange], code: str) -> str:
    """The key of the last changed total of an indicator; of the indicator where none of its totals changes."""
    own = [v for v in values if v.code == code and not v.breakdown and v.kind is not ChangeKind.REMOVED]
    return max(own, key=lambda v: v.period.end).key if own else row_key(code)


def jumps(after: Dataset) -> dict[str, float]:
    """By how much of the value before it each value moves, by the row's key; from zero to anything is infinite.

    A running total of the year is compared with the same period a year earlier: it begins anew each January.
    """
    rows = observations_in_force(after.observations)
    rows = rows[rows["value"].notna()].sort_values("end", kind="stable")
    kinds = after.indicators.set_index("code")["kind"]
    yearly = (rows["code"].map(kinds) == Kind.YTD).to_numpy()
    before = rows.groupby(_BESIDE, sort=False)["value"].shift()
    if yearly.any():
        month = rows["end"] % 12
        before = before.mask(yearly, rows.groupby([*_BESIDE, month], sort=False)["value"].shift())
    share = (rows["value"] - before) / before.abs()
    keys = zip(rows["code"], rows["end"], rows["span_months"], rows["breakdown"], strict=True)
    named = [row_key(code, Period.ending(end, span), part) for code, end, span, part in keys]
    moved = pd.Series(share.to_numpy(), index=named).dropna()
    return {str(key): float(value) for key, value in moved.items()}


def with_explanations(checked: CheckedWorkbook, texts: Mapping[str, str]) -> CheckedWorkbook:
    """The same file, each explanation in the comment of the row that it is about."""
    book = checked.reading.goal_book
    if book is None or not texts:
        return checked
    rows = tuple(_with_text(o, texts.get(observation_key(o), "")) for o in book.observations)
    return with_book(checked, replace(book, observations=rows))


def _with_text(observation: Observation, text: str) -> Observation:
    if not text:
        return observation
    if not observation.comment:
        return replace(observation, comment=text)
    ended = observation.comment if observation.comment[-1] in ".!?…" else f"{observation.comment}."
    return replace(observation, comment=f"{ended} {text}"[:LONGEST_COMMENT])


def row_keys(checked: CheckedWorkbook) -> Iterator[str]:
    """Keys of all rows of the file."""
    if checked.reading.goal_book is not None:
        yield from map(observation_key, checked.reading.goal_book.observations)
