"""The parts of an indicator as small plots of one figure: the same months and the same axis for all of them."""

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from kpi.charts.interactive.theme import date_axis, day, lines, safe, shortened, template
from kpi.charts.tokens import Theme, colour
from kpi.text import Text
from kpi.views.indicator.breakdown import Breakdown, Part

_COLUMNS = 3
_PLOT, _EDGES = 190, 90  # px


def breakdown_figure(value: Breakdown, text: Text, theme: Theme) -> go.Figure:
    """A plot for each part, periods without a value left open; names stand over their plots."""
    columns = min(_COLUMNS, len(value.parts))
    rows = -(-len(value.parts) // columns)
    figure = make_subplots(
        rows=rows,
        cols=columns,
        shared_xaxes="all",
        shared_yaxes="all",
        subplot_titles=[safe(shortened(part.name, 34)) for part in value.parts],
        vertical_spacing=0.34 / max(rows, 2),
        horizontal_spacing=0.05,
    )
    for place, part in enumerate(value.parts):
        figure.add_trace(_line(value, part, theme), row=place // columns + 1, col=place % columns + 1)
    figure.update_layout(
        template=template(theme),
        height=_EDGES + _PLOT * rows,
        meta={"alt": f"{text.say('breakdown.title', name=value.name)}. {value.label}"},
        showlegend=False,
        margin={"t": 44},
    )
    figure.update_annotations(font={"size": 13})
    figure.update_xaxes(**date_axis(theme, value.fiscal_year))
    figure.update_yaxes(rangemode="tozero" if value.bounds[0] is not None and value.unit != "%" else "normal")
    for row in range(1, rows + 1):
        figure.update_yaxes(title={"text": lines(value.unit, 18), "font": {"size": 12}, "standoff": 4}, row=row, col=1)
    return figure


def _line(value: Breakdown, part: Part, theme: Theme) -> go.Scatter:
    return go.Scatter(
        x=[day(point.end, value.fiscal_year) for point in part.points],
        y=[point.value for point in part.points],
        mode="lines+markers",
        connectgaps=False,
        line={"color": colour("ink", theme), "width": 2},
        marker={"size": 6, "color": colour("ink", theme)},
        name=safe(part.name),
        # a name is data, never a part of the template
        customdata=[[lines(part.name), safe(point.title)] for point in part.points],
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}<extra></extra>",
    )
