"""The chosen rows of a table: their charts, their files, the way to compare them."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from kpi.charts.interactive import alternative, config, trajectory_figure
from kpi.dashboard.current import Current
from kpi.dashboard.links import site
from kpi.dashboard.markdown import plain
from kpi.dashboard.menu import go
from kpi.dashboard.parts.charts import draw_table_behind
from kpi.model.media_types import XLSX
from kpi.opendata import csv_file
from kpi.opendata.files import of_selection
from kpi.views.common.page_frame import release_day
from kpi.views.common.rows import IndicatorRow
from kpi.views.dashboard.compare import MOST
from kpi.views.indicator import trajectory

_CHARTS = 4


def draw_chosen(now: Current, rows: Sequence[IndicatorRow]) -> None:
    """Nothing where no row is chosen."""
    if not rows:
        return
    text, codes = now.text, [row.code for row in rows]
    st.header(text.count("dashboard.table.chosen", len(rows)), anchor=False)
    _draw_files(now, codes)
    if len(rows) > 1 and st.button(text.say("dashboard.table.to_compare"), icon=":material/stacked_line_chart:"):
        go("compare", now, id=codes[:MOST])
    for row in rows[:_CHARTS]:
        view = trajectory.build(now.board.survey, row.code, text)
        if view is not None:
            st.subheader(plain(f"{row.code} {row.name.name}"), anchor=False)
            st.markdown(plain(row.track.label))
            figure = trajectory_figure(view, text, now.theme)
            settings = config(text.language)
            st.plotly_chart(figure, key=f"of.{row.code}", theme=None, config=settings, alt=alternative(figure))
            draw_table_behind(
                now, f"of.{row.code}", [{text.say("dashboard.column.value"): p.title} for p in view.points]
            )
    if len(rows) > _CHARTS:
        st.caption(text.count("dashboard.table.most", _CHARTS))


def _draw_files(now: Current, codes: Sequence[str]) -> None:
    """CSV and Excel of the chosen rows, with the columns of the open data; made when they are asked for."""
    day, mark = release_day(now.board.survey), now.board.survey.dataset.strategy.file_mark
    with st.container(horizontal=True):
        for ending, label, media_type in (("csv", "csv", csv_file.MEDIA_TYPE), ("xlsx", "excel", XLSX)):
            st.download_button(
                now.text.say(f"dashboard.table.{label}"),
                partial(_body, now, tuple(codes), ending),
                f"{mark}selection-{day.isoformat()}.{ending}",
                media_type,
                icon=":material/download:",
                on_click="ignore",
                key=f"file.{ending}",
            )


def _body(now: Current, codes: Sequence[str], ending: str) -> bytes:
    return of_selection(now.board.survey, codes, ending, now.text, site()).body
