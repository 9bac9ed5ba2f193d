"""The codes at the ends of the lines of a sector's goals: each beside its line, none on another."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from kpi.charts.interactive import goals_figure
from kpi.charts.interactive.end_labels import moved_apart
from kpi.charts.tokens import Theme
from kpi.model import Language
from kpi.text import Text
from kpi.views.common.board import board
from kpi.views.common.series import GoalLines
from kpi.views.dashboard import sector
from kpi.views.dashboard.selection import select
from tests.views.one import measured, seen

UK = Text(Language.UK)


@pytest.mark.parametrize(
    ("values", "gap", "places"),
    [
        ((), 5, []),
        ((64, 95, 0), 5, [64, 95, 0]),
        # two of nearly one value move by the same, and keep their order
        ((64, 66), 8, [61, 69]),
        ((66, 64), 8, [69, 61]),
        # a pair that is moved onto a third one takes it along
        ((50, 50, 56), 6, [46, 52, 58]),
        ((7, 7, 7), 2, [5, 7, 9]),
    ],
)
def test_places_are_as_near_as_the_gap_allows(values: tuple[float, ...], gap: float, places: list[float]) -> None:
    assert moved_apart(values, gap) == pytest.approx(places)


def drawn(*ends: float) -> GoalLines:
    """Goals whose progress ended at these shares."""
    page = sector.build(select(board(measured([seen("2025-Q4", 70.0), seen("2026-Q3", 74.0)]), UK)), "urban")
    assert page is not None
    (line,) = page.lines.lines
    lines = [replace(line, code=f"1.{n}", progress=(*line.progress[:-1], end)) for n, end in enumerate(ends, 1)]
    return replace(page.lines, lines=tuple(lines))


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("ends", [(0.64, 0.67, 0.95), (0.44, 0.44, 0.49, 0.55, 1.0), (0.5,) * 8])
def test_codes_at_the_ends_do_not_lie_on_one_another(ends: tuple[float, ...], large: bool) -> None:
    figure: Any = goals_figure(drawn(*ends), UK, Theme.LIGHT, large=large)
    labels = [trace for trace in figure.data if trace.text]
    assert [trace.text[-1].strip() for trace in labels] == [f"1.{n}" for n in range(1, len(ends) + 1)]
    tops = sorted(trace.y[-1] for trace in labels)
    shares = [share for trace in figure.data for share in trace.y if share is not None]
    # of the tallest plot that the figure can have: the real one is less tall only by the legend's rows
    letters = labels[0].textfont.size * (max(shares) - min(shares)) / figure.layout.height
    assert all(above - below >= letters for below, above in pairwise(tops))


def test_a_code_goes_with_its_line_when_the_legend_takes_it_out() -> None:
    figure: Any = goals_figure(drawn(0.4, 0.6), UK, Theme.LIGHT)
    of = {trace.text[-1].strip(): trace.legendgroup for trace in figure.data if trace.text}
    assert of == {"1.1": "1.1", "1.2": "1.2"}
