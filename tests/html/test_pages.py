"""The finished pages: well-formed, named, complete, and made of nothing but our own markup."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from kpi.html import shell as shell_document
from kpi.html.page_context import PageContext
from kpi.html.page_frame import render_page
from kpi.html.pages import indicators as indicators_document
from kpi.html.pages import overview as overview_document
from kpi.html.pages import sector as sector_document
from kpi.html.shell import linked
from kpi.measure.results import Survey
from kpi.model import Department, Language, Provenance, Sector, Status, Strategy
from kpi.model.web_address import is_plain_https
from kpi.text import Text
from kpi.text.markup import Markup
from kpi.views.common import page_frame
from kpi.views.common.page_frame import Crumb, Shell
from kpi.views.public import indicators, overview, sector
from kpi.views.public.indicators import IndicatorFilters
from tests.html.reading import Page
from tests.views.samples import STRATEGY, Sample, plan_for, survey_of

UK, EN = Text(Language.UK), Text(Language.EN)
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>&lt;</main>"


def every_status(name: str = "", comment: str = "") -> list[Sample]:
    return [
        Sample(
            f"{goal}.{i}",
            status,
            (Status.ON_TRACK, Status.AT_RISK),
            name=name,
            comment=comment,
            overdue=i % 2 == 0,
            value=None if status in {Status.NO_DATA, Status.SUSPENDED} else 69.1,
            progress=None if status in {Status.NO_DATA, Status.SUSPENDED} else 0.4,
        )
        for goal in ("1.1", "1.2", "2.1")
        for i, status in enumerate(Status, 1)
    ]


def whole(around: Shell, text: Text, body: Markup) -> str:
    return render_page("Сторінка", body, PageContext(text=text), shell=around).decode()


def overview_of(survey: Survey, text: Text) -> str:
    body = overview_document.body(overview.build(survey, text), PageContext(text=text))
    return whole(page_frame.build(survey, text, "overview"), text, body)


def sector_of(survey: Survey, text: Text) -> str:
    view = sector.build(survey, "s1", text)
    assert view is not None
    around = page_frame.build(survey, text, "sector", sector="s1", crumbs=(Crumb(view.name.name),))
    return whole(around, text, sector_document.body(view, PageContext(text=text)))


def indicators_of(survey: Survey, text: Text, **parameters: str) -> str:
    body = indicators_document.body(
        indicators.build(survey, text, IndicatorFilters.of(parameters)), PageContext(text=text)
    )
    around = page_frame.build(survey, text, "indicators", crumbs=(Crumb(text.say("shell.nav.indicators")),))
    return whole(around, text, body)


PAGES: list[Callable[[Survey, Text], str]] = [overview_of, sector_of, indicators_of]


@pytest.mark.parametrize("text", [UK, EN], ids=["uk", "en"])
@pytest.mark.parametrize("drawn", PAGES)
def test_pages_are_well_formed(drawn: Callable[[Survey, Text], str], text: Text) -> None:
    page = Page(drawn(survey_of(every_status()), text))
    assert page.problems == []
    for landmark in ("header", "main", "footer"):
        assert len(page.all(landmark)) == 1
    assert [root["lang"] for root in page.all("html")] == [text.language]
    assert all("aria-label" in nav for nav in page.all("nav"))


@pytest.mark.parametrize("drawn", PAGES)
def test_fonts_are_asked_for_at_the_end_and_give_way_to_what_the_headline_waits_for(
    drawn: Callable[[Survey, Text], str],
) -> None:
    page = Page(drawn(survey_of(every_status()), UK))
    names = [name for name, _ in page.elements]
    links = [(at, given) for at, (_, given) in enumerate(page.elements) if given.get("rel") == "preload"]
    headline, *others = (given for _, given in links)
    assert "arsenal-cyrillic" in headline["href"] and "fetchpriority" not in headline
    assert [(given["as"], given["fetchpriority"]) for given in others] == [("font", "low")] * 3
    assert min(at for at, _ in links) > names.index("footer")
    # the style sheet and the script of the head, by which the headline is painted, stand back for nothing
    waited = [given for name, given in page.elements if name == "script" or given.get("rel") == "stylesheet"]
    assert waited and not any("fetchpriority" in given for given in waited)


@pytest.mark.parametrize("drawn", PAGES)
def test_tables_are_real(drawn: Callable[[Survey, Text], str]) -> None:
    page = Page(drawn(survey_of(every_status()), UK))
    assert len(page.all("caption")) == len(page.all("table")) > 0
    assert all(head.get("scope") in {"col", "row", "colgroup"} for head in page.all("th"))


@pytest.mark.parametrize("drawn", PAGES)
def test_text_of_workbooks_stays_text(drawn: Callable[[Survey, Text], str]) -> None:
    samples = [replace(s, department=HOSTILE, unit=HOSTILE[:20]) for s in every_status(HOSTILE, HOSTILE)]
    hostile = replace(STRATEGY, title=HOSTILE, community=HOSTILE, source=HOSTILE, contact=HOSTILE, licence=HOSTILE)
    plan = plan_for([s.code for s in samples], strategy=hostile)
    plan = replace(
        plan,
        sectors=tuple(Sector(s.code, HOSTILE) for s in plan.sectors),
        strategic_goals=tuple(replace(g, name=HOSTILE) for g in plan.strategic_goals),
        operational_goals=tuple(replace(g, name=HOSTILE, department=HOSTILE) for g in plan.operational_goals),
    )
    page = Page(drawn(survey_of(samples, plan), UK))
    assert page.problems == []
    assert [script["src"] for script in page.all("script")] == ["/assets/theme.js", "/assets/charts.js"]
    assert page.all("img") == []
    assert len(page.all("main")) == 1
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    assert "<script>alert(1)</script>" in page.text


#: what is no page of a release
APART = {"/upload", "/login", "/subscribe", "/print/overview", "/print/sector/s1"}
DASHBOARD = {"/dashboard/", "/dashboard/sector", "/dashboard/table"}


@pytest.mark.parametrize("drawn", PAGES)
def test_links_lead_to_pages_that_exist(drawn: Callable[[Survey, Text], str]) -> None:
    links = Page(drawn(survey_of(every_status()), EN)).all("a")
    inside = [a["href"] for a in links if a["href"].startswith("/")]
    assert {href.split("?")[0] for href in inside} <= {
        "/",
        "/indicators",
        "/report",
        "/changes",
        "/data",
        "/method",
        "/sector",
        "/goal",
        "/indicator",
        "/department",
        "/departments",
        "/plan-health",
        "/verify",
        *APART,
        *DASHBOARD,
    }
    ukrainian = [a["href"] for a in links if a.get("hreflang") == "uk"]
    assert len(ukrainian) == 1
    assert all(("lang=en" in href) is (href not in ukrainian) for href in inside)


def test_the_same_counts_stand_on_every_page() -> None:
    survey = survey_of(every_status())
    view = overview.build(survey, UK)
    page = Page(overview_of(survey, UK))
    assert len(page.with_class("p-glyph")) == view.counts.total == 24
    assert "Оцінено 18 із 24 показників" in page.text
    assert view.headline.startswith("За планом 9 показників із 18 оцінених; 6 суттєво відстають")
    listed = indicators.build(survey, UK, IndicatorFilters.of({"status": "off_track,moving_away"}))
    assert len(listed.rows) == view.counts.far_behind
    sectors = [sector.build(survey, code, UK) for code in ("s1", "s2")]
    assert sum(made.counts.on_plan for made in sectors if made) == view.counts.on_plan
    rows = Page(sector_of(survey, UK)).with_class("p-table-indicators")
    assert len(rows) == 2


def test_a_sign_is_named_by_its_indicator_and_status() -> None:
    page = Page(overview_of(survey_of([Sample("1.1.1", Status.OFF_TRACK, overdue=True)]), UK))
    assert page.with_class("p-glyph")[0]["title"] == (
        "Показник 1.1.1: Суттєво відстає; дані за III\u00a0кв.\u00a02026 не подано, строк минув 15.10.2026"
    )


def test_an_explanation_is_never_blank() -> None:
    given = Page(overview_of(survey_of([Sample("1.1.1", Status.OFF_TRACK, comment="Чекаємо на кошти.")]), UK))
    assert "Чекаємо на кошти." in given.text
    assert "Причину не вказано." not in given.text
    assert "Причину не вказано." in Page(overview_of(survey_of([Sample("1.1.1", Status.OFF_TRACK)]), UK)).text


def test_a_department_whose_name_is_not_confirmed_says_so() -> None:
    sample = Sample("1.1.1", Status.OFF_TRACK)
    plan = plan_for(["1.1.1"])
    assert (plan.strategy.illustrative, plan.departments[0].provenance) == (True, Provenance.UNSAID)
    assert "Управління освіти (назва ілюстративна)" in Page(sector_of(survey_of([sample], plan), UK)).text
    real = replace(plan, strategy=replace(plan.strategy, illustrative=False))
    assert "назва ілюстративна" not in Page(sector_of(survey_of([sample], real), UK)).text
    confirmed = Department("dep-edu", "Управління освіти", provenance=Provenance.DOCUMENTED)
    survey = survey_of([sample], replace(plan, departments=(confirmed,)))
    assert "назва ілюстративна" not in Page(sector_of(survey, UK)).text


def test_the_demo_notice_stands_only_where_data_are_illustrative() -> None:
    survey = survey_of([Sample("1.1.1")])
    assert "Демонстраційні дані." in Page(overview_of(survey, UK)).text
    real = replace(survey.dataset, strategy=replace(STRATEGY, illustrative=False))
    assert "Демонстраційні дані." not in Page(overview_of(replace(survey, dataset=real), UK)).text


def test_more_than_five_changes_are_folded_not_dropped() -> None:
    listed = [Sample(f"1.1.{i}", Status.OFF_TRACK, (Status.ON_TRACK,)) for i in range(1, 9)]
    page = Page(overview_of(survey_of(listed), UK))
    assert "Погіршилися 8" in page.text
    assert "Показати ще 3" in page.text
    assert len(page.with_class("p-change")) == 8


def test_the_list_works_without_a_script() -> None:
    page = Page(indicators_of(survey_of(every_status()), EN, status="off_track", q="1.1", sector="s1"))
    form = page.all("form")[0]
    assert (form["action"], form["method"]) == ("/indicators", "get")
    kept = {i["name"]: i.get("value") for i in page.all("input")}
    assert kept == {"q": "1.1", "status": "off_track", "lang": "en"}
    assert [o["value"] for o in page.all("option") if "selected" in o] == ["s1"]
    assert any(a["href"] == "/indicators?lang=en" for a in page.all("a"))


def test_an_empty_search_says_what_to_do() -> None:
    page = Page(indicators_of(survey_of(every_status()), UK, q="<i>тролейбус"))
    assert "Нічого не знайдено за запитом «<i>тролейбус»." in page.text
    assert page.all("table") == []


def test_an_unknown_sector_shows_the_ways_on() -> None:
    survey = survey_of(every_status())
    page = Page(sector_document.unknown(page_frame.build(survey, UK, "sector"), PageContext(text=UK)))
    assert page.problems == []
    assert "Такого сектору немає" in page.text
    assert [a["href"] for a in page.all("a")] == ["/sector?id=s1", "/sector?id=s2", "/"]


def test_addresses_within_a_text_are_linked() -> None:
    made = linked("«Стаття», 23.12.2021, https://example.org/a?b=1, <b>; http://example.org")
    assert made == (
        '«Стаття», 23.12.2021, <a href="https://example.org/a?b=1" rel="noopener noreferrer external">'
        "https://example.org/a?b=1</a>, &lt;b&gt;; http://example.org"
    )


def test_the_origin_of_a_wording_is_said() -> None:
    plan = plan_for(["1.1.1"])
    goals = tuple(replace(g, provenance="формулювання запропоноване") for g in plan.strategic_goals)
    survey = survey_of([Sample("1.1.1")], replace(plan, strategic_goals=goals))
    assert "Походження: формулювання запропоноване" in Page(sector_of(survey, UK)).text
    assert '<span lang="uk">формулювання запропоноване</span>' in sector_of(survey, EN)


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("https://example.org/a?b=1", True),
        ("http://example.org", False),
        ("javascript:alert(1)", False),
        ("https://user@example.org", False),
        ("https://example.org:8443/", False),
        ("https://localhost", False),
        ("https://example.org/ a", False),
        ("https://[", False),
        ("", False),
    ],
)
def test_only_plain_https_addresses_are_linked(url: str, plain: bool) -> None:
    assert is_plain_https(url) is plain


def test_titles_name_the_site() -> None:
    survey = survey_of([Sample("1.1.1")])
    made = page_frame.build(survey, UK, "overview")
    assert "<title>Сторінка\u00a0— Тестова громада · Стратегія 2022–2026</title>" in whole(
        made, UK, Markup("<h1>x</h1>")
    )


def test_who_is_signed_in_stands_in_the_header() -> None:
    around = page_frame.build(survey_of([Sample("1.1.1")]), UK, "overview")
    pages = [PageContext(text=UK, reader=name) for name in ("", "О. <Петренко>")]
    nobody, somebody = (render_page("x", Markup("<h1>x</h1>"), page, shell=around).decode() for page in pages)
    assert "Увійти</a>" in nobody
    assert "О. &lt;Петренко&gt;</a>" in somebody
    assert 'href="/logout"' in somebody
    assert "Увійти" not in somebody


def test_the_approval_is_marked_by_its_own_language() -> None:
    survey = survey_of(every_status())
    only_ukrainian = replace(survey.dataset.strategy, act="акт № 1", act_en="", source="", source_en="")
    both = replace(only_ukrainian, act_en="act No. 1, https://example.org/act")

    def footer(strategy: Strategy, text: Text) -> str:
        told = replace(survey, dataset=replace(survey.dataset, strategy=strategy))
        return shell_document.footer(page_frame.build(told, text, "overview"), PageContext(text=text))

    assert '<span lang="uk">акт № 1</span>' in footer(only_ukrainian, EN)
    assert 'href="https://example.org/act"' in footer(both, EN)
    assert "акт" not in footer(both, EN)
    assert 'lang="uk"' not in footer(both, UK)
