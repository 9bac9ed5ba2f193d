import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.model import Language, Status
from kpi.text import Text
from kpi.views import indicators
from kpi.views.indicators import Filters, folded
from tests.views.samples import Sample, plan_for, survey_of

UK = Text(Language.UK)
ON, OFF, RISK = Status.ON_TRACK, Status.OFF_TRACK, Status.AT_RISK
LISTED = [
    Sample("1.1.1", ON, name="Обсяг м’яких відходів"),
    Sample("1.1.2", OFF, name="Освітлені вулиці", department="Управління культури"),
    Sample("1.10.1", RISK, name="Дерева"),
    Sample("2.1.1", OFF, name="Лікарні"),
]
SURVEY = survey_of(LISTED, plan_for([s.code for s in LISTED]))


def found(**parameters: str) -> list[str]:
    return [row.code for row in indicators.build(SURVEY, UK, Filters.of(parameters)).rows]


@pytest.mark.parametrize(
    ("parameters", "codes"),
    [
        ({}, ["1.1.1", "1.1.2", "1.10.1", "2.1.1"]),
        ({"status": "off_track"}, ["1.1.2", "2.1.1"]),
        ({"status": "off_track,at_risk"}, ["1.1.2", "1.10.1", "2.1.1"]),
        ({"status": "far_behind"}, ["1.1.1", "1.1.2", "1.10.1", "2.1.1"]),  # unknown code: ignored
        ({"sector": "s2"}, ["2.1.1"]),
        ({"sector": "nowhere"}, ["1.1.1", "1.1.2", "1.10.1", "2.1.1"]),
        ({"department": "Управління культури"}, ["1.1.2"]),
        ({"department": "dep-edu", "status": "off_track"}, ["2.1.1"]),
        ({"q": "1.1"}, ["1.1.1", "1.1.2", "1.10.1"]),
        ({"q": "1.1."}, ["1.1.1", "1.1.2"]),
        ({"q": "1.1.2"}, ["1.1.2"]),
        ({"q": "ВУЛИЦІ освітлені"}, ["1.1.2"]),
        ({"q": "м'яких"}, ["1.1.1"]),
        ({"q": "мʼяких"}, ["1.1.1"]),
        ({"q": "нема такого"}, []),
    ],
)
def test_filters(parameters: dict[str, str], codes: list[str]) -> None:
    assert found(**parameters) == codes


def test_the_caption_counts_what_was_found_of_all() -> None:
    assert indicators.build(SURVEY, UK, Filters(statuses=frozenset({OFF}))).found == "2 показники з 4"
    assert indicators.build(SURVEY, UK).headline == "4 показники: за планом 1 із 4 оцінених, 2 суттєво відстають"


def test_nothing_found_says_what_to_do() -> None:
    assert indicators.build(SURVEY, UK, Filters(q="тролейбус")).empty == (
        "Нічого не знайдено за запитом «тролейбус». Перевірте написання або пошукайте за кодом, наприклад 1.1.1."
    )
    only = indicators.build(SURVEY, UK, Filters(statuses=frozenset({Status.SUSPENDED})))
    narrowed = indicators.build(SURVEY, UK, Filters(q="тролейбус", statuses=frozenset({OFF}))).empty
    assert "Скиньте фільтри" in narrowed, "where a filter is set"
    assert only.empty.startswith("Жоден показник не відповідає обраним фільтрам.")


def test_pills_count_what_their_link_would_find() -> None:
    page = indicators.build(SURVEY, UK, Filters(sector="s1", statuses=frozenset({OFF})))
    assert [(p.label, p.count, p.chosen) for p in page.pills] == [
        ("Усі", 3, False),
        ("За планом", 1, False),
        ("Відстає", 1, False),
        ("Суттєво відстає", 1, True),
    ]
    behind = page.pills[2]
    assert behind.filters.parameters() == {"status": "at_risk,off_track", "sector": "s1"}
    assert page.pills[3].filters.statuses == frozenset()


@given(
    st.builds(
        Filters,
        q=st.text(max_size=30).map(lambda q: " ".join(q.split())),
        statuses=st.frozensets(st.sampled_from(Status)),
        sector=st.text(max_size=10),
        department=st.text(max_size=10),
    )
)
def test_filters_survive_the_address(filters: Filters) -> None:
    assert Filters.of(filters.parameters()) == filters


@given(st.text())
def test_folding_twice_is_folding_once_for_case(words: str) -> None:
    assert folded(words.upper()).casefold() == folded(words.upper())
