"""The picture of the community on the dashboard, where Streamlit puts the mark of an application."""

import streamlit as st

from kpi.dashboard.current import Current
from kpi.model.look.mark import mark_of


def draw_logo(now: Current) -> None:
    """The mark of the strategy that is shown; nothing where its plan has none, and for own files."""
    picture = now.shown.survey.dataset.strategy.mark_picture if now.shown is not None and now.own is None else ""
    mark = mark_of(picture)
    if mark is not None:
        st.logo(mark.png, size="large")
