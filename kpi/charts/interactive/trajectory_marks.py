"""Events, decisions and corrective actions along the axis of days; explanations stand at their points."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

import plotly.graph_objects as go

from kpi.charts.interactive.theme import day_at, lines, safe
from kpi.charts.tokens import Theme, colour
from kpi.text import Text
from kpi.views.common.series import MarkKind, Trajectory

#: an axis of its own over the plot: where a mark stands says nothing of a value
LANE_AXIS: Final[Mapping[str, Any]] = {"overlaying": "y", "range": [0, 1], "visible": False, "fixedrange": True}
_SYMBOLS = {
    MarkKind.EVENT: ("triangle-right", "ink"),
    MarkKind.DECISION: ("square-open", "link"),
    MarkKind.ACTION: ("arrow-right", "link"),
}
#: of the height: the lowest row, and from one mark of a month to the next
_FIRST, _STEP = 0.025, 0.05


def lane_marks(t: Trajectory, text: Text, theme: Theme) -> list[go.Scatter]:
    """A trace for each kind; several of one month stand over one another."""
    heights: Counter[int] = Counter()
    at: dict[MarkKind, list[tuple[str, float, str]]] = {}
    for mark in t.marks:
        if mark.kind in _SYMBOLS:
            month = int(mark.at)
            place = (day_at(mark.at, t.fiscal_year), _FIRST + _STEP * heights[month], lines(mark.title, 48))
            at.setdefault(mark.kind, []).append(place)
            heights[month] += 1
    return [_trace(kind, at[kind], text, theme) for kind in _SYMBOLS if kind in at]


def _trace(kind: MarkKind, places: list[tuple[str, float, str]], text: Text, theme: Theme) -> go.Scatter:
    symbol, token = _SYMBOLS[kind]
    days, heights, words = zip(*places, strict=True)
    ink = colour(token, theme)
    return go.Scatter(
        x=days,
        y=heights,
        yaxis="y2",
        mode="markers",
        marker={"symbol": symbol, "size": 13, "color": ink, "line": {"width": 2, "color": ink}},
        name=safe(text.say(f"figures.legend.mark.{kind}")),
        customdata=words,
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
    )
