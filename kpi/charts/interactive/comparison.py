"""Lines beside one another: on one common scale, or each unit in a plot of its own under the same months."""

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from kpi.charts.interactive.theme import (
    date_axis,
    day,
    lines,
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
from kpi.views.dashboard.compare import ComparisonPage, ComparisonScale, Line

_PLOT, _EDGES = 260, 110  # px


def comparison_figure(value: ComparisonPage, text: Text, theme: Theme) -> go.Figure:
    """One line each, its points with their printed values; baseline and target are lines on the common scale."""
    units = list(dict.fromkeys(line.unit for line in value.lines)) or [""]
    figure = make_subplots(rows=len(units), cols=1, shared_xaxes=True, vertical_spacing=0.28 / max(len(units), 3))
    for place, line in enumerate(value.lines):
        figure.add_trace(
            _line(line, _values(value, line), place, theme, value.fiscal_year), row=units.index(line.unit) + 1, col=1
        )
    way = value.scale is ComparisonScale.WAY
    shares = {line.unit for line in value.lines if way or line.share}
    for number, unit in enumerate(units, 1):
        figure.update_yaxes(
            title={"text": lines(unit, 24), "font": {"size": 13}, "standoff": 4},
            **(percent_axis(text.language) if unit in shares else {}),
            row=number,
            col=1,
        )
    if way:
        for at, name in ((0, "baseline"), (100, "target")):
            figure.add_hline(
                y=at,
                line={"color": colour("ink-3", theme), "width": 1, "dash": "dot"},
                annotation={"text": safe(text.say(f"dashboard.chart.{name}")), "font": {"size": 12}, "xanchor": "left"},
                annotation_position="top left",
            )
    figure.update_layout(
        template=template(theme),
        height=_EDGES + _PLOT * len(units) + (120 if way else 0),
        meta={"alt": value.label},
        legend={"y": -0.1 if len(units) < 3 else -0.05, "yanchor": "top"},
        margin={"t": 28},
    )
    figure.update_xaxes(**date_axis(theme, value.fiscal_year))
    return figure


def _values(value: ComparisonPage, line: Line) -> list[float | None]:
    shares = value.scale is ComparisonScale.WAY or line.share
    return percents(line.values) if shares else list(line.values)


def _line(line: Line, values: list[float | None], place: int, theme: Theme, fiscal_year: FiscalYear) -> go.Scatter:
    name = f"{line.code} {line.name}"
    return go.Scatter(
        x=[day(end, fiscal_year) for end in line.ends],
        y=values,
        mode="lines+markers",
        connectgaps=False,
        line={"color": series_colour(place, theme), "width": 2.4, "dash": series_dash(place)},
        marker={"size": 8},
        name=safe(shortened(name, 52)),
        # a name is data, never a part of the template
        customdata=[[lines(name), safe(title)] for title in line.titles],
        hovertemplate="<b>%{customdata[0]}</b><br>%{x|%b %Y}: %{customdata[1]}<extra></extra>",
    )
