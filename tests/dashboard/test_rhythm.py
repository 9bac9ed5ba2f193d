"""The dashboard of a community that reports by years: no quarters, its own years' names, its colour."""

from collections.abc import Iterator
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from kpi.charts.interactive.theme import date_axis
from kpi.charts.tokens import Theme
from kpi.dashboard.parts.accent import accent_rules
from kpi.model import FiscalYear, Frequency
from kpi.model.look.accent import accent_of, contrast
from kpi.store import open_store
from tests.books import checked, hospitals, indicator, observation, plan
from tests.dashboard.conftest import Open, on_store, opened
from tests.dashboard.reading import elements, words
from tests.publishing import publish

#: the colour of the community
WINE = "#7A1F5C"


@pytest.fixture(scope="module")
def open_page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    """Yearly indicators alone, values of 2022–2025."""
    name = str(tmp_path_factory.mktemp("yearly") / "own.sqlite")
    yearly = (
        indicator("1.2.1", frequency=Frequency.YEAR, task="1.2.7 Ремонт відділень", also_under="2.1"),
        indicator("1.2.3", frequency=Frequency.YEAR),
    )
    rows = tuple(observation("1.2.1", str(year), 40.0 + year - 2022) for year in range(2022, 2026))
    book = hospitals(indicators=yearly, observations=rows)
    publish([checked(plan(colour=WINE)), checked(book)], date(2026, 5, 14), store=open_store(name))
    with pytest.MonkeyPatch.context() as patch:
        on_store(patch, name)
        yield opened


def options(app: AppTest) -> list[str]:
    (slider,) = app.sidebar.select_slider
    return list(slider.options)


def test_years_are_offered_where_nothing_is_reported_by_quarters(open_page: Open) -> None:
    offered = options(open_page("overview"))
    assert offered[-1] == "2025"
    assert all("кв." not in one for one in offered), offered
    assert "2023" in offered


def test_a_year_of_the_address_is_shown_and_a_quarter_is_told_as_unknown(open_page: Open) -> None:
    captions = [one.value for one in open_page("overview", quarter="2023").caption]
    assert any("31.12.2023" in one for one in captions), captions
    assert "2023-Q3" in words(open_page("overview", quarter="2023-Q3"))


def test_the_colour_of_the_community_is_on_links_and_buttons(open_page: Open) -> None:
    app = open_page("overview")
    styles = [one.proto.body for one in elements(app, "html")]
    assert any(f"color: {WINE}" in one for one in styles)


@pytest.mark.parametrize("theme", list(Theme))
def test_it_can_be_read_in_both_themes(theme: Theme) -> None:
    accent = accent_of(WINE)
    assert accent is not None
    rules = accent_rules(accent, theme)
    own, on = (accent.dark, "#0F171E") if theme is Theme.DARK else (accent.light, "#FFFFFF")
    assert f"background: {own}" in rules
    assert f"color: {on}" in rules
    assert contrast(own, on) >= 4.5


def test_fiscal_years_have_their_names_where_they_begin() -> None:
    axis = date_axis(Theme.LIGHT, FiscalYear(7))
    ticks = dict(zip(axis["tickvals"], axis["ticktext"], strict=True))
    assert ticks["2025-07-01"] == "2025/26"
    assert "tickvals" not in date_axis(Theme.LIGHT, FiscalYear(1))


def test_tasks_and_further_goals_are_filters(open_page: Open) -> None:
    app = open_page("overview", goal="2.1")
    chosen = {one.label: one for one in app.sidebar.multiselect}
    assert list(chosen["Завдання"].options) == ["1.2.7 Ремонт відділень"]
    assert "1.2 Лікарні" in chosen["Оперативні цілі"].options
    assert any("1 із 2 показників" in one.value.replace("\u00a0", " ") for one in app.caption)
    for address in ({"task": "1.2.7"}, {"goal": "2.1"}):
        assert "Показник 1.2.3" not in words(open_page("table", **address))
    assert "9.9" in words(open_page("overview", task="9.9"))
