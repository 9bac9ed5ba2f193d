"""The goals of a sector against the plan: progress P as a line with the sign of its status, expected E dotted."""

import plotly.graph_objects as go

from kpi.charts.interactive.theme import (
    date_axis,
    day,
    lines,
    marker,
    percent_axis,
    percents,
    safe,
    series_colour,
    series_dash,
    shortened,
    template,
)
from kpi.charts.tokens import Theme, colour
from kpi.model import FiscalYear
from kpi.text import Text
from kpi.views.common.series import GoalLine, GoalLines


def goals_figure(value: GoalLines, text: Text, theme: Theme, *, large: bool = False) -> go.Figure:
    """One pair of lines for each goal; a click on its name in the legend takes both out.

    large  for a projector
    """
    figure = go.Figure()
    for place, line in enumerate(value.lines):
        figure.add_traces(
            [
                _planned(line, place, theme, value.fiscal_year),
                _reached(line, place, theme, value.fiscal_year, large=large),
            ]
        )
    figure.add_scatter(
        x=[None],
        y=[None],
        mode="lines",
        name=safe(text.say("dashboard.chart.expected")),
        line={"color": colour("ink-3", theme), "width": 1.5, "dash": "dot"},
        hoverinfo="skip",
    )
    size = 18 if large else 13
    figure.update_layout(
        template=template(theme),
        height=560 if large else 460,
        meta={"alt": value.label},
        yaxis={**percent_axis(text.language), "tickfont": {"size": size}},
        xaxis=date_axis(theme, value.fiscal_year, size),
        legend={"font": {"size": size}, "y": -0.12, "yanchor": "top", "groupclick": "togglegroup"},
        # the codes stand to the right of the last points
        margin={"t": 24, "r": 52},
    )
    return figure


def _planned(line: GoalLine, place: int, theme: Theme, fiscal_year: FiscalYear) -> go.Scatter:
    return go.Scatter(
        x=[day(end, fiscal_year) for end in line.ends],
        y=percents(line.expected),
        mode="lines",
        line={"color": series_colour(place, theme), "width": 1.5, "dash": "dot"},
        opacity=0.75,
        legendgroup=line.code,
        showlegend=False,
        hoverinfo="skip",
    )


def _reached(line: GoalLine, place: int, theme: Theme, fiscal_year: FiscalYear, *, large: bool) -> go.Scatter:
    signs = [marker(status, theme) for status in line.statuses]
    last = max((n for n, share in enumerate(line.progress) if share is not None), default=None)
    return go.Scatter(
        x=[day(end, fiscal_year) for end in line.ends],
        y=percents(line.progress),
        mode="lines+markers+text",
        text=[f" {safe(line.code)}" if n == last else "" for n in range(len(line.ends))],
        textposition="middle right",
        textfont={"size": 18 if large else 13, "color": series_colour(place, theme)},
        line={"color": series_colour(place, theme), "width": 3.5 if large else 2.2, "dash": series_dash(place)},
        marker={
            "symbol": [sign["symbol"] for sign in signs],
            "color": [sign["color"] for sign in signs],
            "size": 13 if large else 10,
            "line": {"color": [sign["line"]["color"] for sign in signs], "width": 1.2},
        },
        legendgroup=line.code,
        name=safe(shortened(f"{line.code} {line.name}", 46)),
        # a name is data, never a part of the template
        customdata=[[lines(f"{line.code} {line.name}"), lines(title)] for title in line.titles],
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}<extra></extra>",
        cliponaxis=False,
    )
