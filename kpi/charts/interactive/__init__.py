"""Ordinary Plotly figures for the dashboard: zoom, legend, mode bar, selection; the documents' colours and shapes.

Every figure carries its alternative text in `layout.meta["alt"]`; show it with `config(language)` and no other theme.
"""

from kpi.charts.interactive.breakdown import breakdown_figure
from kpi.charts.interactive.comparison import comparison_figure
from kpi.charts.interactive.goals import goals_figure
from kpi.charts.interactive.heatmap import heatmap_figure
from kpi.charts.interactive.rollups import rollups_figure
from kpi.charts.interactive.statuses import statuses_figure
from kpi.charts.interactive.theme import SERIES, Figure, alternative, config
from kpi.charts.interactive.trajectory import trajectory_figure

__all__ = [
    "SERIES",
    "Figure",
    "alternative",
    "breakdown_figure",
    "comparison_figure",
    "config",
    "goals_figure",
    "heatmap_figure",
    "rollups_figure",
    "statuses_figure",
    "trajectory_figure",
]
