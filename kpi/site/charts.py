"""The interactive charts: what the page's script draws by Plotly over the finished chart, once the browser is idle.

A slot is given the figure in both themes and for both widths, as JSON texts: the script reads the one it needs.
"""

from collections.abc import Callable
from itertools import product
from typing import Protocol

from kpi.figures import plotly_chart
from kpi.figures.tokens import Theme
from kpi.text import Text
from kpi.views.series import GoalLines, Trajectory
from kpi.web.app import assets

#: the bundle in plotly's own package, served by the site
BUNDLE = "plotly.min.js"


class Figure(Protocol):
    """Whatever figures draws: it can be written for the browser."""

    def to_json(self) -> str: ...


def trajectory(value: Trajectory, text: Text) -> dict[str, object]:
    """The slot of an indicator's trajectory."""
    return {
        "trajectory": _slot(
            (value.label, 60),
            text,
            lambda theme, phone: plotly_chart.trajectory_figure(value, text.language, theme, phone),
        )
    }


def goal_lines(value: GoalLines, text: Text) -> dict[str, object]:
    """The slot of a sector's goals; none where no goal was ever judged."""
    if not value.lines:
        return {}
    slot = _slot(
        (value.label, 40),
        text,
        lambda theme, phone: plotly_chart.goal_lines_figure(value, text.language, theme, phone),
    )
    return {"goal-lines": slot | {"grid": True}}


def _slot(place: tuple[str, int], text: Text, draw: Callable[[Theme, bool], Figure]) -> dict[str, object]:
    """`place`: what the chart says in words, and the width in rem from which its place takes the wide figure."""
    label, wide_rem = place
    figures = {
        f"{theme.value}-{'phone' if phone else 'wide'}": draw(theme, phone).to_json()
        for theme, phone in product(Theme, (False, True))
    }
    return {
        "src": assets().url(BUNDLE),
        "label": label,
        "wide_rem": wide_rem,
        "config": plotly_chart.config(text.language),
        "figures": figures,
    }
