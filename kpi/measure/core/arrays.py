"""The dataset as integer-coded arrays: what the measuring core works on, for one community or for all of them.

Codes become positions, texts become the positions of their enum members, dates become days since 1970-01-01.
"""

import re
from dataclasses import dataclass, fields
from datetime import date
from typing import Self, cast

import numpy as np
import numpy.typing as npt
import pandas as pd

from kpi.measure.dataset import Dataset
from kpi.model import Direction, Frequency, Kind, Language, NoDataReason, Status

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
#: whole numbers of any width: columns as they are kept
Whole = npt.NDArray[np.signedinteger]
Bools = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.object_]

STATUSES = tuple(str(status) for status in Status)
REASONS = ("", *(str(reason) for reason in NoDataReason))
DIRECTIONS = tuple(str(direction) for direction in Direction)
KINDS = tuple(str(kind) for kind in Kind)

ALWAYS = np.iinfo(np.int64).min  # also what NaT becomes: «known always»
NEVER = np.iinfo(np.int64).max
#: baseline_end of an indicator without a baseline: every month lies after it
NO_END = -1


_CONFIRMED = "|".join(re.escape(word) for language in Language for word in language.typed("confirmed"))
#: a comment that begins so confirms a number whose scale is in doubt (METHOD 9)
CONFIRMED = re.compile(rf"\s*(?:{_CONFIRMED})\b", re.IGNORECASE)

#: numbers beyond floating point become NaN, «does not exist», without a warning on the way
silently = np.errstate(over="ignore", divide="ignore", invalid="ignore")


def real(numbers: Floats) -> Floats:
    """The numbers, NaN where one is not finite."""
    return np.where(np.isfinite(numbers), numbers, np.nan)


def status_code(status: Status) -> int:
    return STATUSES.index(status)


def direction_code(direction: Direction) -> int:
    return DIRECTIONS.index(direction)


def kind_code(kind: Kind) -> int:
    return KINDS.index(kind)


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return int(np.datetime64(day, "D").astype(np.int64))


def day_numbers(dates: pd.Series) -> Ints:
    """Days since 1970-01-01; NaT becomes `ALWAYS`."""
    return dates.to_numpy(dtype="datetime64[D]").astype(np.int64)


def texts(column: pd.Series) -> Texts:
    """The words of a column as an array, which is compared in a quarter of the time that the column is."""
    return cast(Texts, column.to_numpy(dtype=object))


def _floats(column: pd.Series) -> Floats:
    return column.to_numpy(dtype=np.float64)


def _ends(column: pd.Series) -> Ints:
    return column.to_numpy(dtype=np.int64, na_value=NO_END)


def _codes(column: pd.Series, names: tuple[str, ...]) -> Ints:
    return pd.Index(names).get_indexer(pd.Index(column)).astype(np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class ArrayBundle:
    """A bundle of equally long arrays."""

    def take(self, index: Ints) -> Self:
        """The bundle at these positions."""
        return type(self)(**{f.name: getattr(self, f.name)[index] for f in fields(self)})


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class IndicatorArrays(ArrayBundle):
    """(N,) arrays. Months are month indexes; `judged_months` is the span at which values are judged."""

    baseline_end: Ints
    baseline_value: Floats
    target_end: Ints
    direction: Ints
    kind: Ints
    frequency_months: Ints
    low: Floats
    high: Floats

    @property
    def judged_months(self) -> Ints:
        yearly = (self.kind == kind_code(Kind.FLOW)) | (self.kind == kind_code(Kind.YTD))
        return np.where(yearly, 12, self.frequency_months)

    @property
    def is_range(self) -> Bools:
        ranged: Bools = self.direction == direction_code(Direction.RANGE)
        return ranged


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class RowArrays(ArrayBundle):
    """(R,) arrays of total rows (no breakdown), ordered by indicator, end and preference, the preferred span last.

    known_from, known_to   days between which this revision is the one that counts (half open)
    source                 position in Dataset.observations
    confirmed              the comment says that the number is right as it stands (`CONFIRMED`)
    """

    indicator: Ints
    end: Ints
    span: Ints
    value: Floats  # NaN = a gap
    known_from: Ints
    known_to: Ints
    source: Ints
    confirmed: Bools


def indicator_arrays(indicators: pd.DataFrame) -> IndicatorArrays:
    """The arrays of `Dataset.indicators`, in its order."""
    months = np.array([Frequency(name).months for name in Frequency], dtype=np.int64)
    frequency = _codes(indicators["frequency"], tuple(str(f) for f in Frequency))
    return IndicatorArrays(
        baseline_end=_ends(indicators["baseline_end"]),
        baseline_value=_floats(indicators["baseline_value"]),
        target_end=_ends(indicators["target_end"]),
        direction=_codes(indicators["direction"], DIRECTIONS),
        kind=_codes(indicators["kind"], KINDS),
        frequency_months=months[frequency],
        low=_floats(indicators["range_low"]),
        high=_floats(indicators["range_high"]),
    )


def preference(span: Ints, kind: Ints, frequency_months: Ints) -> Ints:
    """Which of two periods that end together counts: the longer one; for levels first the one of the own frequency."""
    summed = np.isin(kind, [kind_code(Kind.FLOW), kind_code(Kind.YTD), kind_code(Kind.INCREMENT)])
    return span + np.where(~summed & (span == frequency_months), 100, 0)


def row_arrays(dataset: Dataset, indicators: IndicatorArrays) -> RowArrays:
    """The revisions of every total row with the days between which each one counts; removed ones are left out."""
    observations = dataset.observations
    position = positions(dataset.indicators["code"], observations["code"])
    chosen = np.flatnonzero((position >= 0) & (texts(observations["breakdown"]) == ""))
    at = position[chosen]
    end = observations["end"].to_numpy(dtype=np.int64)[chosen]
    span = observations["span_months"].to_numpy(dtype=np.int64)[chosen]
    published = day_numbers(observations["published"])[chosen]
    seq = observations["seq"].to_numpy(dtype=np.int64)[chosen]
    first = preference(span, indicators.kind[at], indicators.frequency_months[at])
    order = np.lexsort((seq, published, first, end, at))
    at, end, span, published, chosen = at[order], end[order], span[order], published[order], chosen[order]
    same = (at[1:] == at[:-1]) & (end[1:] == end[:-1]) & (span[1:] == span[:-1])
    known_to = np.append(np.where(same, published[1:], NEVER), NEVER)[: len(at)]
    confirmed = _confirmed(observations["comment"])[chosen]
    rows = RowArrays(
        indicator=at,
        end=end,
        span=span,
        value=_floats(observations["value"])[chosen],
        known_from=published,
        known_to=known_to,
        source=chosen,
        confirmed=confirmed,
    )
    return rows.take(np.flatnonzero(~observations["removed"].to_numpy(dtype=bool)[chosen]))


def _confirmed(comments: pd.Series) -> Bools:
    """Which comments begin with a word of `CONFIRMED`."""
    found = np.zeros(len(comments), dtype=bool)
    said = np.flatnonzero(texts(comments) != "")
    if len(said):
        found[said] = comments.iloc[said].str.match(CONFIRMED)
    return found


def positions(codes: pd.Series | Texts, wanted: pd.Series | Texts) -> Ints:
    """Position of each wanted code in `codes`, -1 where it is not there."""
    return cast(Ints, pd.Index(codes).get_indexer(pd.Index(wanted)).astype(np.int64))
