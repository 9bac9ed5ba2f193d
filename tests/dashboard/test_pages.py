"""Every page by dashboard.py: one heading, charts with words, both languages, unknown codes, an empty store."""

import json
import re
from pathlib import Path

import pytest
from streamlit.proto.Metric_pb2 import Metric

from kpi.dashboard.menu import PAGES
from kpi.model import FAR_BEHIND, Language, Status
from kpi.store import open_store
from kpi.text import Text
from tests.dashboard.conftest import Open, on_store, opened
from tests.dashboard.reading import charts, links, specification, words
from tests.languages import BOTH

UK = Text(Language.UK)
CHARTS = {"overview": 6, "sector": 4, "indicator": 1, "compare": 1, "session": 1}
CHOSEN: dict[str, dict[str, str | list[str]]] = {"compare": {"id": ["4.1.4", "6.2"]}}


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("page", list(PAGES))
def test_every_page_has_one_heading_and_charts_with_words(open_page: Open, page: str, language: Language) -> None:
    app = open_page(page, lang=language.value, **CHOSEN.get(page, {}))
    (title,) = app.title
    assert len(title.value) > 10
    found = charts(app)
    assert len(found) == CHARTS.get(page, 0)
    for chart in found:
        assert len(chart.alt) > 20
        assert json.loads(chart.config)["locale"] == language.value


@pytest.mark.parametrize("page", [page for page in PAGES if page != "session"])
def test_the_menu_keeps_what_is_shown(open_page: Open, page: str) -> None:
    app = open_page(page, lang="en", sector="urban", quarter="2025-Q4", status=["off_track", "at_risk"])
    for target, carried in links(app).items():
        assert carried == "lang=en&quarter=2025-Q4&sector=urban&status=off_track&status=at_risk", target


@pytest.mark.parametrize("page", list(PAGES))
def test_the_demonstration_is_marked_on_every_page(open_page: Open, page: str) -> None:
    assert any("Демонстраційні дані" in str(one.value).replace("\\", "") for one in open_page(page).warning)


@pytest.mark.parametrize(("page", "name"), [("indicator", "id"), ("sector", "id"), ("compare", "id"), ("table", "by")])
@pytest.mark.parametrize("value", ["9.9.9", "![](https://example.org/x.png)", "<script>alert(1)</script>"])
def test_an_unknown_code_is_named_and_left_aside(open_page: Open, page: str, name: str, value: str) -> None:
    app = open_page(page, **{name: value})
    told = [str(info.value) for info in app.info if "посиланні" in str(info.value)]
    assert len(told) == 1
    # an address is broken by a sign that nobody sees, so that no link is made of it
    assert value in re.sub(r"\\(.)", r"\1", told[0]).replace("\u2060", "")
    # signs of Markdown are plain: nothing is fetched
    assert "![](" not in told[0]


def test_the_address_of_an_indicator_names_another_one_than_the_filters_let_through(open_page: Open) -> None:
    assert "зупинок" in open_page("indicator", id="4.1.4", sector="economy").title[0].value.casefold()


def test_a_goal_stands_on_the_page_of_its_sector(open_page: Open) -> None:
    app = open_page("sector", id="urban", focus="6.2")
    assert "6.2 Система сортування сміття" in words(app)
    (frame, *_) = app.dataframe
    assert list(frame.value["code"].str.startswith("6.2.")) == [True] * len(frame.value)


def test_nothing_is_shown_in_words_where_the_filters_let_nothing_through(open_page: Open) -> None:
    app = open_page("overview", sector="economy", department="dep-health")
    assert "Послабте" in words(app)
    assert charts(app) == []


@pytest.mark.parametrize("page", ["overview", "indicator", "session"])
def test_an_empty_store_says_so_and_still_tries_workbooks(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = str(tmp_path / "postup.sqlite")
    open_store(where)
    on_store(monkeypatch, where)
    assert "Ще нічого не опубліковано" in words(opened(page))
    assert len(opened("workbook").file_uploader) == 1


def test_charts_can_be_zoomed_and_their_tools_speak_the_language(open_page: Open) -> None:
    (chart,) = charts(open_page("indicator", id="4.1.4"))
    assert specification(chart)["layout"]["xaxis"]["type"] == "date"
    assert "fixedrange" not in specification(chart)["layout"]["xaxis"]
    settings = json.loads(chart.config)
    assert settings["locales"]["uk"]["dictionary"]["Zoom in"] == "Збільшити"
    assert settings["displayModeBar"] == "hover"


def test_english_pages_hold_no_ukrainian_words_of_ours(open_page: Open) -> None:
    """Names from the data may be Ukrainian; what the code says may not."""
    for page in PAGES:
        for widget in (*open_page(page, lang="en").selectbox, *open_page(page, lang="en").multiselect):
            assert not re.search("[а-яіїєґ]", widget.label), widget.label


def test_a_fall_has_a_minus_an_arrow_down_and_the_colour_of_what_it_means(open_page: Open) -> None:
    metrics = {metric.label.split(" ", 1)[1]: metric for metric in open_page("overview").metric}
    told = {status: metrics[name] for status in Status if (name := UK.say(f"status.{status}")) in metrics}
    moved = {status: metric for status, metric in told.items() if metric.delta}
    falls = {status for status, metric in moved.items() if metric.delta.startswith("−")}
    assert falls
    assert falls < set(moved)
    for status, metric in moved.items():
        assert metric.delta.lstrip("−").isdigit()
        assert metric.proto.direction == (Metric.DOWN if status in falls else Metric.UP)
        good, bad = status in {Status.ACHIEVED, Status.ON_TRACK}, status in {*FAR_BEHIND, Status.AT_RISK}
        worse = (good and status in falls) or (bad and status not in falls)
        assert metric.proto.color == (Metric.RED if worse else Metric.GREEN if good or bad else Metric.GRAY), status
