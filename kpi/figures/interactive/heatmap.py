"""Goals × quarters: how many of a goal's judged indicators are on plan. A click on a cell chooses its goal."""

import plotly.graph_objects as go

from kpi.figures.heat import heat_level
from kpi.figures.interactive.theme import safe, shortened, template
from kpi.figures.tokens import Theme, colour
from kpi.model import Period
from kpi.text.dates import ROMAN
from kpi.views.dashboard.overview import HeatMap

_STEPS = 5
_ROW, _EDGES = 34, 76  # px


def heatmap_figure(value: HeatMap, theme: Theme, *, names: int = 34) -> go.Figure:
    """The grounds are a heat map, the counts on them are points: points can be chosen (`customdata[0]` is the goal).

    names  letters of a goal's name beside its code; 0 = the code alone
    """
    heat = value.heat
    quarters = [Period.ending(end, 3) for end in heat.ends]
    columns = [[str(q.year) for q in quarters], [ROMAN[q.number] for q in quarters]]
    rows = [f"<b>{safe(row.code)}</b> {safe(shortened(row.name, names)) if names else ''}" for row in heat.rows]
    levels = [[_level(cell.on_plan, cell.judged) for cell in row.cells] for row in heat.rows]
    figure = go.Figure(
        go.Heatmap(
            x=columns,
            y=rows,
            z=levels,
            zmin=-1.5,
            zmax=_STEPS - 0.5,
            colorscale=_scale(theme),
            showscale=False,
            xgap=2,
            ygap=2,
            hoverinfo="skip",
        )
    )
    for place in range(len(heat.rows)):
        figure.add_trace(_counts(value, place, rows[place], columns, theme))
    figure.update_layout(
        template=template(theme),
        height=_EDGES + _ROW * len(rows),
        showlegend=False,
        clickmode="event+select",
        dragmode=False,
        meta={"alt": value.label},
        xaxis={"side": "top", "tickangle": 0, "fixedrange": True, "showdividers": False},
        yaxis={"autorange": "reversed", "fixedrange": True, "showgrid": False, "ticks": ""},
        margin={"t": 48},
    )
    return figure


def _level(on_plan: int, judged: int) -> int:
    level = heat_level(on_plan, judged)
    return -1 if level is None else level


def _scale(theme: Theme) -> list[list[object]]:
    """Six steps without a transition: nothing judged, then the fifths of the documents' table."""
    names = ["surface-2", *(f"heat-{n}" for n in range(_STEPS))]
    found: list[list[object]] = []
    for place, name in enumerate(names):
        found += [[place / len(names), colour(name, theme)], [(place + 1) / len(names), colour(name, theme)]]
    return found


def _counts(value: HeatMap, place: int, name: str, columns: list[list[str]], theme: Theme) -> go.Scatter:
    row, titles = value.heat.rows[place], value.titles[place]
    inks = [
        colour(f"heat-{n}-ink" if n >= 0 else "ink-2", theme) for n in (_level(c.on_plan, c.judged) for c in row.cells)
    ]
    plain = {"marker": {"opacity": 0}}
    return go.Scatter(
        x=columns,
        y=[name] * len(row.cells),
        mode="markers+text",
        text=[f"{c.on_plan}/{c.judged}" if c.judged else "—" for c in row.cells],
        textfont={"size": 12, "color": inks},
        marker={"size": 26, "opacity": 0, "symbol": "square"},
        selected=plain,
        unselected=plain,
        customdata=[[row.code, safe(f"{row.code} {row.name}"), safe(title)] for title in titles],
        hovertemplate="<b>%{customdata[1]}</b><br>%{customdata[2]}<extra></extra>",
    )
