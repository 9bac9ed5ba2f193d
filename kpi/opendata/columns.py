"""From the columns of a frame to plain values: "" and NaN become None, whole numbers lose their «.0»."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import TypeVar

import numpy as np
import pandas as pd

from kpi.model import FiscalYear

#: what a float holds for certain; running sums of tenths end in 0.30000000000000004
DIGITS = 12
Cell = str | int | float | bool | date | None
Given = TypeVar("Given", bound=Cell)
Column = list[Cell]
Columns = dict[str, Column]
Made = TypeVar("Made")


def of_frame(frame: pd.DataFrame, *names: str) -> Columns:
    """Columns of a frame by their own names: texts, numbers, truth values."""
    return {name: _plain(frame[name]) for name in names}


def _plain(series: pd.Series) -> Column:
    if series.dtype == "bool":
        return list(series.tolist())
    if pd.api.types.is_numeric_dtype(series.dtype):
        return numbers(series)
    return texts(series)


def texts(series: pd.Series) -> Column:
    """Texts, None where there is none."""
    absent = (series.isna() | (series == "")).to_numpy(dtype=bool).tolist()
    return [None if gone else str(value) for value, gone in zip(series.tolist(), absent, strict=True)]


def numbers(series: pd.Series) -> Column:
    """Numbers as a person would write them, None where there is none."""
    values, known = series.to_numpy(dtype="float64", na_value=np.nan).tolist(), Known(number)
    # what is absent is no number, so it does not equal itself
    return [known[value] if value == value else None for value in values]  # noqa: PLR0124


def number(value: float) -> int | float:
    """3.0 is 3; 0.1 + 0.2 is 0.3."""
    rounded = float(f"{value:.{DIGITS}g}")
    return int(rounded) if rounded.is_integer() and abs(rounded) < 1 << 53 else rounded


def days(series: pd.Series) -> Column:
    moments = pd.to_datetime(series)
    there = zip(moments.dt.date.tolist(), moments.notna().tolist(), strict=True)
    return [day if known else None for day, known in there]


def periods(ends: pd.Series, spans: pd.Series, fiscal_year: FiscalYear) -> Column:
    """Codes of periods: 2025, 2025-H1, 2025-Q3, 2025-07, FY2025-Q3; None where there is none."""
    there = (ends.notna().to_numpy() & spans.notna().to_numpy()).tolist()
    keys = zip(ends.tolist(), spans.tolist(), strict=True)
    return [
        _code(int(end), int(span), fiscal_year) if known else None
        for (end, span), known in zip(keys, there, strict=True)
    ]


@lru_cache(maxsize=4096)
def _code(end: int, span_months: int, fiscal_year: FiscalYear) -> str:
    return fiscal_year.ending(end, span_months).code


class Known(dict[Given, Made]):
    """What is made of the cells of a column, of equal ones once. Of one column: a truth value equals a number."""

    def __init__(self, make: Callable[[Given], Made]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, value: Given) -> Made:
        found = self[value] = self._make(value)
        return found
