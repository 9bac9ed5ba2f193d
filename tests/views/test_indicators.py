import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.model import Language, Status
from kpi.text import Text
from kpi.views.public import indicators
from kpi.views.public.indicators import IndicatorFilters
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
    return [row.code for row in indicators.build(SURVEY, UK, IndicatorFilters.of(parameters)).rows]


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
        ({"q": "1,1,2"}, ["1.1.2"]),
        ({"q": "дерево"}, ["1.10.1"]),
        ({"q": "лікарня"}, ["2.1.1"]),
        ({"q": "мяких"}, ["1.1.1"]),
        ({"q": "вулиця"}, ["1.1.2"]),
        ({"q": "вулиця", "status": "at_risk"}, []),
        ({"q": "культура"}, ["1.1.2"]),  # of the department
        ({"q": "лікарн"}, ["2.1.1"]),
        ({"q": "лкарні"}, ["2.1.1"]),  # a slip
        ({"q": "нема такого"}, []),
    ],
)
def test_filters(parameters: dict[str, str], codes: list[str]) -> None:
    assert found(**parameters) == codes


def test_the_caption_counts_what_was_found_of_all() -> None:
    assert indicators.build(SURVEY, UK, IndicatorFilters(statuses=frozenset({OFF}))).found == "2 показники з 4"
    assert indicators.build(SURVEY, UK).headline == "4 показники: за планом 1 із 4 оцінених, 2 суттєво відстають"


def test_nothing_found_says_what_to_do() -> None:
    assert indicators.build(SURVEY, UK, IndicatorFilters(q="тролейбус")).empty == (
        "Нічого не знайдено за запитом «тролейбус». Перевірте написання або пошукайте за кодом, наприклад 1.1.1."
    )
    narrowed = indicators.build(SURVEY, UK, IndicatorFilters(q="вулиця", sector="s2"))
    assert narrowed.empty.endswith("Скиньте фільтри або пошукайте за кодом, наприклад 1.1.1.")
    only = indicators.build(SURVEY, UK, IndicatorFilters(statuses=frozenset({Status.SUSPENDED})))
    narrowed = indicators.build(SURVEY, UK, IndicatorFilters(q="тролейбус", statuses=frozenset({OFF})))
    assert "Скиньте фільтри" in narrowed.empty, "where a filter is set"
    assert only.empty.startswith("Жоден показник не відповідає обраним фільтрам.")
    assert indicators.build(SURVEY, UK, IndicatorFilters(q="тролейбус")).headline == "Показників не знайдено"


def test_sums_are_of_what_the_pills_count() -> None:
    page = indicators.build(SURVEY, UK, IndicatorFilters(q="вулиця", statuses=frozenset({OFF})))
    assert page.narrowed.total == page.pills[0].count < page.counts.total


def test_what_was_found_is_what_the_headline_counts() -> None:
    page = indicators.build(SURVEY, UK, IndicatorFilters(statuses=frozenset({OFF})))
    assert page.headline == "2 показники: за планом 0 із 2 оцінених, 2 суттєво відстають"


def test_words_taken_instead_of_unknown_ones_are_named() -> None:
    page = indicators.build(SURVEY, UK, IndicatorFilters(q="лкарні"))
    assert page.similar == "За запитом «лкарні» нічого немає; показуємо схоже: «лікарні»."
    assert indicators.build(SURVEY, UK, IndicatorFilters(q="лікарня")).similar == ""


def test_one_assessed_is_told_in_the_singular() -> None:
    one = indicators.build(SURVEY, UK, IndicatorFilters.of({"q": "Лікарні"}))
    assert one.headline.startswith("1 показник: за планом 0 із 1 оціненого, ")
    assert UK.count("rows.judged", 21) == "21 оціненого"
    assert UK.count("rows.judged", 62) == "62 оцінених"


def test_names_come_before_what_is_said_beside_them() -> None:
    listed = [
        Sample("1.1.1", ON, name="Площа парків", department="Управління освіти"),
        Sample("1.1.2", ON, name="Заклади освіти"),
    ]
    page = indicators.build(survey_of(listed, plan_for([s.code for s in listed])), UK, IndicatorFilters(q="освіта"))
    assert [row.code for row in page.rows] == ["1.1.2", "1.1.1"]


def test_pills_count_what_their_link_would_find() -> None:
    page = indicators.build(SURVEY, UK, IndicatorFilters(sector="s1", statuses=frozenset({OFF})))
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
        IndicatorFilters,
        q=st.text(max_size=30).map(lambda q: " ".join(q.split())),
        statuses=st.frozensets(st.sampled_from(Status)),
        sector=st.text(max_size=10),
        department=st.text(max_size=10),
    )
)
def test_filters_survive_the_address(filters: IndicatorFilters) -> None:
    assert IndicatorFilters.of(filters.parameters()) == filters
