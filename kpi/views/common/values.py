"""Numbers as rows print them: fixed decimals, units, differences computed from what is printed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from kpi.measure.dataset import Dataset
from kpi.model import Language
from kpi.text import DASH, NO_BREAK_SPACE, Text

#: A row of a frame by column name (pandas' own dicts have any hashable as keys).
Record = Mapping[Any, Any]
#: Units of a deliverable that is done or not: the value 1 is said as «так».
YES_NO_UNITS = frozenset(unit for language in Language for unit in language.typed("yes_no"))
MOST_DECIMALS = 2
#: so many decimals more than the values a computed plan is printed with, at most
MOST_FINER = 2
#: a share so near to nothing or to the whole is that
_TOLERANCE = 1e-9
#: An amount of so many letters does not break between lines: «118,20 млн грн».
SHORT_AMOUNT = 16


def number_or_none(value: Any) -> float | None:
    """A float of a frame's cell; None for NaN and <NA>."""
    return None if pd.isna(value) else float(value)


def index_or_none(value: Any) -> int | None:
    """A month index of a frame's cell; None for <NA>."""
    return None if pd.isna(value) else int(value)


def records(frame: pd.DataFrame) -> list[Record]:
    """The rows of a frame as dicts; column by column, which is several times faster than `to_dict("records")`."""
    names = [str(name) for name in frame.columns]
    return [dict(zip(names, row, strict=True)) for row in zip(*(frame[name].tolist() for name in names), strict=True)]


def decimals_by_code(dataset: Dataset) -> dict[str, int]:
    """How many decimals (0..2) each indicator is printed with on every page.

    As many as its entered values, base and targets need; computed values (plan on a date, running sums) follow.
    """
    indicators = dataset.indicators
    entered = dataset.observations[dataset.observations["breakdown"] == ""]
    frames = (
        entered[["code", "value"]],
        dataset.targets[["code", "value"]],
        indicators[["code", "baseline_value"]].set_axis(["code", "value"], axis=1),
        indicators[["code", "range_low"]].set_axis(["code", "value"], axis=1),
        indicators[["code", "range_high"]].set_axis(["code", "value"], axis=1),
    )
    values = pd.concat(frames, ignore_index=True).dropna()
    numbers = values["value"].to_numpy(dtype="float64")
    tolerance = 1e-9 * np.maximum(1.0, np.abs(numbers))
    needed = np.full(len(numbers), MOST_DECIMALS, dtype="int64")
    for decimals in reversed(range(MOST_DECIMALS)):
        needed[np.abs(np.round(numbers, decimals) - numbers) < tolerance] = decimals
    most = pd.Series(needed).groupby(values["code"].to_numpy()).max()
    found = {str(code): int(n) for code, n in most.items()}
    return {str(code): found.get(str(code), 0) for code in indicators["code"]}


def finer_plan(numbers: Record, limits: tuple[float, float] | None, decimals: int) -> int:
    """How many decimals more a computed plan needs, so that a reader who divides finds the ratio that the page tells.

    33 of a plan of 33,5 is 99 %, of the printed «34» it would be 97 %.

    numbers  value, planned_value and baseline_value of a result, in the unit
    limits   of a range: the way to it is measured by the distance outside
    """
    value, planned, base = (number_or_none(numbers[n]) for n in ("value", "planned_value", "baseline_value"))
    if value is None or planned is None or base is None:
        return 0

    def way(there: float) -> float:
        if limits is None:
            return there - base
        far, near = (max(limits[0] - v, 0.0, v - limits[1]) for v in (base, there))
        return far - near

    if not way(planned):
        return 0
    told = round(100 * way(value) / way(planned))
    for more in range(MOST_FINER):
        shown = way(round(planned, decimals + more))
        if shown and round(100 * way(value) / shown) == told:
            return more
    return MOST_FINER


def share_words(share: float, text: Text, *cuts: float) -> str:
    """A share as a percent, whole unless rounding would tell something else.

    cuts  on which side of each it lies must be seen (94,6 % of 95 %); what is not whole is never «100 %», and what is
    something is never «0 %»
    """
    part = _TOLERANCE < share < 1 - _TOLERANCE
    for decimals in range(3):
        rounded = round(100 * share, decimals)
        limits = [(round(100 * cut, decimals), cut) for cut in cuts]
        sides = all((rounded < at) == (share < cut) and (rounded > at) == (share > cut) for at, cut in limits)
        if sides and (not part or 0 < rounded < 100):
            return text.percent(share, decimals)
    return text.percent(min(max(share, 0.0001), 0.9999) if part else share, 2)


@dataclass(frozen=True, slots=True)
class UnitScale:
    """How the values of one indicator are printed: unit in the reader's language and fixed decimals.

    finer  decimals more for a computed plan, and so for the difference from it (`finer_plan`)
    """

    unit: str
    decimals: int
    text: Text
    finer: int = 0

    @property
    def yes_no(self) -> bool:
        return self.unit in YES_NO_UNITS

    def amount(self, value: float | None) -> str:
        """«69,1 %», «так», «—» for None."""
        if value is not None and self.yes_no and value in (0, 1):
            return self.text.say("rows.yes" if value else "rows.no")
        words = self.text.quantity(value, self.unit, self.decimals)
        return words.replace(" ", NO_BREAK_SPACE) if len(words) <= SHORT_AMOUNT else words

    def planned(self, value: float | None) -> str:
        """A computed plan: as an amount, with the decimals it needs."""
        if value is not None and self.yes_no and value in (0, 1):
            return self.amount(value)
        return replace(self, decimals=self.decimals + self.finer, finer=0).amount(value)

    def bare(self, value: float | None) -> str:
        """The number without its unit; «так» and «ні» have none."""
        if value is not None and self.yes_no and value in (0, 1):
            return self.amount(value)
        return self.text.number(value, self.decimals)

    def span(self, low: float | None, high: float | None) -> str:
        """A range with its unit once: «60–85 %»."""
        if high is None:
            return self.amount(low)
        return self.text.say("rows.range", low=self.bare(low), high=self.amount(high))

    def printed(self, value: float) -> float:
        """The value as it stands on the page, so that a reader's subtraction agrees."""
        return round(value, self.decimals)

    def printed_plan(self, planned: float) -> float:
        """The same of a computed plan."""
        return round(planned, self.decimals + self.finer)

    def difference(self, value: float | None, planned: float | None) -> float | None:
        """Printed value minus printed plan."""
        if value is None or planned is None or self.yes_no:
            return None
        return round(self.printed(value) - self.printed_plan(planned), self.decimals + self.finer)

    def difference_words(self, difference: float | None) -> str:
        """«−9,2 в. п.», «—» where there is none."""
        return DASH if difference is None else self.text.difference(difference, self.unit, self.decimals + self.finer)
