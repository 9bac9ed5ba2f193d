"""Goals or sectors beside one another: how far they have come, and a tick where the plan wanted them."""

from collections.abc import Sequence

import plotly.graph_objects as go

from kpi.charts.interactive.theme import lines, percent_axis, percents, safe, template
from kpi.charts.tokens import STATUS_TOKENS, Theme, colour
from kpi.text import Text
from kpi.views.dashboard.sector import RollupRow

_ROW, _EDGES = 46, 70  # px


def rollups_figure(rows: Sequence[RollupRow], title: str, text: Text, theme: Theme) -> go.Figure:
    """A bar for each row that has a progress. `title` is the finding, for the alternative text."""
    known = [row for row in rows if row.progress is not None][::-1]
    names = [lines(row.name.name, 28) for row in known]
    about = [[_words(row, text), safe(row.status_words), safe(row.coverage)] for row in known]
    figure = go.Figure(
        [
            go.Bar(
                x=percents([row.progress for row in known]),
                y=names,
                orientation="h",
                width=0.5,
                name=safe(text.say("dashboard.chart.progress")),
                marker={
                    "color": [colour(_fill(row), theme) for row in known],
                    "line": {"color": [colour(_line(row), theme) for row in known], "width": 1.5},
                },
                text=[text.percent(row.progress) for row in known],
                textposition="outside",
                customdata=about,
                hovertemplate="%{customdata[0]}<br>%{customdata[1]}<br>%{customdata[2]}<extra></extra>",
            ),
            go.Scatter(
                x=percents([row.expected for row in known]),
                y=names,
                mode="markers",
                name=safe(text.say("dashboard.chart.expected")),
                marker={"symbol": "line-ns", "size": 26, "line": {"color": colour("ink", theme), "width": 3}},
                hoverinfo="skip",
            ),
        ]
    )
    figure.update_layout(
        template=template(theme),
        height=_EDGES + _ROW * max(len(known), 1),
        meta={"alt": "; ".join([title, *(_told(row, text) for row in rows)])},
        xaxis={**percent_axis(text.language), "range": [0, 108], "showgrid": True},
        margin={"t": 44},
    )
    return figure


def _words(row: RollupRow, text: Text) -> str:
    return safe(_told(row, text))


def _told(row: RollupRow, text: Text) -> str:
    progress, expected = text.percent(row.progress), text.percent(row.expected)
    return f"{row.name.name}: {text.say('rows.rollup', progress=progress, expected=expected)}"


def _fill(row: RollupRow) -> str:
    return STATUS_TOKENS[row.status].fill if row.status else "grey"


def _line(row: RollupRow) -> str:
    return STATUS_TOKENS[row.status].line if row.status else "grey"
