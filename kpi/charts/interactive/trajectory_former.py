"""The values of the edition before on an axis of days: lighter, behind a divider that names their edition."""

from typing import Any

import plotly.graph_objects as go

from kpi.charts.interactive.theme import day, lines, safe
from kpi.charts.tokens import Theme, colour
from kpi.model import index_year
from kpi.text import Text
from kpi.views.common.series import Point, PreviousPoints, Trajectory


def former_points(t: Trajectory, text: Text, theme: Theme) -> list[go.Scatter]:
    """A thin line with hollow squares, broken where the drawing on pages is; [] without former values."""
    if t.previous is None:
        return []
    ends: list[str | None] = []
    values: list[float | None] = []
    titles: list[str] = []
    before: Point | None = None
    for point in t.previous.points:
        if before is not None and not _goes_on(t, t.previous, before, point):
            ends, values, titles = [*ends, None], [*values, None], [*titles, ""]
        ends.append(day(point.end, t.fiscal_year))
        values.append(point.value)
        titles.append(lines(point.title))
        before = point
    ink = colour("ink-3", theme)
    return [
        go.Scatter(
            x=ends,
            y=values,
            mode="lines+markers",
            connectgaps=False,
            line={"color": ink, "width": 1.4},
            marker={"symbol": "square-open", "size": 7, "color": ink, "line": {"width": 1.6}},
            name=safe(text.say("figures.legend.previous", edition=t.previous.edition)),
            customdata=titles,
            hovertemplate="%{customdata}<extra></extra>",
        )
    ]


def _goes_on(t: Trajectory, previous: PreviousPoints, a: Point, b: Point) -> bool:
    """Whether the two values are joined: no year without a value, no break, no sum that begins anew between them."""
    broken = previous.break_end is not None and a.end < previous.break_end <= b.end
    return b.end - a.end <= 12 and not broken and not (t.restart and index_year(a.end) != index_year(b.end))


def former_divider(t: Trajectory, theme: Theme) -> list[dict[str, Any]]:
    """The line where the years of this edition begin."""
    if t.previous is None or not t.previous.divided:
        return []
    at = day(t.previous.until, t.fiscal_year)
    line = {"color": colour("ink-3", theme), "width": 1.2, "dash": "longdashdot"}
    return [{"type": "line", "x0": at, "x1": at, "yref": "paper", "y0": 0, "y1": 1, "line": line}]


def former_words(t: Trajectory, theme: Theme) -> list[dict[str, Any]]:
    """The edition's name at the divider."""
    if t.previous is None or not t.previous.divided:
        return []
    return [
        {
            "x": day(t.previous.until, t.fiscal_year),
            "xanchor": "right",
            "yref": "paper",
            "y": 0.98,
            "yanchor": "top",
            "showarrow": False,
            "font": {"size": 12, "color": colour("ink-3", theme)},
            "text": safe(t.previous.label),
        }
    ]
