"""The figures of the dashboard: ordinary Plotly, its interaction on, our colours in both themes, texts stay text."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from kpi.charts.interactive import (
    SERIES,
    Figure,
    alternative,
    comparison_figure,
    config,
    goals_figure,
    heatmap_figure,
    rollups_figure,
    statuses_figure,
    trajectory_figure,
)
from kpi.charts.interactive.theme import SYMBOLS, marker, shortened
from kpi.charts.tokens import STATUS_TOKENS, TOKENS, Theme, colour
from kpi.measure import paces
from kpi.model import Language, Status
from kpi.text import Text
from kpi.views.common.board import board
from kpi.views.dashboard import compare, indicator, overview, sector
from kpi.views.dashboard.pace import at_pace
from kpi.views.dashboard.selection import Selection, select
from kpi.views.dashboard.statuses import status_history
from tests.charts.test_tokens import contrast
from tests.languages import BOTH
from tests.views.one import CODE, measured, seen
from tests.views.one import indicator as made

ROOT = Path(__file__).resolve().parents[3]
UK = Text(Language.UK)
HOSTILE = 'Вода <img src="x" onerror="alert(1)"><a href="javascript:alert(1)">тут</a>'
#: grounds and lines that no token names: see-through
_CLEAR = {"rgba(0,0,0,0)"}


@pytest.fixture(scope="module")
def shown() -> Selection:
    second = made(code="1.1.2", name="Втрати води", unit="м³", targets=((2026, 80.0),), baseline_value=40.0)
    rows = (
        seen("2024-Q4", 68.0),
        seen("2025-Q4", 70.0),
        seen("2026-Q2", 73.0, preliminary=True),
        seen("2026-Q3", 74.0, comment="Замінено насос <b>№ 2</b>."),
        seen("2026-Q3", 79.0, code="1.1.2"),
    )
    return select(board(measured(rows, more=(second,), name=HOSTILE), UK))


def every(shown: Selection, theme: Theme) -> dict[str, Figure]:
    history, heat = status_history(shown.board, shown.rows), overview.heat_map(shown)
    page = sector.build(shown, "urban")
    one = indicator.build(shown.board, CODE, paces(shown.board.survey), {})
    assert history is not None
    assert heat is not None
    assert page is not None
    assert one is not None
    compared = compare.compare(shown.board, [CODE, "1.1.2", "1.1"], compare.ComparisonScale.WAY)
    units = compare.compare(shown.board, [CODE, "1.1.2"], compare.ComparisonScale.UNITS)
    line = at_pace(one.pace, 2.0)
    return {
        "statuses": statuses_figure(history, theme),
        "heat": heatmap_figure(heat, theme),
        "goals": goals_figure(page.lines, UK, theme),
        "rollups": rollups_figure(page.sectors, page.sectors_title, UK, theme),
        "way": trajectory_figure(one.view.trajectory, UK, theme, notes=one.notes, pace=line),
        "compared": comparison_figure(compared, UK, theme),
        "units": comparison_figure(units, UK, theme),
    }


def colours(value: Any) -> set[str]:
    """Every colour of a figure."""
    found: set[str] = set()
    if isinstance(value, dict):
        for name, inner in value.items():
            if name.endswith("color") or name == "colorscale":
                found |= {text for text in _texts(inner) if text.startswith(("#", "rgb"))}
            found |= colours(inner)
    elif isinstance(value, list):
        for inner in value:
            found |= colours(inner)
    return found


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [text for inner in value for text in _texts(inner)] if isinstance(value, list) else []


@pytest.mark.parametrize("theme", list(Theme))
def test_every_colour_is_a_token_of_its_theme(shown: Selection, theme: Theme) -> None:
    known = {token.of(theme) for token in (*TOKENS.values(), *SERIES)} | _CLEAR
    for name, figure in every(shown, theme).items():
        strange = {c for c in colours(json.loads(figure.to_json())) if c not in known and not c.startswith("rgba")}
        assert strange == set(), name


def test_every_figure_says_itself_in_words(shown: Selection) -> None:
    for figure in every(shown, Theme.LIGHT).values():
        assert len(alternative(figure)) > 20


def test_names_from_workbooks_stay_text(shown: Selection) -> None:
    for name, figure in every(shown, Theme.LIGHT).items():
        written = json.loads(figure.to_json())
        written["layout"].pop("meta")
        assert "<img" not in json.dumps(written), name
        assert "<a href" not in json.dumps(written), name


def test_no_template_holds_what_a_workbook_says(shown: Selection) -> None:
    for name, figure in every(shown, Theme.LIGHT).items():
        for trace in figure.data:
            assert "img" not in str(getattr(trace, "hovertemplate", "") or ""), name


def test_zoom_legend_and_selection_are_on(shown: Selection) -> None:
    figures = every(shown, Theme.LIGHT)
    for name in ("goals", "way", "compared", "units"):
        layout = json.loads(figures[name].to_json())["layout"]
        assert layout["xaxis"]["type"] == "date", name
        assert not layout["xaxis"].get("fixedrange"), name
        assert layout.get("showlegend", True), name
    assert figures["heat"].layout.clickmode == "event+select"
    points = [trace for trace in figures["heat"].data if trace.type == "scatter"]
    assert {trace.customdata[0][0] for trace in points} == {"1.1"}


def test_a_heat_cell_is_read_on_its_ground(shown: Selection) -> None:
    for theme in Theme:
        for trace in every(shown, theme)["heat"].data:
            if trace.type == "heatmap":
                assert contrast(trace.textfont.color, trace.colorscale[0][1]) >= 4.5


def test_the_way_draws_what_the_document_draws(shown: Selection) -> None:
    figure = every(shown, Theme.LIGHT)["way"]
    names = {trace.name for trace in figure.data}
    assert {"План", "Факт", "Пояснення підрозділу", "За іншого темпу"} <= names
    actual = next(trace for trace in figure.data if trace.name == "Факт")
    assert [value for value in actual.y if value is not None] == [68.0, 70.0, 73.0, 74.0]
    # a gap is not bridged
    assert None in actual.y


@pytest.mark.parametrize("theme", list(Theme))
def test_lines_are_seen_and_are_no_status(theme: Theme) -> None:
    statuses = {colour(names.fill, theme) for names in STATUS_TOKENS.values()}
    for token in SERIES:
        assert contrast(token.of(theme), colour("page", theme)) >= 4.5
        assert token.of(theme) not in statuses


@pytest.mark.parametrize("theme", list(Theme))
def test_statuses_differ_by_shape_before_colour(theme: Theme) -> None:
    pairs = {(SYMBOLS[status], marker(status, theme)["color"]) for status in Status}
    assert len(pairs) == len(Status)
    assert len(set(SYMBOLS.values())) >= 6


@pytest.mark.parametrize("language", BOTH)
def test_tools_speak_the_language_and_ask_no_other_host(language: Language) -> None:
    found = config(language)
    words = found["locales"][language.value]["dictionary"]
    assert found["displayModeBar"] == "hover"
    assert found["displaylogo"] is False
    assert all(words.values())
    if language is Language.UK:
        assert not any(word in words.values() for word in words)


def test_the_theme_file_has_the_tokens_colours() -> None:
    theme = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))["theme"]
    for name, one in ((Theme.LIGHT, "light"), (Theme.DARK, "dark")):
        for option, token in (
            ("backgroundColor", "page"),
            ("secondaryBackgroundColor", "surface"),
            ("linkColor", "link"),
            ("borderColor", "control"),
            ("greenTextColor", "on_track-text"),
            ("redTextColor", "off_track-text"),
        ):
            assert theme[one][option] == colour(token, name), (one, option)
        assert contrast(theme[one]["textColor"], theme[one]["backgroundColor"]) >= 12
        # white stands on it in tags
        assert contrast(theme[one]["primaryColor"], "#FFFFFF") >= 4.5


def test_long_names_are_cut_at_a_word() -> None:
    assert shortened("Частка об’єктів комунального майна", 20) == "Частка об’єктів…"
    assert shortened("Коротка", 20) == "Коротка"
