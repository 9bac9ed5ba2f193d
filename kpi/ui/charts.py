"""The interactive charts: what the page's script draws by Plotly over the finished chart, once the browser is idle."""

from kpi.text import Text
from kpi.views.series import GoalLines, Trajectory


def trajectory(value: Trajectory, text: Text) -> dict[str, object]:
    return {}


def goal_lines(value: GoalLines, text: Text) -> dict[str, object]:
    return {}
