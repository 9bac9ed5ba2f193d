"""The dashboard of two editions: the address names one, a day alone means the one in force then, links keep it."""

import json
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from kpi.services.publishing.loading.demonstration import show_example
from kpi.store import open_store
from tests.dashboard.conftest import Open, on_store, opened
from tests.dashboard.reading import elements, words
from tests.settled import DAY


@pytest.fixture(scope="module")
def open_page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    """The dashboard on the demonstration's store."""
    name = str(tmp_path_factory.mktemp("editions") / "own.sqlite")
    show_example(open_store(name), today=DAY)
    with pytest.MonkeyPatch.context() as patch:
        on_store(patch, name)
        patch.setenv("POSTUP_ADDRESS", "https://strategy.example.org")
        yield opened


def to_document(app: AppTest) -> list[str]:
    return [one.proto.url for one in elements(app, "link_button")]


def options(app: AppTest, label: str) -> list[str]:
    (found,) = (one for one in app.sidebar.selectbox if one.label == label)
    return list(found.options)


def test_without_a_name_it_shows_the_edition_in_force(open_page: Open) -> None:
    app = open_page("indicator", id="1.1.1")
    assert "Етап створення бізнес-центру" in words(app)
    assert to_document(app) == ["https://strategy.example.org/indicator?id=1.1.1"]
    assert options(app, "Редакція стратегії") == [
        "2022–2026, чинна до 31.12.2026",
        "2027, діятиме з 01.01.2027",
    ]


def test_the_address_names_another_one(open_page: Open) -> None:
    app = open_page("indicator", id="1.1.1", edition="2027")
    assert "Частка мешканців із декларацією із сімейним лікарем" in words(app)
    assert "бізнес-центру" not in words(app)
    assert to_document(app) == ["https://strategy.example.org/2027/indicator?id=1.1.1"]


def test_releases_are_those_of_the_edition(open_page: Open) -> None:
    assert "14.11.2026" in options(open_page("overview"), "Що було відомо на")[0]
    (only,) = options(open_page("overview", edition="2027"), "Що було відомо на")
    assert "20.11.2026" in only


def test_a_day_alone_means_the_edition_that_has_a_release_of_it(open_page: Open) -> None:
    app = open_page("indicator", id="1.1.1", v="2026-11-20")
    assert "Частка мешканців із декларацією із сімейним лікарем" in words(app)
    app = open_page("indicator", id="1.1.1", v="2026-08-14")
    assert "Етап створення бізнес-центру" in words(app)


def test_nobody_is_said_to_have_submitted_what_is_not_due(open_page: Open) -> None:
    app = open_page("overview", edition="2027")
    assert "Строк подання даних ще не настав" in words(app)
    assert "Усі підрозділи подали дані" not in words(app)


@pytest.mark.parametrize("unknown", [{"edition": "2031"}, {"edition": "2027", "v": "2026-08-14"}])
def test_what_there_is_nothing_for_is_named(open_page: Open, unknown: dict[str, str]) -> None:
    app = open_page("overview", **unknown)
    assert list(unknown.values())[-1] in words(app)


@pytest.mark.parametrize("page", ["overview", "sector", "compare", "table", "indicator"])
def test_every_page_shows_an_edition_without_values(open_page: Open, page: str) -> None:
    assert not open_page(page, edition="2027").exception


def test_former_values_are_drawn_and_in_the_table_with_their_edition(open_page: Open) -> None:
    app = open_page("indicator", id="1.1.1", edition="2027")
    (chart,) = elements(app, "plotly_chart")
    figure = json.loads(chart.proto.spec)
    former = next(one for one in figure["data"] if one.get("name") == "значення за стратегією 2022–2026")
    assert former["marker"]["symbol"] == "square-open"
    assert len([value for value in former["customdata"] if "за стратегією 2022–2026" in value]) > 3
    assert "за стратегією 2022–2026" in [one["text"] for one in figure["layout"]["annotations"]]
    assert any(shape.get("line", {}).get("dash") == "longdashdot" for shape in figure["layout"]["shapes"])
    assert "За стратегією 2022–2026, без оцінки за цим планом" in figure["layout"]["meta"]["alt"]
    told = [words for frame in app.dataframe for words in frame.value.to_numpy().ravel()]
    assert len([words for words in told if "за стратегією 2022–2026" in str(words)]) > 3


def test_an_indicator_without_a_predecessor_has_none(open_page: Open) -> None:
    app = open_page("indicator", id="1.1.1")
    (chart,) = elements(app, "plotly_chart")
    assert "square-open" not in [one.get("marker", {}).get("symbol") for one in json.loads(chart.proto.spec)["data"]]
