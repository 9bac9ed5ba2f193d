"""The Atom feeds over the shipped edition, read by an XML parser and held against RFC 4287."""

import re
from datetime import datetime
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from kpi.model import Language
from kpi.text import Text
from kpi.web import addresses, release_boards, release_comparison
from kpi.web.addresses import feed_of
from tests.asgi import Answer, Client
from tests.html.reading import Page
from tests.web.public.test_changes import AUGUST, MAY, NOVEMBER

ATOM = "{http://www.w3.org/2005/Atom}"
#: RFC 4151: tag:authority,date:specific
TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}-\d\d-\d\d:[A-Za-z0-9._~!$&'()*+,;=:@/?%-]+")
#: RFC 4287, 4.1: elements of which there is exactly one
ONCE = ("id", "title", "updated")
FEEDS = ("", "lang=en", "sector=economy", "indicator=8.1.2", "indicator=8.1.2&lang=en", "v=2026-08-14")


def read(answer: Answer) -> Element:
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(answer.content)


def words(element: Element, name: str) -> str:
    found = element.find(ATOM + name)
    assert found is not None
    assert found.text
    return found.text


def entries(root: Element, kind: str = "") -> list[Element]:
    listed = root.findall(f"{ATOM}entry")
    return [e for e in listed if not kind or e.find(f"{ATOM}category[@term='{kind}']") is not None]


def alternate(element: Element) -> str:
    (found,) = element.findall(f"{ATOM}link[@rel='alternate']")
    return found.attrib["href"]


@pytest.mark.parametrize("query", FEEDS)
def test_a_feed_is_valid_atom(client: Client, query: str) -> None:
    root = read(client.get(f"/feed.atom?{query}"))
    assert root.tag == f"{ATOM}feed"
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    listed = entries(root)
    assert listed
    for element in (root, *listed):
        assert all(len(element.findall(ATOM + name)) == 1 for name in ONCE)
        assert TAG.fullmatch(words(element, "id"))
        assert datetime.fromisoformat(words(element, "updated")).tzinfo is not None
        assert alternate(element).startswith("http://here/")
    identities = [words(e, "id") for e in listed]
    assert len(set(identities)) == len(identities)
    assert words(root, "updated") == max(words(e, "updated") for e in listed)
    (own,) = root.findall(f"{ATOM}link[@rel='self']")
    asked = "&".join(sorted(part for part in query.split("&") if part and not part.startswith("v=")))
    assert "&".join(sorted(urlsplit(own.attrib["href"]).query.split("&"))) == asked
    assert root.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == ("en" if "lang=en" in query else "uk")


@pytest.mark.parametrize("query", FEEDS)
def test_what_an_entry_holds_is_well_formed_and_says_that_the_data_are_made_up(client: Client, query: str) -> None:
    demo = Text(Language.EN if "lang=en" in query else Language.UK).say("feed.demo")
    for entry in entries(read(client.get(f"/feed.atom?{query}"))):
        content = entry.find(f"{ATOM}content")
        assert content is not None
        assert content.attrib == {"type": "html"}
        page = Page(f"<h1></h1>{content.text}")
        assert page.problems == []
        assert demo in page.text
        assert not re.search(r"\b(nan|None|NaT|<NA>|inf)\b|\{|\.\.", page.text)


def test_every_release_and_every_indicator_that_moved_has_its_entry(client: Client) -> None:
    root = read(client.get("/feed.atom"))
    days = [words(e, "updated")[:10] for e in entries(root, "release")]
    assert days == ["2026-11-14", "2026-08-14", "2026-05-14"]
    told = [(words(e, "updated")[:10], parse_qs(urlsplit(alternate(e)).query)) for e in entries(root, "indicator")]
    assert all(query["v"] == [day] for day, query in told)
    for old, new in ((AUGUST, NOVEMBER), (MAY, AUGUST)):
        codes = {query["id"][0] for day, query in told if day == new.isoformat()}
        found = release_comparison.comparison(old, new, None)
        assert codes == found.touched
        assert {move.code for move in found.moves} <= codes


def test_an_entry_of_a_release_leads_to_its_comparison(client: Client) -> None:
    first = entries(read(client.get("/feed.atom?sector=economy")), "release")[0]
    address = urlsplit(alternate(first))
    assert (address.path, address.query) == ("/changes", "from=2026-08-14&to=2026-11-14&sector=economy")
    page = client.get(f"{address.path}?{address.query}")
    assert words(first, "title") in page.text


def test_an_indicator_has_the_same_entry_in_every_feed(client: Client) -> None:
    whole, part, one = (entries(read(client.get(f"/feed.atom?{q}"))) for q in ("", "sector=economy", "indicator=1.2.1"))
    known = {words(e, "id"): e for e in whole}
    for entry in (e for e in part if e.find(f"{ATOM}category[@term='indicator']") is not None):
        assert ElementTree.tostring(entry) == ElementTree.tostring(known[words(entry, "id")])
    # the feed of an indicator also tells of releases that only brought a value
    assert {words(e, "updated")[:10] for e in one} == {"2026-08-14", "2026-11-14"}
    assert {words(e, "id").split("/")[1] for e in one} == {"1.2.1"}


def test_the_same_release_gives_the_same_bytes_and_is_told_as_unchanged(client: Client) -> None:
    one, again = client.get("/feed.atom"), client.get("/feed.atom")
    assert one.content == again.content
    assert client.get("/feed.atom", headers={"If-None-Match": one.headers["etag"]}).status_code == 304
    packed = client.get("/feed.atom", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["etag"] == one.headers["etag"]
    assert one.headers["cache-control"] == "no-cache"
    assert "set-cookie" not in one.headers


def test_a_past_version_says_what_the_feed_said_then(client: Client) -> None:
    whole, then = (entries(read(client.get(f"/feed.atom{q}"))) for q in ("", "?v=2026-08-14"))
    earlier = [e for e in whole if words(e, "updated") < "2026-11"]
    assert [ElementTree.tostring(e) for e in then] == [ElementTree.tostring(e) for e in earlier]


@pytest.mark.parametrize("query", ["sector=nothing", "department=nobody", "indicator=9.9.9", "v=2026-01-01"])
def test_what_is_not_public_is_not_there(client: Client, query: str) -> None:
    answer = client.get(f"/feed.atom?{query}")
    assert answer.status_code == 404
    assert answer.text.strip()


@pytest.mark.parametrize(
    ("page", "parameters", "address"),
    [
        ("overview", {}, "/feed.atom"),
        ("method", {"v": "2026-08-14"}, "/feed.atom"),
        ("sector", {"id": "economy"}, "/feed.atom?sector=economy"),
        ("indicator", {"id": "1.1.1"}, "/feed.atom?indicator=1.1.1"),
        ("goal", {"id": "1.1"}, "/feed.atom"),
        ("indicators", {"department": "уо", "q": "вода"}, "/feed.atom?department=%D1%83%D0%BE"),
    ],
)
def test_the_feed_of_a_page(page: str, parameters: dict[str, str], address: str) -> None:
    assert page in addresses.PAGES
    assert feed_of(page, parameters, Text(Language.UK)) == address


def test_a_page_names_its_feed(client: Client) -> None:
    page = client.get("/indicator?id=8.1.2").text
    found = re.search(r'<link rel="alternate" type="application/atom\+xml" href="([^"]+)"', page)
    assert found is not None
    assert found[1] == "http://here/feed.atom?indicator=8.1.2"


def test_a_department_has_a_feed_of_its_own(client: Client) -> None:
    rows = release_boards.board(NOVEMBER, Language.UK).rows
    for department in sorted({row.department.code for row in rows})[:4]:
        answer = client.request("GET", "/feed.atom", params={"department": department})
        codes = {parse_qs(urlsplit(alternate(e)).query)["id"][0] for e in entries(read(answer), "indicator")}
        assert codes <= {row.code for row in rows if row.department.code == department}
