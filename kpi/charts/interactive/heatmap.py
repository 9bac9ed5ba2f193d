"""Goals × quarters: how many of a goal's judged indicators are on plan. A click on a cell chooses its goal."""

import plotly.graph_objects as go

from kpi.charts.heat import heat_level
from kpi.charts.interactive.theme import safe, shortened, template
from kpi.charts.tokens import Theme, colour
from kpi.model import Frequency
from kpi.text.dates import ROMAN
from kpi.views.common.series import HeatCell
from kpi.views.dashboard.overview import HeatMap

_NOTHING, _STEPS = -1, 5  # nothing judged; fifths of the judged
_ROW, _NAME, _EDGES = 52, 24, 70  # px: a row, the name above its cells, the quarters at the top


def heatmap_figure(value: HeatMap, theme: Theme) -> go.Figure:
    """The grounds are a heat map, the counts on them are points: points can be chosen (`customdata[0]` is the goal).

    The name of a goal stands above its cells, so that a telephone has room for both.
    """
    heat = value.heat
    periods = [heat.fiscal_year.ending(end, heat.rhythm.months) for end in heat.ends]
    parts = ["" if heat.rhythm is Frequency.YEAR else ROMAN[period.number] for period in periods]
    columns = [[heat.fiscal_year.label(period.year) for period in periods], parts]
    rows = list(range(len(heat.rows)))
    figure = go.Figure([_grounds(value, level, columns, theme) for level in range(_NOTHING, _STEPS)])
    for row in rows:
        figure.add_trace(_points(value, row, columns))
    figure.update_layout(
        template=template(theme),
        height=_EDGES + _ROW * len(rows),
        showlegend=False,
        clickmode="event+select",
        dragmode=False,
        meta={"alt": value.label},
        xaxis={"side": "top", "tickangle": 0, "fixedrange": True, "showdividers": False},
        yaxis={"autorange": "reversed", "fixedrange": True, "visible": False},
        margin={"t": 48},
        annotations=[_name(f"{one.code} {one.name}", row, theme) for row, one in zip(rows, heat.rows, strict=True)],
    )
    return figure


def _name(words: str, row: int, theme: Theme) -> dict[str, object]:
    """The name at the left, above the cells of its row."""
    place = {"xref": "paper", "x": 0, "xanchor": "left", "y": row, "yshift": _ROW / 2 - 2, "yanchor": "middle"}
    font = {"size": 13, "color": colour("ink", theme)}
    return {**place, "text": safe(shortened(words, 46)), "showarrow": False, "font": font, "align": "left"}


def _grounds(value: HeatMap, level: int, columns: list[list[str]], theme: Theme) -> go.Heatmap:
    """The cells of one step of the documents' table, with their counts in the ink that is read on it."""
    cells = [[cell if _level(cell) == level else None for cell in row.cells] for row in value.heat.rows]
    ground, ink = (f"heat-{level}", f"heat-{level}-ink") if level > _NOTHING else ("surface-2", "ink-2")
    return go.Heatmap(
        x=columns,
        y=list(range(len(cells))),
        z=[[None if cell is None else 0 for cell in row] for row in cells],
        colorscale=[[0, colour(ground, theme)], [1, colour(ground, theme)]],
        showscale=False,
        xgap=2,
        ygap=_NAME,
        hoverinfo="skip",
        # as large as the cells have room for
        text=[["" if cell is None else _count(cell) for cell in row] for row in cells],
        texttemplate="%{text}",
        textfont={"color": colour(ink, theme)},
    )


def _level(cell: HeatCell) -> int:
    level = heat_level(cell.on_plan, cell.judged)
    return _NOTHING if level is None else level


def _count(cell: HeatCell) -> str:
    return f"{cell.on_plan}/{cell.judged}" if cell.judged else "—"


def _points(value: HeatMap, place: int, columns: list[list[str]]) -> go.Scatter:
    """What is pointed at and chosen: a heat map itself cannot be."""
    row, titles = value.heat.rows[place], value.titles[place]
    plain = {"marker": {"opacity": 0}}
    return go.Scatter(
        x=columns,
        y=[place] * len(row.cells),
        mode="markers",
        marker={"size": 26, "opacity": 0, "symbol": "square"},
        selected=plain,
        unselected=plain,
        customdata=[[row.code, safe(f"{row.code} {row.name}"), safe(title)] for title in titles],
        hovertemplate="<b>%{customdata[1]}</b><br>%{customdata[2]}<extra></extra>",
    )
