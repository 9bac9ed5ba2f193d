"""The page «Зміни» over the shipped edition: what it says is what the releases say."""

import re
from datetime import date
from html import unescape

import pytest

from kpi.model import Language
from kpi.services.published import releases
from kpi.text import Text
from kpi.views.common.board import board
from kpi.views.common.change_direction import StatusChangeKind
from kpi.views.public import overview
from kpi.web import release_comparison
from kpi.web.release_comparison import ReleasePair, pair_of
from tests.asgi import Client
from tests.html.reading import Page
from tests.languages import BOTH

MAY, AUGUST, NOVEMBER = date(2026, 5, 14), date(2026, 8, 14), date(2026, 11, 14)
KNOWN = (NOVEMBER, AUGUST, MAY)


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("", "", ReleasePair(AUGUST, NOVEMBER)),
        ("", "2026-08-14", ReleasePair(MAY, AUGUST)),
        ("2026-05-14", "", ReleasePair(MAY, NOVEMBER)),
        ("2026-05-14", "2026-08-14", ReleasePair(MAY, AUGUST)),
        ("2026-11-14", "2026-05-14", ReleasePair(MAY, NOVEMBER)),  # in any order
        ("2026-05-14", "2026-05-14", ReleasePair(MAY, MAY)),
        ("", "2026-05-14", ReleasePair(None, MAY)),
        ("2026-05-15", "", ReleasePair(None, None, "2026-05-15")),
        ("", "yesterday", ReleasePair(None, None, "yesterday")),
        ("20260514", "", ReleasePair(None, None, "20260514")),
    ],
)
def test_which_releases_an_address_asks_for(since: str, until: str, found: ReleasePair) -> None:
    assert pair_of(since, until, KNOWN) == found


@pytest.mark.parametrize("language", BOTH)
def test_the_last_two_releases_are_compared(client: Client, language: Language) -> None:
    answer = client.get("/changes" + ("?lang=en" if language is Language.EN else ""))
    assert answer.status_code == 200
    page = Page(answer.text)
    assert page.problems == []
    found = release_comparison.comparison(AUGUST, NOVEMBER, None)
    title = re.search("<h1[^>]*>(.*?)</h1>", answer.text)
    assert title is not None
    heading = unescape(title[1])
    assert str(found.count(StatusChangeKind.WORSE)) in heading
    assert str(found.count(StatusChangeKind.BETTER)) in heading
    content = Page(answer.text[answer.text.index("<main") : answer.text.index("</main>") + len("</main>")])
    assert not re.search(r"\b(nan|None|NaT|<NA>|inf)\b|\{", content.text)
    for entries in (found.moves, found.corrections, found.target_changes, found.filled, found.opened):
        for entry in entries:
            assert f'href="/indicator?id={entry.code}' in answer.text


def test_it_agrees_with_the_overview(client: Client) -> None:
    """What got worse and better since the quarter before, where each release shows one quarter more."""
    text = Text(Language.UK)
    shown = overview.build(releases.survey(), text, board=board(releases.survey(), text)).changes
    assert shown is not None
    found = release_comparison.comparison(AUGUST, NOVEMBER, None)
    for kind in (StatusChangeKind.WORSE, StatusChangeKind.BETTER):
        told = [change.row.code for group in shown if group.kind is kind for change in group.changes]
        assert sorted(told) == sorted(move.code for move in found.moves if move.kind is kind)


def test_statuses_and_counts_agree_with_both_releases(client: Client) -> None:
    found = release_comparison.comparison(MAY, NOVEMBER, None)
    for version, counts in ((MAY, found.old_counts), (NOVEMBER, found.new_counts)):
        now = releases.survey(version).now
        assert counts.total == len(now.indicators)
        assert {str(s): n for s, n in counts.present()} == dict(now.indicators["status"].value_counts())


def test_a_correction_is_shown_with_its_reason(client: Client) -> None:
    page = client.get("/changes?from=2026-08-14&to=2026-11-14").text
    (one,) = release_comparison.comparison(AUGUST, NOVEMBER, None).corrections
    assert one.reason in unescape(page)


def test_the_form_offers_every_release_and_works_without_a_script(client: Client) -> None:
    page = client.get("/changes?to=2026-08-14&from=2026-05-14&sector=economy").text
    form = re.search(r"<form.*?</form>", page, re.DOTALL)
    assert form is not None
    assert 'method="get"' in form[0]
    assert 'action="/changes"' in form[0]
    for name, day in (("from", "2026-05-14"), ("to", "2026-08-14")):
        select = re.search(rf'<select name="{name}">.*?</select>', form[0])
        assert select is not None
        # sessions of the council stand before them (test_since_session.py)
        assert re.findall('value="([^"]+)"', select[0])[-3:] == ["2026-11-14", "2026-08-14", "2026-05-14"]
        assert re.findall('value="([^"]+)" selected', select[0]) == [day]
    assert 'value="economy" selected' in form[0]


def test_a_sector_alone(client: Client) -> None:
    whole, part = (client.get(f"/changes{query}").text for query in ("", "?sector=economy"))
    codes = set(re.findall(r'href="/indicator\?id=([^"&]+)', part))
    assert codes < set(re.findall(r'href="/indicator\?id=([^"&]+)', whole))
    sector = client.get("/sector?id=economy").text
    assert codes <= set(re.findall(r'href="/indicator\?id=([^"&]+)', sector))
    assert "/feed.atom?sector=economy" in part


@pytest.mark.parametrize("query", ["from=2026-05-13", "to=ніколи", "from=2026-13-45"])
def test_no_such_release(client: Client, query: str) -> None:
    answer = client.get(f"/changes?{query}")
    assert answer.status_code == 404
    assert "<form" in answer.text


def test_a_release_with_itself_and_the_first_of_all(client: Client) -> None:
    same = client.get("/changes?from=2026-05-14&to=2026-05-14")
    assert same.status_code == 200
    assert "14.05.2026" in same.text
    first = client.get("/changes?to=2026-05-14").text
    assert "Порівнювати ще немає з чим" in first


def test_a_past_release_knows_nothing_of_later_ones(client: Client) -> None:
    page = client.get("/changes?v=2026-08-14").text
    assert "З 14.05.2026 до 14.08.2026" in page
    form = re.search(r"<form.*?</form>", page, re.DOTALL)
    assert form is not None
    assert "2026-11-14" not in form[0]
    assert client.get("/changes?v=2026-08-14&to=2026-11-14").status_code == 404


def test_the_overview_leads_to_all_changes(client: Client) -> None:
    assert 'href="/changes"' in client.get("/").text


def test_what_is_told_of_a_past_release_leads_to_it(client: Client) -> None:
    page = client.get("/changes?from=2026-05-14&to=2026-08-14").text
    links = re.findall(r'href="(/indicator[?][^"]+)"', page)
    assert links
    assert all(link.endswith("&amp;v=2026-08-14") for link in links)
    assert client.get(unescape(links[0])).status_code == 200
    assert "v=2026" not in client.get("/changes").text


@pytest.mark.parametrize("query", ["sector=zzz", "department=zzz"])
def test_a_filter_that_is_none_is_told(client: Client, query: str) -> None:
    said = Text(Language.UK).count("filters.unknown", 1, values="«zzz»")
    page = client.get(f"/changes?{query}").text
    assert said in page
    assert said not in client.get("/changes").text
    assert Page(page).problems == []
