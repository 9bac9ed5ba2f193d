"""Counts by status as figures with their change."""

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from kpi.dashboard.markdown import plain
from kpi.model import FAR_BEHIND, ON_PLAN, Status
from kpi.views.dashboard.statuses import StatusDelta
from kpi.views.dashboard.table import SIGNS


def draw_counts(changes: Sequence[StatusDelta]) -> None:
    """One figure for each status; more of what is on plan is good, more of what lags is bad, the rest is neither."""
    with st.container(horizontal=True, gap="medium"):
        for change in changes:
            st.metric(
                plain(f"{SIGNS[change.status]} {change.words}"),
                change.now,
                delta=change.change or None,
                delta_color=_colour(change.status),
                width="content",
            )


def _colour(status: Status) -> Literal["normal", "inverse", "off"]:
    if status in ON_PLAN:
        return "normal"
    return "inverse" if status in FAR_BEHIND or status is Status.AT_RISK else "off"
