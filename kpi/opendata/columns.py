"""From the columns of a frame to plain values: "" and NaN become None, whole numbers lose their «.0»."""

from datetime import date

import pandas as pd

from kpi.model import FiscalYear

#: what a float holds for certain; running sums of tenths end in 0.30000000000000004
DIGITS = 12
Columns = dict[str, list[str | int | float | bool | date | None]]
Column = list[str | int | float | bool | date | None]


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
    return [None if pd.isna(value) or value == "" else str(value) for value in series]


def numbers(series: pd.Series) -> Column:
    """Numbers as a person would write them, None where there is none."""
    return [None if pd.isna(value) else number(float(value)) for value in series.tolist()]


def number(value: float) -> int | float:
    """3.0 is 3; 0.1 + 0.2 is 0.3."""
    rounded = float(f"{value:.{DIGITS}g}")
    return int(rounded) if rounded.is_integer() and abs(rounded) < 1 << 53 else rounded


def days(series: pd.Series) -> Column:
    return [None if pd.isna(value) else pd.Timestamp(value).date() for value in series]


def periods(ends: pd.Series, spans: pd.Series, fiscal_year: FiscalYear) -> Column:
    """Codes of periods: 2025, 2025-H1, 2025-Q3, 2025-07, FY2025-Q3; None where there is none."""
    known: dict[tuple[int, int], str] = {}
    found: Column = []
    for end, span in zip(ends, spans, strict=True):
        if pd.isna(end) or pd.isna(span):
            found.append(None)
            continue
        key = (int(end), int(span))
        if key not in known:
            known[key] = fiscal_year.ending(*key).code
        found.append(known[key])
    return found
