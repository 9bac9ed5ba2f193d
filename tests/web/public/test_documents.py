"""Every public address is answered with a document that needs nothing else to be read."""

import json
import re
from html.parser import HTMLParser

import pytest

from kpi import clock
from kpi.model import Language
from kpi.services.published.releases import all_releases
from kpi.text import Text
from kpi.web import addresses, release_boards
from tests.asgi import Client
from tests.languages import BOTH

UK, EN = Text(Language.UK), Text(Language.EN)
#: an address of every page, with codes of the shipped edition
ADDRESSES = (
    "/",
    "/indicators",
    "/changes",
    "/decisions",
    "/data",
    "/method",
    "/sector?id={sector}",
    "/goal?id={goal}",
    "/indicator?id={indicator}",
    "/departments",
    "/department?id={department}",
    "/plan-health",
    "/actions",
    "/report",
    "/verify",
)


@pytest.fixture(scope="module")
def codes(client: Client) -> dict[str, str]:
    """A sector, a goal, an indicator and a department that the overview leads to."""
    page = client.get("/").text
    found = {
        name: re.search(rf'href="/{name}\?id=([^"&]+)', page) for name in ("sector", "goal", "indicator", "department")
    }
    return {name: match[1] for name, match in found.items() if match}


class _Outline(HTMLParser):
    """Headings, landmarks, scripts, text of the content."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.named: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        given = dict(attrs)
        if tag == "meta" and (name := given.get("name") or given.get("property")):
            self.named[name] = given.get("content") or ""
        if tag == "link" and given.get("rel") == "canonical":
            self.named["canonical"] = given.get("href") or ""


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("address", ADDRESSES)
def test_the_document_is_whole(client: Client, codes: dict[str, str], address: str, language: Language) -> None:
    asked = address.format(**codes)
    if language is Language.EN:
        asked += ("&" if "?" in asked else "?") + "lang=en"
    answer = client.get(asked)
    assert answer.status_code == 200
    outline = _Outline(answer.text)
    assert outline.tags.count("h1") == 1
    assert {"header", "nav", "main", "footer"} <= set(outline.tags)
    assert outline.named["canonical"] == f"http://here{asked}"
    assert outline.named["og:title"]
    assert outline.named["description"]
    title = re.search("<title>(.*?)</title>", answer.text)
    assert title is not None
    assert outline.named["og:title"].split()[0] in title[1]


@pytest.mark.parametrize("name", sorted(set(addresses.PAGES) - {addresses.SUCCESSION}))  # of two editions
def test_every_page_has_an_address_here(name: str) -> None:
    asked = {address.partition("?")[0].removeprefix("/") or "overview" for address in ADDRESSES}
    assert name in asked


def test_a_chart_is_in_the_document(client: Client, codes: dict[str, str]) -> None:
    page = client.get(f"/indicator?id={codes['indicator']}").text
    assert re.search(r'<svg[^>]*role="img"[^>]*aria-label="[^"]+"', page)
    assert "<table" in page


def test_the_dataset_is_described_for_machines(client: Client, codes: dict[str, str]) -> None:
    page = client.get(f"/indicator?id={codes['indicator']}").text
    written = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert written is not None
    told = json.loads(written[1])
    assert told["@type"] == "Dataset"
    assert told["identifier"] == codes["indicator"]
    assert told["license"].startswith("https://creativecommons.org/")
    assert told["version"] == all_releases()[-1].published.isoformat()


@pytest.mark.parametrize(
    "address", ["/indicator?id=9.9.9", "/goal?id=<b>", "/sector?id=none", "/?v=2001-01-01", "/?v=x"]
)
def test_an_unknown_code_or_release_is_a_404_with_a_way_on(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "<h1" in answer.text
    assert 'href="/' in answer.text.partition("<main")[2]
    assert "etag" not in answer.headers


def test_what_a_browser_has_is_not_sent_again(client: Client) -> None:
    first = client.get("/", headers={"accept-encoding": "gzip"})
    assert first.headers["last-modified"].endswith("GMT")
    again = client.get("/", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/?lang=en").headers["etag"] != first.headers["etag"]


def test_parameters_that_a_page_does_not_know_change_nothing(client: Client) -> None:
    assert client.get("/?utm_source=mail&id=3").content == client.get("/").content


def test_a_past_release_says_so_and_leads_on_within_itself(client: Client) -> None:
    past, current = all_releases()[0].published, all_releases()[-1].published
    assert past != current
    page = client.get(f"/?v={past}").text
    assert UK.say("web.past.words", day=UK.date(past)) in page
    assert f'<a href="/">{UK.say("web.past.current")}</a>' in page
    main = page.partition("<main")[2].partition("</main>")[0]
    links = re.findall(r'href="(/(?:indicator|goal|sector)\?[^"]*)"', main)
    assert len(links) > 50
    assert all(f"v={past}" in link for link in links)
    assert '<meta name="robots" content="noindex">' in page


def test_a_release_reads_the_same_for_ever(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Byte for byte, whether it is the current one or not, and whenever it is asked for."""
    version = all_releases()[1].published
    before = client.get(f"/?v={version}").content
    release_boards.clear()
    monkeypatch.setattr(clock, "today", lambda: version.replace(year=version.year + 3))
    assert client.get(f"/?v={version}").content == before


def test_a_withheld_code_is_answered_as_one_that_was_never_given(client: Client) -> None:
    """8.1.3 is withheld in the shipped edition, 8.1.77 is nothing: the pages differ by the code alone."""
    withheld, nothing = (client.get(f"/indicator?id={code}") for code in ("8.1.3", "8.1.77"))
    assert withheld.status_code == nothing.status_code == 404
    shown, other = (answer.text.partition("<main")[2].partition("</main>")[0] for answer in (withheld, nothing))
    assert "тут не названо й не пораховано" in shown
    assert shown.replace("8.1.3", "8.1.77") == other
