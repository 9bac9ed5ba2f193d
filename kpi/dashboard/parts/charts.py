"""A chart as every page shows it: a finding for a heading, an alternative text, the table behind it one click away."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from kpi.charts.interactive import Figure, alternative, config
from kpi.dashboard.current import Current
from kpi.dashboard.markdown import plain

Rows = Sequence[Mapping[str, object]]


def draw_chart(now: Current, key: str, title: str, figure: Figure, rows: Rows, *, hint: str = "") -> None:
    """The chart.

    key    of the element, one on its page
    title  the finding; "" where the page's own heading tells it
    rows   of the table behind it
    """
    _heading(title, hint)
    st.plotly_chart(figure, key=key, theme=None, config=config(now.text.language), alt=alternative(figure))
    draw_table_behind(now, key, rows)


def draw_choice(now: Current, key: str, title: str, figure: Figure, rows: Rows, *, hint: str = "") -> list[str]:
    """A chart whose points can be chosen; what stands first in the `customdata` of the chosen ones."""
    _heading(title, hint)
    settings = config(now.text.language)
    event = st.plotly_chart(
        figure,
        key=key,
        theme=None,
        config=settings,
        alt=alternative(figure),
        on_select="rerun",
        selection_mode="points",
    )
    draw_table_behind(now, key, rows)
    return [str(point["customdata"][0]) for point in event["selection"]["points"] if point.get("customdata")]


def draw_table_behind(now: Current, key: str, rows: Rows) -> None:
    """The rows of a chart, folded away."""
    if rows:
        with st.expander(now.text.say("dashboard.as_table"), icon=":material/table:"):
            st.dataframe(pd.DataFrame(list(rows)), hide_index=True, key=f"{key}.rows", placeholder="—")


def _heading(title: str, hint: str) -> None:
    if title:
        st.header(plain(title), anchor=False)
    if hint:
        st.caption(plain(hint))
