"""Counts by status as figures with their change."""

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from kpi.dashboard.markdown import plain
from kpi.model import FAR_BEHIND, ON_PLAN, Status
from kpi.text import Text
from kpi.views.dashboard.statuses import StatusDelta
from kpi.views.dashboard.table import SIGNS


def draw_counts(changes: Sequence[StatusDelta], text: Text) -> None:
    """One figure for each status; more of what is on plan is good, more of what lags is bad, the rest is neither."""
    with st.container(horizontal=True, gap="medium"):
        for change in changes:
            st.metric(
                plain(f"{SIGNS[change.status]} {change.words}"),
                change.now,
                delta=text.number(change.change) if change.change else None,
                # Streamlit knows a fall by a hyphen alone, and a number has a minus
                delta_arrow="down" if change.falls else "up",
                delta_color=_colour(change),
                width="content",
            )


def _colour(change: StatusDelta) -> Literal["green", "red", "gray"]:
    good, bad = change.status in ON_PLAN, change.status in FAR_BEHIND or change.status is Status.AT_RISK
    if not good and not bad:
        return "gray"
    return "red" if bad is not change.falls else "green"
