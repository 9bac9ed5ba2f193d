"""Goal, indicator and method as HTML: well formed, escaped, reachable, saying the same as the view."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Unpack

import pytest

from kpi.html.markdown import parts
from kpi.html.outward_links import allowed, outward_link
from kpi.html.page_context import PageContext
from kpi.html.pages import goal as goal_document
from kpi.html.pages import indicator as indicator_document
from kpi.html.pages import method as method_document
from kpi.measure.results import Survey
from kpi.model import (
    Action,
    ActionState,
    Direction,
    Frequency,
    GapReason,
    Indicator,
    Kind,
    SeriesBreak,
    Suspension,
    TargetChange,
)
from kpi.text import Text
from kpi.views.public import goal, method
from tests.html.markup import Markup, problems
from tests.model_fields import IndicatorFields
from tests.views.one import CODE, EN, PLAN, UK, indicator, measured, page, plain, seen

HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&amp; javascript:alert(3) https://evil.example/x"


def hostile() -> Survey:
    """Every text that a workbook can hold is an attack."""
    strategy = replace(PLAN.strategy, title=HOSTILE, community=HOSTILE)
    plan = replace(
        PLAN,
        strategy=strategy,
        sectors=tuple(replace(s, name=HOSTILE, name_en=HOSTILE) for s in PLAN.sectors),
        strategic_goals=tuple(replace(g, name=HOSTILE, name_en=HOSTILE) for g in PLAN.strategic_goals),
        operational_goals=tuple(
            replace(g, department=HOSTILE, name=HOSTILE, name_en=HOSTILE) for g in PLAN.operational_goals
        ),
    )
    return measured(
        [
            seen("2026-Q1", GapReason.NOT_COLLECTED, comment=HOSTILE),
            seen("2026-Q2", 70.0, comment=HOSTILE, source=HOSTILE),
            seen("2026-Q3", 69.1, comment=HOSTILE, source=HOSTILE),
        ],
        before=[seen("2026-Q2", 75.0, comment=HOSTILE)],
        suspensions=[
            Suspension(code=CODE, since=date(2022, 2, 24), reason=HOSTILE, act=HOSTILE, until=date(2023, 1, 1))
        ],
        target_changes=[
            TargetChange(code=CODE, year=2026, old_value=95.0, new_value=90.0, decided=date(2026, 3, 1), act=HOSTILE)
        ],
        actions=[
            Action(
                code="1.1",
                name=HOSTILE,
                state=ActionState.DONE,
                due=None,
                done_pct=None,
                budget_plan_uah=1.0,
                budget_actual_uah=2.0,
                funding=HOSTILE,
                dream_id=HOSTILE,
                comment=HOSTILE,
            )
        ],
        plan=plan,
        department=HOSTILE,
        series_break=SeriesBreak(date(2022, 2, 24), HOSTILE),
        name=HOSTILE,
        name_en=HOSTILE,
        unit=HOSTILE,
        unit_en=HOSTILE,
        source=HOSTILE,
        definition=HOSTILE,
        ground=HOSTILE,
    )


def stages(**changes: Unpack[IndicatorFields]) -> Indicator:
    made = indicator(kind=Kind.DELIVERABLE, unit="етап", baseline_value=0.0, targets=((2024, 3.0), (2026, 6.0)))
    return replace(made, **changes)


SURVEYS: dict[str, Callable[[], Survey]] = {
    "plain": lambda: measured([seen("2026-Q3", 69.1)]),
    "empty": lambda: measured([]),
    "hostile": hostile,
    "range": lambda: measured(
        [seen("2026-Q3", 48.0)],
        direction=Direction.RANGE,
        range_low=60.0,
        range_high=85.0,
        targets=(),
        baseline_value=40.0,
    ),
    "suspended": lambda: measured(
        [], suspensions=[Suspension(code="1", since=date(2022, 2, 24), reason="бойові дії", act="№ 1")]
    ),
    "months": lambda: measured(
        [seen(f"{y}-{m:02d}", 62.0 + y % 5 + m / 10) for y in range(2022, 2026) for m in range(1, 13)],
        frequency=Frequency.MONTH,
    ),
    "several": lambda: measured(
        [seen("2026-Q3", 69.1), seen("2026-Q3", 1.0, code="1.1.2")], more=[stages(code="1.1.2", name="Амбулаторії")]
    ),
}


def documents(survey: Survey, text: Text) -> dict[str, str]:
    made = goal.build(survey, "1.1", text)
    assert made is not None
    return {
        "indicator": indicator_document.body(page(survey, text), PageContext(text=text)),
        "goal": goal_document.body(made, PageContext(text=text)),
        "method": method_document.body(method.build(survey, text), PageContext(text=text)),
    }


@pytest.mark.parametrize("text", [UK, EN], ids=["uk", "en"])
@pytest.mark.parametrize("case", SURVEYS)
def test_documents_are_well_formed(case: str, text: Text) -> None:
    found = {name: problems(html) for name, html in documents(SURVEYS[case](), text).items()}
    assert {name: f for name, f in found.items() if f} == {}


@pytest.mark.parametrize("text", [UK, EN], ids=["uk", "en"])
def test_nothing_of_a_workbook_becomes_markup(text: Text) -> None:
    for html in documents(hostile(), text).values():
        made = Markup(html)
        assert not {"script", "img"} & set(made.tags)
        assert not [href for href in made.links if "evil" in href or "javascript" in href]
    assert "<script>alert(1)" in Markup(documents(hostile(), text)["indicator"]).text


def test_the_indicator_page_says_what_its_view_says() -> None:
    survey = measured([seen("2026-Q2", 68.0), seen("2026-Q3", 69.1)], before=[seen("2026-Q2", 71.9)])
    view = page(survey)
    words = plain(Markup(indicator_document.body(view, PageContext(text=UK))).text)
    for said in (view.title, *view.banner.reasons, *(f.value for f in view.figures), view.citation, view.address):
        assert plain(said) in words
    for row in view.data:
        assert plain(row.period) in words
        assert plain(row.value) in words


def test_a_corrected_value_leads_to_the_corrections() -> None:
    survey = measured([seen("2026-Q2", 68.0), seen("2026-Q3", 69.1)], before=[seen("2026-Q2", 71.9)])
    made = Markup(indicator_document.body(page(survey), PageContext(text=UK)))
    assert made.links.count("#revisions") == 1
    assert "revisions" in made.ids


def test_older_months_unfold() -> None:
    made = Markup(indicator_document.body(page(SURVEYS["months"]()), PageContext(text=UK)))
    # small screens fold more than wide ones: the older months lie inside that fold
    assert made.tags.count("details") == 2
    assert "Показати ще" in made.text
    assert "давніш" in made.text


def test_a_goal_without_measures_or_explanations_says_so() -> None:
    survey = measured([seen("2026-Q3", 92.0)])
    words = Markup(documents(survey, UK)["goal"]).text
    assert "Заходів ще не внесено." in words
    assert "Жоден показник цієї цілі не відстає." in words
    lagging = Markup(documents(measured([seen("2026-Q3", 69.1)]), UK)["goal"]).text
    assert "Причину не вказано." in lagging


@pytest.mark.parametrize("text", [UK, EN], ids=["uk", "en"])
@pytest.mark.parametrize("code", ["", "9.9.9", HOSTILE])
def test_an_unknown_code_has_a_search_and_ways_on(code: str, text: Text) -> None:
    html = indicator_document.unknown(code, PageContext(text=text))
    assert problems(html) == []
    made = Markup(html)
    assert {"form", "input", "button"} <= set(made.tags)
    assert len(made.links) == 2
    assert problems(goal_document.unknown(code, PageContext(text=text))) == []


@pytest.mark.parametrize(
    ("address", "is_allowed"),
    [
        ("https://krm.gov.ua/rada", True),
        ("https://github.com/kse-ua/KSE-Loc-Data-Hub", True),
        ("http://krm.gov.ua/rada", False),
        ("https://gov.ua.evil.example/", False),
        ("https://evilgov.ua/", False),
        ("https://krm.gov.ua@evil.example/", False),
        ("https://user@krm.gov.ua/", False),
        ("https://krm.gov.ua:8443/", False),
        ("https://[bad/", False),
        ("javascript:alert(1)//gov.ua", False),
    ],
)
def test_only_https_of_allowed_hosts_is_linked(address: str, is_allowed: bool) -> None:
    assert allowed(address) is is_allowed
    assert ("<a " in outward_link(f"див. {address}.")) is is_allowed


def test_a_full_stop_after_an_address_is_no_part_of_it() -> None:
    assert 'href="https://krm.gov.ua/rada"' in outward_link("Джерело: https://krm.gov.ua/rada.")


def test_markdown_is_cut_at_its_headings_and_never_raw() -> None:
    first, second = parts("## A\n\n<b>x</b>\n\n| a | b |\n|---|---|\n| 1 | <i>2</i> |\n\n## B\n\n### C\n\n1. one\n")
    assert (first.title, second.title) == ("A", "B")
    assert "<b>" not in first.body and "<i>" not in first.body
    assert '<caption class="p-hidden">A</caption>' in first.body
    assert '<th scope="col">' in first.body
    assert '<h3 class="p-h3">C</h3>' in second.body


@pytest.mark.parametrize(
    "broken",
    [
        "<h1>a</h1><p>b</div>",
        "<h2>a</h2>",
        "<h1>a</h1><h3>b</h3>",
        '<h1 id="x">a</h1><p id="x"></p>',
        '<h1>a</h1><a href="javascript:x">b</a>',
        '<h1>a</h1><table><tr><th scope="col">b</th></tr></table>',
        '<h1>a</h1><section aria-labelledby="y"></section>',
        '<h1 onclick="x">a</h1>',
    ],
)
def test_the_reader_of_documents_sees_faults(broken: str) -> None:
    assert problems(broken)


def test_ukrainian_words_on_an_english_page_are_marked() -> None:
    html = documents(measured([seen("2026-Q3", 69.1, comment="Обстріли мережі")]), EN)
    assert '<span lang="uk">Обстріли мережі</span>' in html["indicator"]
    assert '<span lang="uk">Обстріли мережі</span>' in html["goal"]
    assert 'lang="uk"' not in documents(measured([seen("2026-Q3", 69.1, comment="Обстріли")]), UK)["indicator"]


@pytest.mark.parametrize("text", [UK, EN])
def test_a_heading_with_words_of_the_other_language_shows_no_markup(text: Text) -> None:
    given = measured((seen("2025", 60.0),), name_en="")
    found = goal.build(given, PLAN.operational_goals[0].code, text)
    assert found is not None
    for body in (
        indicator_document.body(page(given, text), PageContext(text=text)),
        goal_document.body(found, PageContext(text=text)),
    ):
        heading = HEADING.search(body)
        assert heading
        assert "&lt;" not in heading[1]
    named = HEADING.search(indicator_document.body(page(given, text), PageContext(text=text)))
    assert named
    assert ('<span lang="uk">' in named[1]) == (text is EN)
