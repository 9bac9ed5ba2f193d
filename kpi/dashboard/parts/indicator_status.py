"""How an indicator stands: status, reason, its four figures."""

import streamlit as st

from kpi.dashboard.current import Current
from kpi.dashboard.markdown import plain
from kpi.views.dashboard.indicator import IndicatorPage
from kpi.views.dashboard.table import SIGNS


def draw_standing(now: Current, page: IndicatorPage) -> None:
    """The status in words with its reason, the department's explanation, the figures of the document."""
    banner = page.view.banner
    since = f", {banner.since}" if banner.since else ""
    st.markdown(f"**{plain(f'{SIGNS[banner.status]} {banner.word}')}**{plain(since)}")
    for sentence in (*banner.reasons, banner.overdue):
        if sentence:
            st.markdown(plain(sentence))
    if banner.explanation is not None:
        words = banner.explanation or now.text.say("rows.no_explanation")
        st.markdown(f"> {now.text.say('dashboard.chart.notes')}: {plain(words)}")
    with st.container(horizontal=True, gap="large"):
        for figure in page.view.figures:
            note = plain(figure.note) or None
            st.metric(
                plain(figure.label), plain(figure.value), note, delta_color="off", delta_arrow="off", width="content"
            )
