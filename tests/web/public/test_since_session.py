"""«З минулої сесії»: a session's day in an address, the line of the overview, the forms that offer sessions."""

import re
from html import unescape

import pytest

from kpi.model import Language
from kpi.store import open_store
from kpi.text import Text
from kpi.views.changes.comparison_text import turned_words
from kpi.web import release_comparison
from tests.asgi import Client
from tests.books import MAY as FIRST
from tests.books import checked, hospitals, plan
from tests.html.reading import Page
from tests.languages import BOTH
from tests.layers import alone, layers
from tests.publishing import publish
from tests.web.public.test_changes import AUGUST, MAY, NOVEMBER

UK = Text(Language.UK)


def heading(html: str) -> str:
    found = re.search("<h1[^>]*>(.*?)</h1>", html)
    assert found is not None
    return unescape(found[1])


@pytest.mark.parametrize(
    ("day", "release"),
    [("2026-10-29", "2026-08-14"), ("2026-07-02", "2026-05-14"), ("2026-08-13", "2026-05-14")],
)
def test_a_day_means_the_release_that_stood_on_it(client: Client, day: str, release: str) -> None:
    asked, written = (client.get(f"/changes?from={since}") for since in (day, release))
    assert asked.status_code == 200
    assert heading(asked.text) == heading(written.text)
    year, month, number = release.split("-")
    assert f"останнім був випуск від {number}.{month}.{year}" in asked.text
    assert "останнім був випуск" not in written.text
    assert Page(asked.text).problems == []


def test_both_ends_may_be_days(client: Client) -> None:
    asked = client.get("/changes?from=2026-06-01&to=2026-09-01").text
    assert heading(asked) == heading(client.get("/changes?from=2026-05-14&to=2026-08-14").text)
    assert asked.count("останнім був випуск") == 2


def test_a_day_before_all_releases_and_one_to_come(client: Client) -> None:
    early = client.get("/changes?from=2025-12-18")
    assert early.status_code == 404
    assert heading(early.text) == "На 18.12.2025 ще не було жодного випуску даних"
    assert client.get("/changes?from=2031-01-01").status_code == 404


def test_the_chosen_session_stays_chosen_and_none_is_offered_twice(client: Client) -> None:
    page = client.get("/changes?from=2026-10-29").text
    offered = re.search(r'<select name="from">(.*?)</select>', page)
    assert offered is not None
    assert re.findall(r'value="([\d-]+)" selected', offered[1]) == ["2026-10-29"]
    values = re.findall(r'value="([\d-]+)"', offered[1])
    assert values == ["2026-10-29", "2026-07-02", "2026-11-14", "2026-08-14", "2026-05-14"]
    assert re.findall(r'<optgroup label="([^"]+)"', offered[1]) == ["Засідання ради", "Випуски даних"]


@pytest.mark.parametrize("language", BOTH)
def test_the_overview_says_in_one_line_what_changed(client: Client, language: Language) -> None:
    lang = "?lang=en" if language is Language.EN else ""
    page = client.get(f"/{lang}").text
    line = re.search('<p class="p-meta p-since">(.*?)</p>', page)
    assert line is not None
    said = turned_words(release_comparison.comparison(AUGUST, NOVEMBER, None), Text(language, Language.UK))
    assert said in unescape(re.sub("<[^>]+>", "", line[1]))
    link = re.search('href="([^"]+)"', line[1])
    assert link is not None
    assert "from=2026-10-29" in link[1]
    assert said in heading(client.get(unescape(link[1])).text)


def test_a_past_release_tells_of_the_session_before_it(client: Client) -> None:
    past = client.get(f"/?v={AUGUST}").text
    assert "Від засідання ради 02.07.2026" in past
    assert turned_words(release_comparison.comparison(MAY, AUGUST, None), UK) in unescape(past)
    # on the day of the first release no release had stood on any session
    assert "p-since" not in client.get(f"/?v={MAY}").text
    assert "Від засідання ради 29.10.2026" in client.get("/print/overview").text


def test_the_report_offers_the_sessions(client: Client) -> None:
    page = client.get("/report?since=2026-07-02").text
    assert re.findall(r'<option value="([\d-]+)" selected', page)[0] == "2026-07-02"
    assert "02.07.2026, Засідання (ілюстр.): випуск від 14.05.2026" in page


def test_without_sessions_nothing_is_told_of_them(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:

    where = str(tmp_path_factory.mktemp("none") / "postup.sqlite")
    publish([checked(plan()), checked(hospitals())], FIRST, store=open_store(where))
    alone(monkeypatch, where)
    client = Client(layers())
    for address in ("/", "/changes", "/report"):
        page = client.get(address).text
        assert "засідання ради" not in page.casefold(), address
        assert "<optgroup" not in page, address
