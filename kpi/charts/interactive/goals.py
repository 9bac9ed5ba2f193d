"""The goals of a sector against the plan: progress P as a line with the sign of its status, expected E dotted."""

from collections.abc import Iterator

import plotly.graph_objects as go

from kpi.charts.interactive.end_labels import moved_apart
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

#: px above and below the plot without the legend, and the share of the height that a legend never takes from it
_EDGES, _LEAST = 60, 0.35
#: of the size of a letter: a row of the legend, a label with the air around it
_ROW, _LABEL = 2.05, 1.2
#: the axis is longer than its values by so much
_AIR = 1.12


def goals_figure(value: GoalLines, text: Text, theme: Theme, *, large: bool = False) -> go.Figure:
    """One pair of lines for each goal and its code; a click on its name in the legend takes them out.

    large  for a projector
    """
    figure = go.Figure()
    size, height = (18, 560) if large else (13, 460)
    for place, line in enumerate(value.lines):
        figure.add_traces(
            [
                _planned(line, place, theme, value.fiscal_year),
                _reached(line, place, theme, value.fiscal_year, large=large),
            ]
        )
    figure.add_traces(list(_codes(value, theme, size, height)))
    figure.add_scatter(
        x=[None],
        y=[None],
        mode="lines",
        name=safe(text.say("dashboard.chart.expected")),
        line={"color": colour("ink-3", theme), "width": 1.5, "dash": "dot"},
        hoverinfo="skip",
    )
    figure.update_layout(
        template=template(theme),
        height=height,
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
    return go.Scatter(
        x=[day(end, fiscal_year) for end in line.ends],
        y=percents(line.progress),
        mode="lines+markers",
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


def _codes(value: GoalLines, theme: Theme, size: int, height: int) -> Iterator[go.Scatter]:
    """The code of each goal to the right of its last point, in the colour of its line."""
    known = [[n for n, share in enumerate(line.progress) if share is not None] for line in value.lines]
    ends = {place: percents(value.lines[place].progress)[found[-1]] or 0 for place, found in enumerate(known) if found}
    tops = moved_apart(list(ends.values()), _gap(value, size, height))
    for (place, _), top in zip(ends.items(), tops, strict=True):
        line = value.lines[place]
        yield go.Scatter(
            x=[day(line.ends[known[place][-1]], value.fiscal_year)],
            y=[top],
            mode="text",
            # clear of the sign of the status
            text=[f"\u2002{safe(line.code)}"],
            textposition="middle right",
            textfont={"size": size, "color": series_colour(place, theme)},
            legendgroup=line.code,
            showlegend=False,
            hoverinfo="skip",
            cliponaxis=False,
        )


def _gap(value: GoalLines, size: int, height: int) -> float:
    """The height of a label in percents: of the least plot that the legend may leave, a row for each name."""
    rows = len(value.lines) + 1
    plot = max(height - _EDGES - rows * _ROW * size, _LEAST * height)
    shares = [share for line in value.lines for share in (*line.progress, *line.expected) if share is not None]
    span = 100 * (max(shares, default=1.0) - min(shares, default=0.0)) or 1.0
    return _LABEL * size * span * _AIR / plot
