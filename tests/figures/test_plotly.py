"""The interactive charts: all layers, text that stays text, nothing from other hosts."""

import json

import pytest

from kpi.figures import Theme, plotly_chart
from kpi.figures.tokens import colour
from kpi.model import Language, Status
from kpi.views.series import GoalLine, GoalLines
from tests.figures import gallery


def names(figure):
    return {trace.name for trace in figure.data}


@pytest.mark.parametrize("phone", [False, True])
@pytest.mark.parametrize("theme", list(Theme))
@pytest.mark.parametrize("name", list(gallery.TRAJECTORIES))
def test_every_case_makes_valid_json(name, theme, phone):
    figure = plotly_chart.trajectory_figure(gallery.TRAJECTORIES[name](), Language.UK, theme, phone)
    said = json.loads(figure.to_json())
    assert said["layout"]["template"]["layout"]["paper_bgcolor"] == colour("page", theme)
    assert "NaN" not in figure.to_json()
    assert "Infinity" not in figure.to_json()
    assert figure.layout.showlegend is not True
    assert figure.layout.meta["alt"]


def test_water_has_all_layers():
    figure = plotly_chart.trajectory_figure(gallery.water())
    wanted = {"zone-off", "zone-risk", "band", "continuation-band", "continuation", "plan", "targets", "baseline"}
    assert wanted | {"line", "actual", "gaps", "revised", "last"} <= names(figure)
    said = [annotation.text for annotation in figure.layout.annotations]
    assert "<b>Ціль 2028: 95,0\u00a0%</b>" in said
    assert "станом на 30.09.2026" in said


def test_gaps_and_values_give_their_titles():
    t = gallery.water()
    figure = plotly_chart.trajectory_figure(t)
    shown = [title for trace in figure.data if trace.customdata is not None for title in trace.customdata]
    assert set(shown) == {p.title for p in (*t.points, *t.revised)}


def test_running_totals_break_in_january():
    figure = plotly_chart.trajectory_figure(gallery.planted())
    line = next(trace for trace in figure.data if trace.name == "line" and trace.line.dash == "solid")
    pairs = [(a, b) for a, b in zip(line.x, line.x[1:], strict=False) if a is not None and b is not None]
    assert pairs
    assert all(a // 12 == (b - 1) // 12 for a, b in pairs)  # from 0 at the end of the December before


def test_hostile_text_stays_text():
    bad = "<a href='//x'>x</a>&"
    line = GoalLine(bad, bad, (24300,), (0.4,), (0.5,), (Status.AT_RISK,), (bad,))
    said = plotly_chart.goal_lines_figure(GoalLines("t", "s", bad, (line,))).to_json()
    visible = json.dumps({key: value for key, value in json.loads(said)["layout"].items() if key != "meta"})
    assert "<a " not in visible
    assert "<a " not in json.dumps(json.loads(said)["data"])


@pytest.mark.parametrize("phone", [False, True])
def test_goals(phone):
    figure = plotly_chart.goal_lines_figure(gallery.GOALS, Language.UK, Theme.DARK, phone)
    assert {"2.1", "2.2", "2.3", "2.4", "progress", "expected"} <= names(figure)
    assert plotly_chart.goal_lines_figure(GoalLines("t", "s", "l", ())).data == ()


@pytest.mark.parametrize("language", list(Language))
def test_settings_ask_no_other_host_and_speak_the_language(language):
    config = plotly_chart.config(language)
    locale = config["locales"][language.value]
    assert len(locale["format"]["months"]) == len(locale["format"]["shortMonths"]) == 12
    assert len(locale["format"]["days"]) == len(locale["format"]["shortDays"]) == 7
    assert config["displayModeBar"] is False
    assert config["displaylogo"] is False
    assert "http" not in json.dumps(config)
    if language is Language.UK:
        assert locale["format"]["decimal"] == ","
        assert locale["format"]["months"][0] == "січень"
