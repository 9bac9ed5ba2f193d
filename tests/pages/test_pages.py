"""Every page by dashboard.py: one h1, its title, its language; unknown codes; agreement between pages."""

import re
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest

from kpi.model import ON_PLAN, Language
from kpi.site import addresses, cache
from tests.pages.conftest import Open, drawn

IDS = {"sector": "economy", "goal": "1.1", "indicator": "1.1.1"}


class _Outline(HTMLParser):
    """Tags, ids and our links, in order."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        self.tags.append(tag)
        if given.get("id"):
            self.ids.append(str(given["id"]))
        # the way to the other language is meant to change it
        if tag == "a" and "data-nav" in given and "hreflang" not in given:
            self.links.append(str(given["href"]))


def opened(open_page: Open, page: str, **parameters: str) -> dict[str, Any]:
    chosen = ({"id": IDS[page]} if page in IDS else {}) | parameters
    return drawn(open_page(page, **chosen))


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("page", list(addresses.PAGES))
def test_every_page_draws_in_both_languages(open_page: Open, page: str, language: Language) -> None:
    given = opened(open_page, page, **({"lang": "en"} if language is Language.EN else {}))
    outline = _Outline(given["html"])
    assert given["lang"] == language.value
    assert outline.tags.count("h1") == 1
    assert outline.tags.count("main") == 1
    assert len(outline.ids) == len(set(outline.ids))
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", given["html"], re.DOTALL)
    assert heading is not None
    assert given["title"].startswith(unescape(re.sub("<[^>]+>", "", heading[1])))


@pytest.mark.parametrize("page", list(addresses.PAGES))
def test_every_link_of_a_page_leads_to_a_page_and_keeps_the_language(open_page: Open, page: str) -> None:
    links = _Outline(opened(open_page, page, lang="en")["html"]).links
    assert links
    for link in links:
        found = addresses.parse(link)
        assert found is not None, link
        assert dict(found.parameters).get("lang") == "en", link


@pytest.mark.parametrize("page", list(IDS))
@pytest.mark.parametrize("code", ["9.9.9", "<script>alert(1)</script>", "", "1.1.1' OR 1=1"])
def test_an_unknown_code_is_answered_in_words(open_page: Open, page: str, code: str) -> None:
    given = drawn(open_page(page, **({"id": code} if code else {})))
    assert given["html"].count("<h1") == 1
    assert "<script" not in given["html"]
    assert _Outline(given["html"]).links


def test_filters_in_the_address_narrow_the_list(open_page: Open) -> None:
    everything = opened(open_page, "indicators")["html"].count("<tr>")
    behind = opened(open_page, "indicators", status="off_track")["html"].count("<tr>")
    nothing = opened(open_page, "indicators", q="такого показника немає ніде")["html"]
    assert 1 < behind < everything
    assert "<tbody" not in nothing


def test_unknown_filters_are_ignored(open_page: Open) -> None:
    plain = opened(open_page, "indicators")["html"]
    odd = opened(open_page, "indicators", status="nonsense", sector="nowhere", other="7")["html"]
    assert odd.count("<tr>") == plain.count("<tr>")


def test_the_counts_of_the_overview_are_those_of_the_survey(open_page: Open) -> None:
    given = opened(open_page, "overview")
    found = cache.survey(cache.standing().release, cache.PUBLIC).now.indicators["status"]
    on_plan = int(found.isin([*ON_PLAN]).sum())
    assert re.search(rf"За планом {on_plan}\b", given["title"])


def test_every_public_indicator_goal_and_sector_has_its_page(open_page: Open) -> None:
    survey = cache.survey(cache.standing().release, cache.PUBLIC)
    listed = set(re.findall(r'href="/indicator\?id=([\w.]+)"', opened(open_page, "indicators")["html"]))
    assert listed == set(survey.dataset.indicators["code"])


def test_a_second_run_at_the_same_address_changes_nothing(open_page: Open) -> None:
    app = open_page("indicator", id="1.1.1")
    before = drawn(app)
    assert drawn(app.run()) == before
