"""The way of one indicator on an axis of days: zones, plan, values, gaps, explanations, another pace."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import plotly.graph_objects as go

from kpi.charts.interactive.theme import date_axis, day, lines, marker, safe, template
from kpi.charts.interactive.trajectory_former import former_divider, former_points, former_words
from kpi.charts.interactive.trajectory_grounds import annotations, shapes
from kpi.charts.interactive.trajectory_marks import LANE_AXIS, lane_marks
from kpi.charts.tokens import Theme, colour
from kpi.model import FiscalYear
from kpi.text import Text
from kpi.views.common.series import PlanPoint, Point, Trajectory
from kpi.views.dashboard.pace import PaceLine

_QUIET = {"hoverinfo": "skip"}
_MONTHS = 12


def trajectory_figure(
    t: Trajectory, text: Text, theme: Theme, *, notes: Sequence[Point] = (), pace: PaceLine | None = None
) -> go.Figure:
    """The trajectory.

    notes  the department's explanations at their points
    pace   where another pace would lead
    """
    figure = go.Figure()
    figure.add_traces([*_zones(t, text, theme), *_plan(t, text, theme), *_continuation(t, text, theme)])
    if pace is not None:
        figure.add_trace(_pace(t, pace, text, theme))
    figure.add_traces(
        [
            *former_points(t, text, theme),
            *_revised(t, text, theme),
            _actual(t, text, theme),
            *_last(t, theme),
            *_notes(t, notes, text, theme),
            *lane_marks(t, text, theme),
        ]
    )
    figure.update_layout(
        template=template(theme),
        height=520,
        meta={"alt": t.label},
        xaxis={
            **date_axis(theme, t.fiscal_year),
            "range": [day(t.start - 1, t.fiscal_year), day(t.end + 2, t.fiscal_year)],
        },
        yaxis2=LANE_AXIS,
        yaxis={"title": {"text": safe(t.unit), "font": {"size": 13}, "standoff": 4}},
        legend={"y": -0.12, "yanchor": "top"},
        shapes=[*shapes(t, theme), *former_divider(t, theme)],
        annotations=[*annotations(t, theme), *former_words(t, theme)],
        margin={"t": 40},
    )
    return figure


def _zones(t: Trajectory, text: Text, theme: Theme) -> list[go.Scatter]:
    if len(t.zones) < 2:
        return []
    ends = [day(zone.end, t.fiscal_year) for zone in t.zones]
    base, off, risk = ([getattr(z, name) for z in t.zones] for name in ("baseline", "off_track", "at_risk"))
    found = []
    for name, low, high in (("off", base, off), ("risk", off, risk)):
        found.append(
            go.Scatter(
                x=ends + ends[::-1],
                y=[*low, *reversed(high)],
                mode="lines",
                line={"width": 0},
                fill="toself",
                fillcolor=colour(f"zone-{name}", theme),
                name=safe(text.say(f"dashboard.chart.zone_{name}")),
                **_QUIET,
            )
        )
    return found


def _steps(t: Trajectory, points: Sequence[PlanPoint]) -> dict[str, Any]:
    return {
        "x": [day(p.end, t.fiscal_year) for p in points],
        "y": [p.value for p in points],
        "line_shape": "hv" if t.step else "linear",
    }


def _plan(t: Trajectory, text: Text, theme: Theme) -> list[go.Scatter]:
    """The plan with its printed values, the plan before a decision, the ground of a range."""
    found = []
    if t.restart:
        return [_yearly_plan(t, text, theme)] if t.plan else []
    start = (t.baseline,) if t.baseline is not None and not t.restart else ()
    for points, name, dash, width in ((t.old_plan, "old_plan", "dot", 1.2), (t.plan, "plan", "dash", 1.8)):
        if points:
            words = t.old_plan_label if name == "old_plan" and t.old_plan_label else text.say(f"dashboard.chart.{name}")
            labels = [*(p.label for p in start), *(p.label for p in points)]
            found.append(
                go.Scatter(
                    **_steps(t, (*start, *points)),
                    mode="lines+markers",
                    marker={"symbol": "line-ew", "size": 11, "line": {"width": 2.5, "color": colour("ink-2", theme)}},
                    line={"color": colour("ink-2", theme), "width": width, "dash": dash},
                    name=safe(words),
                    customdata=[[safe(words), safe(label)] for label in labels],
                    hovertemplate="%{customdata[0]}, %{x|%b %Y}: %{customdata[1]}<extra></extra>",
                )
            )
    if t.range is not None:
        low, high = sorted(t.range)
        ends = [
            day(t.start, t.fiscal_year),
            day(t.end, t.fiscal_year),
            day(t.end, t.fiscal_year),
            day(t.start, t.fiscal_year),
        ]
        area = {"mode": "lines", "line": {"width": 0}, "fill": "toself", "fillcolor": colour("share-area", theme)}
        found.insert(0, go.Scatter(x=ends, y=[low, low, high, high], name=_range(text), **area, **_QUIET))
    return found


def _yearly_plan(t: Trajectory, text: Text, theme: Theme) -> go.Scatter:
    """A plan that rises from 0 in every year."""
    path, words = _Path(t.fiscal_year), safe(text.say("dashboard.chart.plan"))
    for point in t.plan:
        path.add(point.end - _MONTHS, 0.0)
        path.add(point.end, point.value, f"{words}: {safe(point.label)}" if point.label else "", 8)
        path.add(None, None)
    return go.Scatter(
        x=path.x,
        y=path.y,
        mode="lines+markers",
        marker={"symbol": "line-ew", "size": path.sizes, "line": {"width": 2.5, "color": colour("ink-2", theme)}},
        line={"color": colour("ink-2", theme), "width": 1.8, "dash": "dash"},
        name=words,
        customdata=path.titles,
        hovertemplate="%{customdata}<extra></extra>",
    )


def _range(text: Text) -> str:
    return safe(text.say("dashboard.chart.range"))


def _continuation(t: Trajectory, text: Text, theme: Theme) -> list[go.Scatter]:
    """The band and its middle, where the method allows them."""
    c = t.continuation
    if c is None or t.restart:
        return []
    words, group = safe(text.say("dashboard.chart.continuation")), {"legendgroup": "continuation"}
    start, end = day(c.start_end, t.fiscal_year), day(c.end, t.fiscal_year)
    red, green, blue, alpha = (int(colour("forecast", theme)[i : i + 2], 16) for i in (1, 3, 5, 7))
    band = {"fill": "toself", "fillcolor": f"rgba({red},{green},{blue},{alpha / 255:.3f})", "line": {"width": 0}}
    line = {"color": colour("ink", theme), "width": 1.6, "dash": "dot"}
    return [
        go.Scatter(
            x=[start, end, end], y=[c.start_value, c.high, c.low], mode="lines", name=words, **band, **group, **_QUIET
        ),
        go.Scatter(
            x=[start, end],
            y=[c.start_value, c.value],
            mode="lines",
            line=line,
            showlegend=False,
            customdata=["", lines(c.label)],
            hovertemplate="%{customdata}<extra></extra>",
            **group,
        ),
    ]


def _pace(t: Trajectory, pace: PaceLine, text: Text, theme: Theme) -> go.Scatter:
    return go.Scatter(
        x=[day(pace.start_end, t.fiscal_year), day(pace.end, t.fiscal_year)],
        y=[pace.start_value, pace.value],
        mode="lines+markers",
        line={"color": colour("link", theme), "width": 2.4, "dash": "longdashdot"},
        marker={"symbol": "x-thin", "size": 10, "line": {"width": 2.4, "color": colour("link", theme)}},
        name=safe(text.say("dashboard.chart.pace")),
        customdata=["", lines(pace.words)],
        hovertemplate="%{customdata}<extra></extra>",
    )


@dataclass(slots=True)
class _Path:
    """A line with breaks, filled point by point."""

    fiscal_year: FiscalYear
    x: list[str | None] = field(default_factory=list)
    y: list[float | None] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)

    def add(self, end: int | None, value: float | None, title: str = "", size: int = 0) -> None:
        self.x.append(None if end is None else day(end, self.fiscal_year))
        self.y.append(value)
        self.titles.append(title)
        self.sizes.append(size)


def _year(end: int) -> int:
    return (end - 1) // _MONTHS


def _actual(t: Trajectory, text: Text, theme: Theme) -> go.Scatter:
    """Values joined where nothing is missing between them; years that restart begin at 0 in January."""
    path, year = _Path(t.fiscal_year), None
    for point in t.points:
        if t.restart and _year(point.end) != year:
            year = _year(point.end)
            path.add(None, None)
            path.add(year * _MONTHS, 0.0)
        path.add(point.end, point.value, lines(point.title), 8)
    ink = colour("ink", theme)
    hollow = {day(p.end, t.fiscal_year) for p in t.points if p.preliminary or p.partial_coverage}
    return go.Scatter(
        x=path.x,
        y=path.y,
        mode="lines+markers",
        connectgaps=False,
        line={"color": ink, "width": 2.6},
        marker={
            "size": path.sizes,
            "color": [colour("page", theme) if x in hollow else ink for x in path.x],
            "line": {"color": ink, "width": 2},
        },
        name=safe(text.say("dashboard.chart.actual")),
        customdata=path.titles,
        hovertemplate="%{customdata}<extra></extra>",
    )


def _revised(t: Trajectory, text: Text, theme: Theme) -> list[go.Scatter]:
    if not t.revised:
        return []
    ring = {"symbol": "circle-open", "size": 10, "color": colour("ink-3", theme), "line": {"width": 1.8}}
    return [
        go.Scatter(
            x=[day(point.end, t.fiscal_year) for point in t.revised],
            y=[point.value for point in t.revised],
            mode="markers",
            marker=ring,
            name=safe(text.say("dashboard.chart.revised")),
            customdata=[lines(point.title) for point in t.revised],
            hovertemplate="%{customdata}<extra></extra>",
        )
    ]


def _last(t: Trajectory, theme: Theme) -> list[go.Scatter]:
    """The sign of the status at the judged value, with the value itself."""
    valued = [point for point in t.points if point.value is not None]
    judged = [point for point in valued if t.judged_end is None or point.end == t.judged_end]
    if not judged or not t.last_label:
        return []
    point = judged[-1]
    return [
        go.Scatter(
            x=[day(point.end, t.fiscal_year)],
            y=[point.value],
            mode="markers+text",
            marker=marker(t.status, theme, 17),
            text=[f"<b>{safe(t.last_label)}</b>"],
            textposition="top center",
            textfont={"color": colour("ink", theme), "size": 15},
            showlegend=False,
            customdata=[lines(point.title)],
            hovertemplate="%{customdata}<extra></extra>",
            cliponaxis=False,
        )
    ]


def _notes(t: Trajectory, notes: Sequence[Point], text: Text, theme: Theme) -> list[go.Scatter]:
    if not notes:
        return []
    sign = {"symbol": "star-square-open", "size": 17, "color": colour("link", theme), "line": {"width": 1.5}}
    return [
        go.Scatter(
            x=[day(note.end, t.fiscal_year) for note in notes],
            y=[note.value for note in notes],
            mode="markers",
            marker=sign,
            name=safe(text.say("dashboard.chart.notes")),
            customdata=[lines(note.title, 48) for note in notes],
            hovertemplate="%{customdata}<extra></extra>",
        )
    ]
