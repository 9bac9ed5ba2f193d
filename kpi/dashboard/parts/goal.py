"""One operational goal on the page of its sector: its indicators, the way to each."""

import streamlit as st

from kpi.dashboard.current import Current
from kpi.dashboard.links import draw_document
from kpi.dashboard.markdown import plain
from kpi.dashboard.menu import go
from kpi.dashboard.parts.columns import indicator_columns, indicator_frame
from kpi.model import Level

_COLUMNS = ("code", "name", "status", "progress", "expected", "spark", "value", "planned", "target")


def draw_goal(now: Current, code: str) -> None:
    """The goal's indicators, the most severe first; a chosen row leads to its page."""
    node = now.board.node(Level.OPERATIONAL_GOAL, code)
    if node is None:
        return
    text = now.text
    st.header(plain(text.say("dashboard.sector.indicators", name=f"{code} {node.name.name}")), anchor=False)
    if node.rollup is not None:
        st.markdown(plain(f"{node.rollup.words}; {node.rollup.coverage}."))
    rows = sorted((row for row in now.selection.rows if row.goal == code), key=lambda row: row.severity)
    event = st.dataframe(
        indicator_frame(now.board, rows),
        hide_index=True,
        column_order=_COLUMNS,
        column_config=indicator_columns(text),
        key=f"goal.{code}",
        on_select="rerun",
        selection_mode="single-row",
        alt=node.name.name,
        placeholder="—",
    )
    if event["selection"]["rows"]:
        go("indicator", now, id=rows[event["selection"]["rows"][0]].code)
    draw_document(now, "goal", id=code)
