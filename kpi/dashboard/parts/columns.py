"""Columns of the tables of indicators: words of their heads, bars of progress, small lines."""

from collections.abc import Sequence
from typing import Any, Literal

import pandas as pd
import streamlit as st

from kpi.text import Text
from kpi.views.common.board import Board
from kpi.views.common.rows import IndicatorRow
from kpi.views.dashboard.sector import RollupRow
from kpi.views.dashboard.table import COLUMNS, records

_ROW, _TALLEST = 35, 700  # px: a row of st.dataframe, the tallest table
_SHARES = ("progress", "expected")
_WIDTHS: dict[str, Literal["small", "medium", "large"]] = {"name": "medium", "code": "small"}


def indicator_frame(board: Board, rows: Sequence[IndicatorRow]) -> pd.DataFrame:
    """`kpi.views.dashboard.table.COLUMNS` with shares as percents, which is how their columns print them."""
    frame = pd.DataFrame(records(board, rows), columns=list(COLUMNS))
    for name in _SHARES:
        frame[name] = 100 * frame[name].astype("float64")
    return frame


def indicator_columns(text: Text) -> dict[str, Any]:
    """The column settings of `indicator_frame`."""
    column = st.column_config
    found: dict[str, Any] = {
        name: column.TextColumn(text.say(f"dashboard.column.{name}"), width=_WIDTHS.get(name)) for name in COLUMNS
    }
    progress = text.say("dashboard.column.progress")
    found["progress"] = column.ProgressColumn(progress, format="%.0f", min_value=0, max_value=100)
    found["expected"] = column.NumberColumn(text.say("dashboard.column.expected"), format="%.0f")
    found["spark"] = column.LineChartColumn(text.say("dashboard.column.spark"), width="small")
    return found


def table_height(rows: int) -> int:
    """Height in px of a table of so many rows: all of them, up to a screen's height."""
    return min(_ROW * (rows + 1) + 3, _TALLEST)


def rollup_rows(text: Text, rows: Sequence[RollupRow]) -> list[dict[str, object]]:
    """Goals or sectors with their roll-up in words: the table behind a chart."""

    def head(name: str) -> str:
        return text.say(f"dashboard.column.{name}")

    return [
        {
            head("code"): row.name.code,
            head("name"): row.name.name,
            head("status"): row.status_words,
            text.say("dashboard.chart.progress"): text.percent(row.progress),
            text.say("dashboard.chart.expected"): text.percent(row.expected),
            head("coverage"): row.coverage,
            head("on_plan"): row.on_plan,
            head("judged"): row.judged,
        }
        for row in rows
    ]
