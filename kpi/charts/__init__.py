"""How it looks: views' values become SVG, HTML bars and Plotly figures. See docs/components.md.

Plotly is not imported here: it is heavy, and only the live charts need it (`kpi.charts.plotly_chart`).
"""

from kpi.charts.bars import rollup_bar, status_bar, track
from kpi.charts.glyphs import glyph
from kpi.charts.goal_lines import goal_lines
from kpi.charts.heat import heat
from kpi.charts.legend import trajectory_legend
from kpi.charts.small import share_line, spark
from kpi.charts.standalone import standalone
from kpi.charts.tokens import Theme
from kpi.charts.trajectory import trajectory, trajectory_responsive

__all__ = [
    "Theme",
    "glyph",
    "goal_lines",
    "heat",
    "rollup_bar",
    "share_line",
    "spark",
    "standalone",
    "status_bar",
    "track",
    "trajectory",
    "trajectory_legend",
    "trajectory_responsive",
]
