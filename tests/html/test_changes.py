"""Every section of the page «Зміни» and every sentence of a feed, from two releases in which everything happens."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest

from kpi.html.feeds.atom import atom
from kpi.html.feeds.entries import Subject
from kpi.html.page_context import PageContext
from kpi.html.pages import changes as document
from kpi.measure import survey
from kpi.measure.books import dataset_from_books
from kpi.measure.results import Survey
from kpi.model import GapReason, GoalBook, Language, Plan, Suspension, TargetChange
from kpi.text import Text
from kpi.text.markup import Markup as Html
from kpi.text.markup import join
from kpi.views.changes.comparison import compare
from kpi.views.changes.comparison_text import ComparisonText, finding
from kpi.views.changes.page import NO_FILTER, Choice, ReleaseChanges, build
from kpi.views.common.board import board
from tests.books import AUGUST, MAY, indicator, observation
from tests.books import plan as whole_plan
from tests.html.markup import Markup, problems

EVIL = '<img src=x onerror="alert(1)">&\x0b]]>'
TEXTS = [Text(Language.UK), Text(Language.EN)]


def whole(view: ReleaseChanges, page: PageContext, feed: str) -> Html:
    return join((document.introduction(view, page), document.sections(view, page, feed)))


def first() -> GoalBook:
    return GoalBook(
        goal="1.2",
        indicators=(indicator("1.2.1"), indicator("1.2.2"), indicator("1.2.3"), indicator("1.2.4"), indicator("1.2.5")),
        observations=(
            observation("1.2.1", "2026-Q1", 75.0),
            observation("1.2.2", "2026-Q1", 45.0),
            observation("1.2.3", "2026-Q1", 70.0),
            observation("1.2.3", "2025-Q4", gap=GapReason.NOT_PROVIDED),
            observation("1.2.4", "2026-Q1", 70.0),
            observation("1.2.5", "2026-Q1", 70.0),
        ),
        suspensions=(
            Suspension(code="1.2.4", since=date(2026, 1, 1), reason="обстріли", act="№ 4"),
            Suspension(code="1.2.5", since=date(2022, 3, 1), reason="бойові дії", act="№ 1", until=date(2023, 1, 1)),
        ),
    )


def second() -> GoalBook:
    changed = replace(indicator("1.2.2"), targets=((2024, 60.0), (2026, 75.0)), baseline_value=41.0)
    return GoalBook(
        goal="1.2",
        indicators=(indicator("1.2.1", name=EVIL), changed, indicator("1.2.3"), indicator("1.2.4"), indicator("1.2.6")),
        target_changes=(
            TargetChange(code="1.2.2", year=2026, old_value=80.0, new_value=75.0, decided=date(2026, 6, 1), act=EVIL),
        ),
        observations=(
            observation("1.2.1", "2026-Q1", 74.0, comment=EVIL),
            observation("1.2.1", "2026-Q2", 50.0, comment=EVIL),
            observation("1.2.2", "2026-Q2", 78.0),
            observation("1.2.3", "2025-Q4", 66.0),
            observation("1.2.3", "2026-Q2", gap=GapReason.INACCESSIBLE),
            observation("1.2.4", "2026-Q2", 71.0),
            observation("1.2.6", "2026-Q2", 78.0),
        ),
        suspensions=(
            Suspension(code="1.2.4", since=date(2026, 1, 1), reason="обстріли", act="№ 4", until=date(2026, 5, 31)),
            Suspension(code="1.2.3", since=date(2026, 6, 1), reason=EVIL, act=EVIL),
            Suspension(code="1.2", since=date(2021, 6, 1), reason="ремонт", act="№ 9", until=date(2021, 12, 1)),
        ),
    )


@pytest.fixture(scope="module")
def surveys() -> tuple[Survey, Survey]:
    plan = whole_plan()
    assert isinstance(plan, Plan)
    books = [(first(), MAY), (second(), AUGUST)]
    return survey(dataset_from_books(books[:1], plan)), survey(dataset_from_books(books, plan))


@pytest.fixture(params=TEXTS, ids=["uk", "en"])
def between(request: pytest.FixtureRequest, surveys: tuple[Survey, Survey]) -> Iterator[ComparisonText]:
    old, new = surveys
    yield ComparisonText(compare(old, new), board(old, request.param), board(new, request.param))


def test_everything_happens(between: ComparisonText) -> None:
    view = build(between, (AUGUST, MAY))
    lists = (view.groups, view.corrections, view.targets, view.filled, view.opened, view.suspensions, view.values)
    assert all((*lists, view.fields, view.added, view.dropped))


def test_the_page_is_well_formed_and_nothing_in_it_is_markup_of_others(between: ComparisonText) -> None:
    view = build(between, (AUGUST, MAY))
    body = whole(view, PageContext(text=between.text), "/feed.atom")
    assert problems(f"<main>{body}</main>") == []
    page = Markup(body)
    assert "img" not in page.tags
    assert '<img src=x onerror="alert(1)">' in page.text
    headings = [between.text.say(f"changes.{key}.heading") for key in _SECTIONS]
    assert [h for h in headings if h in page.text] == headings
    assert not re.search(r"\b(nan|None|NaT|<NA>)\b|\{|changes\.|telling\.", page.text)


_SECTIONS = ("moves", "corrections", "targets", "filled", "opened", "suspensions", "values", "fields", "listed")


def test_people_s_words_are_marked_on_the_english_page(surveys: tuple[Survey, Survey]) -> None:
    old, new = surveys
    text = Text(Language.EN)
    body = whole(
        build(ComparisonText(compare(old, new), board(old, text), board(new, text)), ()),
        PageContext(text=text),
        "/feed.atom",
    )
    assert '<span lang="uk">обстріли</span>' in body


def test_only_pages_that_exist_are_led_to(between: ComparisonText) -> None:
    body = whole(build(between, (AUGUST, MAY)), PageContext(text=between.text), "/feed.atom")
    assert "/indicator?id=1.2.6" in body
    assert "/indicator?id=1.2.5" not in body  # it is gone
    assert "/goal?id=1.2" in body


def test_the_feed_is_xml_whatever_people_write(between: ComparisonText) -> None:
    written = atom([between], between.old, Subject(), between.text, "https://data.example.org")
    root = ElementTree.fromstring(written)
    name = {"a": "http://www.w3.org/2005/Atom"}
    titles = [element.text or "" for element in root.findall("a:entry/a:title", name)]
    assert finding(between.comparison, between.text) in titles
    contents = [element.text or "" for element in root.findall("a:entry/a:content", name)]
    assert not any("<img" in content for content in contents)
    assert any("&lt;img src=x" in content for content in contents)
    gone = [e for e in root.findall("a:entry", name) if "1.2.5/" in (e.findtext("a:id", "", name) or "")]
    links = [e.find("a:link", name) for e in gone]
    assert [None if link is None else link.attrib["href"] for link in links] == [
        "https://data.example.org/indicator?id=1.2.5"
        + ("&lang=en" if between.text.language is Language.EN else "")
        + "&v=2026-05-14"
    ]


def test_a_site_whose_address_is_no_name_still_has_identifiers(between: ComparisonText) -> None:
    written = atom([between], None, Subject(NO_FILTER, "1.2.1"), between.text, "http://[::1]:8501").decode()
    assert "<id>tag:localhost,2026-05-14:2022-2026/feed/indicator=1.2.1/" in written


def test_without_a_choice_there_is_no_form() -> None:
    text = PageContext(text=Text(Language.UK))
    assert "<form" not in document.empty_page("Порівнювати ще немає з чим", "", Choice(releases=(MAY,)), text)
    assert "<form" in document.empty_page("Такого випуску немає", "", Choice(releases=(AUGUST, MAY)), text)
