"""How it looks: views' values become SVG, HTML bars and Plotly figures. See docs/components.md.

Plotly is not imported here: it is heavy, and only the live charts need it (`kpi.figures.plotly_chart`).
"""

from kpi.figures.bars import rollup_bar, status_bar, track
from kpi.figures.glyphs import glyph
from kpi.figures.goal_lines import goal_lines
from kpi.figures.heat import heat
from kpi.figures.legend import trajectory_legend
from kpi.figures.small import share_line, spark
from kpi.figures.standalone import standalone
from kpi.figures.tokens import Theme
from kpi.figures.trajectory import trajectory, trajectory_responsive

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
