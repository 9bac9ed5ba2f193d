"""The pace so far beside the pace that is needed, and a slider for another one."""

import streamlit as st

from kpi.dashboard.current import Current
from kpi.dashboard.markdown import plain
from kpi.views.dashboard.pace import FACTORS, Pace, PaceLine, at_pace


def draw_pace(now: Current, pace: Pace) -> PaceLine | None:
    """Both paces; the line of the pace that the slider asks for, None where no pace can be multiplied."""
    text = now.text
    st.header(text.say("dashboard.pace.title"), anchor=False)
    if pace.reason:
        st.markdown(plain(text.say("dashboard.pace.none", reason=pace.reason)))
        return None
    st.markdown(f"**{plain(pace.finding)}.**")
    with st.container(horizontal=True, gap="large"):
        st.metric(text.say("dashboard.pace.so_far"), plain(pace.so_far_words), width="content")
        st.metric(text.say("dashboard.pace.needed"), plain(pace.needed_words), width="content")
        st.metric(text.say("dashboard.pace.left_label"), plain(pace.left_words), width="content")
    if not pace.moves:
        return None
    factor = st.select_slider(
        text.say("dashboard.pace.slider"), FACTORS, value=1.0, format_func=text.number, key="pace.factor"
    )
    line = at_pace(pace, factor)
    st.markdown(plain(line.words))
    st.caption(text.say("dashboard.pace.what_it_is"))
    return line
