"""Goals over the quarters and drawings as files."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from kpi import charts
from kpi.charts import Theme
from kpi.charts.tokens import TOKENS
from kpi.model import Language, Status
from kpi.views.common.series import GoalLine, GoalLines
from tests.charts import gallery
from tests.charts.reading import SVG, assert_sound, parsed
from tests.fiscal_years import CALENDAR

SHARES = st.none() | st.floats(allow_nan=True, allow_infinity=True)


def drawings(html: str) -> list[str]:
    return re.findall(r"<svg.*?</svg>", html, flags=re.S)


def test_a_chart_per_goal_with_its_numbers_in_words() -> None:
    found = drawings(charts.goal_lines(gallery.GOALS))
    assert len(found) == 4
    labels = [assert_sound(svg).attrib["aria-label"] for svg in found]
    assert labels[0] == "2.1 Надійна інфраструктура: пройдений шлях 35\u202f%, за планом 68\u202f%"
    assert "progress 35%" in charts.goal_lines(gallery.GOALS, Language.EN)


@given(st.lists(st.tuples(SHARES, SHARES, st.sampled_from(Status)), max_size=10))
def test_goal_lines_take_any_shares(rows: list[tuple[float | None, float | None, Status]]) -> None:
    ends = tuple(24300 + 3 * i for i in range(len(rows)))
    line = GoalLine(
        code="1.1",
        name="<b>Ціль</b>",
        ends=ends,
        progress=tuple(progress for progress, _, _ in rows),
        expected=tuple(expected for _, expected, _ in rows),
        statuses=tuple(status for _, _, status in rows),
        titles=tuple("квартал" for _ in rows),
    )
    html = charts.goal_lines(GoalLines("t", "s", "l", (line,), fiscal_year=CALENDAR))
    assert "<b>Ціль</b>" not in html
    for svg in drawings(html):
        assert_sound(svg)


@pytest.mark.parametrize("theme", list(Theme))
@pytest.mark.parametrize("name", list(gallery.TRAJECTORIES))
def test_a_file_needs_nobody(name: str, theme: Theme) -> None:
    t = gallery.TRAJECTORIES[name]()
    svg = charts.standalone(
        charts.trajectory(t, size="wide"), theme, title=t.title, source="Джерело: Водоканал <x>", demo="ДЕМО-ДАНІ"
    )
    root = parsed(svg)
    assert "var(" not in svg
    assert "ДЕМО-ДАНІ" in svg
    assert root.attrib["aria-label"] == t.label
    ground = next(root.iter(SVG + "rect"))
    assert ground.attrib["fill"] == TOKENS["page"].of(theme)
    assert float(root.attrib["width"]) > 1120
    assert re.findall(r"https?://(?!www\.w3\.org)", svg) == []


def test_only_a_drawing_becomes_a_file() -> None:
    with pytest.raises(ValueError, match="drawing"):
        charts.standalone(Markup("<p></p>"))
