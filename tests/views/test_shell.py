from dataclasses import replace
from datetime import date

from kpi.model import Language, Status
from kpi.text import Text
from kpi.views.common import page_frame
from kpi.views.common.page_frame import Crumb
from tests.views.samples import Sample, survey_of

UK, EN = Text(Language.UK), Text(Language.EN)
SURVEY = survey_of([Sample("1.1.1"), Sample("1.1.2", Status.NO_DATA), Sample("2.1.1", Status.SUSPENDED)])


def fresh(today: date | None = None, text: Text = UK) -> list[str]:
    return [
        " ".join(filter(None, (i.before, i.strong, i.after)))
        for i in page_frame.build(SURVEY, text, "overview", today=today).fresh
    ]


def test_freshness_line() -> None:
    assert fresh() == [
        "Станом на 30.09.2026 (III\u00a0кв.\u00a02026)",
        "Оновлено 14.11.2026",
        "Оцінено 1 із 3 показників",
        "Наступне оновлення: до 15.02.2027",
    ]
    assert fresh(text=EN) == [
        "As of 30 Sep 2026 (Q3 2026)",
        "Updated 14 Nov 2026",
        "Assessed 1 of 3 indicators",
        "Next update: by 15 Feb 2027",
    ]


def test_phones_see_the_day_and_the_count() -> None:
    assert [i.phone for i in page_frame.build(SURVEY, UK, "overview").fresh] == [True, False, True, False]


def test_a_late_update_is_said() -> None:
    assert fresh(date(2027, 2, 15))[-1] == "Наступне оновлення: до 15.02.2027"
    assert fresh(date(2027, 2, 16))[-1] == "Оновлення затримується: мало бути до 15.02.2027"


def test_without_a_release_there_is_no_day_of_update() -> None:
    bare = replace(SURVEY, dataset=replace(SURVEY.dataset, releases=SURVEY.dataset.releases.iloc[:0]))
    made = page_frame.build(bare, UK, "overview")
    assert [i.before for i in made.fresh] == ["Станом на", "Оцінено", "Наступне оновлення: до 15.02.2027"]
    assert (
        made.footer.cite
        == "Як цитувати: Тестова громада. «Стратегія розвитку громади»: моніторинг, III\u00a0кв.\u00a02026."
    )


def test_a_release_published_later_is_not_the_one_shown() -> None:
    later = SURVEY.dataset.releases.assign(
        published=SURVEY.dataset.releases["published"] + (date(2027, 2, 14) - date(2026, 11, 14))
    )
    survey = replace(SURVEY, dataset=replace(SURVEY.dataset, releases=later))
    assert page_frame.release_line(survey) is None


def test_only_pages_that_exist_are_linked() -> None:
    made = page_frame.build(SURVEY, UK, "sector", sector="s1", crumbs=(Crumb("Сектор s1"),))
    assert [(w.label, w.page) for w in made.navigation] == [
        ("Огляд", "overview"),
        ("Показники", "indicators"),
        ("Зміни", "changes"),
        ("Дані", "data"),
        ("Методика", "method"),
        ("Подання даних", "upload"),
    ]
    assert [s.code for s in made.sectors] == ["s1", "s2"]
    assert [w.label for w in made.crumbs] == ["Огляд", "Сектор s1"]
    assert page_frame.build(SURVEY, UK, "overview").crumbs == ()
    assert made.site == "Тестова громада · Стратегія 2022–2026"


def test_citation_names_the_version() -> None:
    made = page_frame.build(SURVEY, UK, "overview")
    assert made.footer.cite.endswith("III\u00a0кв.\u00a02026, версія 14.11.2026.")


def test_the_approval_is_told_in_the_language_of_the_page() -> None:
    strategy = replace(SURVEY.dataset.strategy, act="акт", act_en="act", source="джерело", source_en="")
    told = replace(SURVEY, dataset=replace(SURVEY.dataset, strategy=strategy))
    footers = [page_frame.build(told, text, "overview").footer for text in (UK, EN)]
    assert [(f.act, f.tree_source) for f in footers] == [("акт", "джерело"), ("act", "джерело")]
