"""Numbers as rows print them: fixed decimals, units, differences computed from what is printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from kpi.measure.dataset import Dataset
from kpi.text import DASH, NO_BREAK_SPACE, Text

#: A row of a frame by column name (pandas' own dicts have any hashable as keys).
Record = Mapping[Any, Any]
#: Units of a deliverable that is done or not: the value 1 is said as «так».
YES_NO_UNITS = frozenset({"так/ні", "yes/no"})
MOST_DECIMALS = 2
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


@dataclass(frozen=True, slots=True)
class Scale:
    """How the values of one indicator are printed: unit in the reader's language and fixed decimals."""

    unit: str
    decimals: int
    text: Text

    @property
    def yes_no(self) -> bool:
        return self.unit in YES_NO_UNITS

    def amount(self, value: float | None) -> str:
        """«69,1 %», «так», «—» for None."""
        if value is not None and self.yes_no and value in (0, 1):
            return self.text.say("rows.yes" if value else "rows.no")
        words = self.text.quantity(value, self.unit, self.decimals)
        return words.replace(" ", NO_BREAK_SPACE) if len(words) <= SHORT_AMOUNT else words

    def bare(self, value: float | None) -> str:
        """The number without its unit."""
        return self.text.number(value, self.decimals)

    def span(self, low: float | None, high: float | None) -> str:
        """A range with its unit once: «60–85 %»."""
        if high is None:
            return self.amount(low)
        return self.text.say("rows.range", low=self.bare(low), high=self.amount(high))

    def printed(self, value: float) -> float:
        """The value as it stands on the page, so that a reader's subtraction agrees."""
        return round(value, self.decimals)

    def difference(self, value: float | None, planned: float | None) -> float | None:
        """Printed value minus printed plan."""
        if value is None or planned is None or self.yes_no:
            return None
        return round(self.printed(value) - self.printed(planned), self.decimals)

    def difference_words(self, difference: float | None) -> str:
        """«−9,2 в. п.», «—» where there is none."""
        return DASH if difference is None else self.text.difference(difference, self.unit, self.decimals)
