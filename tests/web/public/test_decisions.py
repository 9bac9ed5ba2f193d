"""«Рішення» at its addresses: the list, its filters, a decision, paper, the feed, the map of the site."""

import re
from urllib.parse import quote

import pytest

from kpi.services.published import releases
from kpi.views.oversight.decision_rows import code_of
from tests.asgi import Client


@pytest.fixture(scope="module")
def codes(client: Client) -> list[str]:
    assert client
    rows = releases.survey().dataset.decisions
    return [code_of(day.date(), number) for day, number in zip(rows["day"], rows["number"], strict=True)]


@pytest.mark.parametrize("language", ["", "en"])
def test_every_decision_stands_there_newest_first_with_an_address(
    client: Client, codes: list[str], language: str
) -> None:
    page = client.get(f"/decisions?lang={language}" if language else "/decisions").text
    assert re.findall(r'<article class="p-decision" id="d-([^"]+)"', page) == codes[::-1]
    for code in codes:
        own = client.get(f"/decisions?id={quote(code)}")
        assert own.status_code == 200
        assert f'id="d-{code}"' in own.text


def test_an_unknown_decision_is_a_404_with_a_way_on(client: Client) -> None:
    answer = client.get("/decisions?id=2020-01-01-1")
    assert answer.status_code == 404
    assert 'href="/decisions"' in answer.text.partition("<main")[2]


def test_filters_stand_in_the_address_and_strange_ones_are_told(client: Client, codes: list[str]) -> None:
    council = client.get("/decisions?body=council").text
    assert 0 < council.count('class="p-decision"') < len(codes)
    late = client.get("/decisions?state=overdue").text
    assert late.count('class="p-decision"') == 1
    strange = client.get("/decisions?state=nonsense").text
    assert strange.count('class="p-decision"') == len(codes)
    assert "nonsense" in strange


def test_the_menu_the_footer_and_the_map_of_the_site_lead_there(client: Client, codes: list[str]) -> None:
    page = client.get("/").text
    assert page.count('href="/decisions"') >= 3  # wide menu, small menu, footer
    known = client.get("/sitemap.xml").text
    assert known.count("/decisions") >= 2 * (len(codes) + 1)


def test_paper_has_all_of_them_and_no_form(client: Client, codes: list[str]) -> None:
    sheet = client.get("/print/decisions").text
    assert sheet.count('class="p-decision"') == len(codes)
    assert "<form" not in sheet


def test_the_feed_and_the_changes_tell_what_was_done(client: Client) -> None:
    feed = client.get("/feed.atom").text
    assert 'term="decision"' in feed
    assert 'term="action"' in feed
    assert 'id="deeds"' in client.get("/changes").text


def test_the_search_of_the_list_finds_decisions_by_number_and_words(client: Client, codes: list[str]) -> None:
    named = releases.survey().dataset.decisions["name"].iloc[0]
    word = max(re.findall(r"\w+", named), key=len)
    page = client.get(f"/indicators?q={quote(word)}").text
    assert f'href="/decisions?id={quote(codes[0])}"' in page
    assert "/decisions?id=" not in client.get("/indicators?q=zzzzzz").text.partition("<main")[2]


def test_the_feed_of_decisions_has_every_decision_and_nothing_else(client: Client, codes: list[str]) -> None:
    assert 'href="/feed.atom?only=decisions"' in client.get("/decisions").text
    feed = client.get("/feed.atom?only=decisions").text
    kinds = set(re.findall(r'<category term="(\w+)"', feed)) - {"demo"}
    assert kinds == {"decision"}
    for code in codes:
        assert f"/decisions?id={quote(code)}" in feed
    assert client.get("/feed.atom?only=nonsense").status_code == 404


def test_programs_read_which_decisions_and_assignments_changed(client: Client, codes: list[str]) -> None:
    known = sorted(str(day.date()) for day in releases.survey().dataset.releases["published"])
    answer = client.get(f"/api/v1/changes?from={known[0]}&to={known[-1]}")
    assert answer.status_code == 200, answer.text
    found = answer.json()["data"]
    assert "decisions" in found, sorted(found)
    seen = {(one["day"], one["change"]) for one in found["decisions"]}
    assert seen <= {(code[:10], "added") for code in codes}
    for one in found["assignments"]:
        assert (one["old_state"], one["old_overdue"]) != (one["new_state"], one["new_overdue"])
    told = [one["change"] for one in found["assignments"]]
    assert set(told) <= {"added", "changed"}
    assert found["decisions"] or found["assignments"]
