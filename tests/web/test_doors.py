"""Addresses as people write and paste them, files and the API as other sites' scripts ask for them."""

import json
import re
from pathlib import Path
from urllib.parse import quote, unquote

import pytest

from kpi.model import Language
from kpi.store import open_store
from kpi.text import Text
from kpi.web.assets import accepts_gzip
from tests.asgi import Answer, Client
from tests.languages import BOTH
from tests.web.conftest import Served
from tests.web.public import lettered
from tests.web.public.lettered import CODE, GOAL, RELEASED

SITE = "https://site.example.org"
UK = Text(Language.UK)
QUOTED = quote(CODE)


@pytest.fixture
def letters(client: Client, where: str, tmp_path: Path) -> Client:
    """A site whose codes are letters."""
    lettered.published(tmp_path / "edition", open_store(where))
    return client


def followed(client: Client, path: str) -> Answer:
    """The answer after at most two redirects within the site."""
    given = client.get(path)
    for _ in range(2):
        if given.status_code in (301, 302):
            assert re.match(r"/(?!/)", given.headers["location"]), given.headers["location"]
            given = client.get(given.headers["location"])
    return given


def test_every_address_of_a_letter_code_is_alive(letters: Client) -> None:
    """Those that the page itself names, and the permanent one, percent-encoded, raw, with a release, in English."""
    page = letters.get(f"/indicator?id={QUOTED}").text
    for path in (f"/i/{QUOTED}", f"/i/{CODE}"):
        for query in ("", "?lang=en", f"?v={RELEASED}"):
            found = followed(letters, path + query)
            assert (found.status_code, CODE in found.text) == (200, True), path + query
    named = {link.replace("&amp;", "&").removeprefix(SITE) for link in re.findall(r'(?:href|src)="([^"#]+)"', page)}
    own = sorted(link for link in named if link.startswith("/") and (QUOTED in link or CODE in link))
    assert any("/chart/" in link for link in own), own
    # the dashboard is asked by a browser (tests/browser/test_dashboard.py)
    own = [link for link in own if not link.startswith("/dashboard")]
    for link in (*own, f"/feed.atom?indicator={QUOTED}", f"/api/v1/indicators/{QUOTED}"):
        assert followed(letters, link).status_code == 200, link


@pytest.mark.parametrize(
    "page",
    [f"/i/{QUOTED}", f"/i/{CODE}", f"/embed/{QUOTED}", f"/indicator?id={QUOTED}", f"/i/{QUOTED}/", f"/i/{QUOTED})."],
)
def test_oembed_knows_letter_codes(letters: Client, page: str) -> None:
    given = letters.get(f"/oembed?url={quote(SITE + page, safe='')}")
    assert given.status_code == 200
    assert f"/embed/{QUOTED}" in given.json()["html"]


@pytest.mark.parametrize(
    "path",
    [
        f"/chart/{QUOTED}.svg",
        f"/chart/{QUOTED}.png",
        f"/share/goal/{quote(GOAL)}.png",
        f"/download/indicator/{QUOTED}.csv",
    ],
)
def test_a_saved_file_keeps_the_code_in_its_name(letters: Client, path: str) -> None:
    name = letters.get(path).headers["content-disposition"]
    kept = re.search(r"filename\*=UTF-8''(\S+)", name)
    assert kept is not None, name
    assert unquote(kept[1]).count(GOAL) == 1
    assert name.isascii()


@pytest.mark.parametrize("tail", ["/", ".", ",", ")", "»", ";", "”", "/.", "...", "%20", ")."])
@pytest.mark.usefixtures("published")
def test_what_sticks_to_an_address_leads_on(client: Client, tail: str) -> None:
    paths = (
        "/data",
        "/indicators",
        "/i/1.2.1",
        "/embed/1.2.1",
        "/chart/1.2.1.svg",
        "/print/indicator/1.2.1",
        "/feed.atom",
    )
    more = (
        "/download/values.csv",
        "/download/indicator/1.2.1.csv",
        "/api/v1/strategy",
        "/api/v1/indicators/1.2.1",
        "/login",
    )
    for path in (*paths, *more):
        asked = path + quote(tail, safe="/.,);%")
        given = client.get(f"{asked}?lang=en")
        assert given.status_code in (301, 302), asked
        assert given.headers["location"].endswith("lang=en"), asked
        assert followed(client, f"{asked}?lang=en").status_code == 200, asked
    assert client.get(f"/indicator?id=1.2.1{quote(tail, safe='/.,);%')}").status_code == 200


@pytest.mark.parametrize(
    "path", ["//evil.example/", "//evil.example.", "/\\evil.example/", "/nothing/", "/i/", "/download/x/y/z."]
)
@pytest.mark.usefixtures("published")
def test_nothing_leads_to_other_sites_or_in_circles(client: Client, path: str) -> None:
    given = followed(client, path)
    assert given.status_code in (200, 404)
    assert "evil" not in client.get(path).headers.get("location", "")


@pytest.mark.parametrize("language", BOTH)
def test_a_missing_page_is_a_page_of_the_site(letters: Client, language: Language) -> None:
    given = letters.get(f"/nothing-here?lang={language}")
    assert given.status_code == 404
    text = Text(language)
    assert text.say("web.missing.title") in given.text
    assert "Лугова громада" in given.text
    for part in ('class="p-nav"', 'role="search"', 'action="/indicators"', 'class="p-footer', "data-theme-choice"):
        assert part in given.text, part


@pytest.mark.usefixtures("published")
def test_the_icon_is_found_where_everybody_looks(client: Client) -> None:
    assert followed(client, "/favicon.ico").headers["content-type"] == "image/svg+xml"


@pytest.mark.parametrize("query", ["status=zzz", "status=on_track,zzz", "sector=zzz", "department=zzz"])
@pytest.mark.usefixtures("published")
def test_a_filter_that_is_none_is_told(client: Client, query: str) -> None:
    for language, text in (("", UK), ("&lang=en", Text(Language.EN))):
        said = text.count("filters.unknown", 1, values="«zzz»" if not language else "“zzz”")
        assert said in client.get(f"/indicators?{query}{language}").text
        assert said not in client.get(f"/indicators?status=on_track{language}").text
    shown = client.get("/indicators?status=<b>x").text
    assert "«&lt;b&gt;x»" in shown


@pytest.mark.parametrize(
    "path", ["/api/v1/indicators", "/download/values.csv", "/chart/1.2.1.svg", "/feed.atom", "/oembed"]
)
@pytest.mark.usefixtures("published")
def test_scripts_of_other_sites_may_read(client: Client, path: str) -> None:
    asking = {"Origin": "https://news.example", "Access-Control-Request-Method": "GET"}
    for header in ("content-type", "if-none-match", "accept", "cache-control"):
        given = client.request("OPTIONS", path, {**asking, "Access-Control-Request-Headers": header})
        assert given.status_code == 204
        assert header in given.headers["access-control-allow-headers"].lower()
    found = client.get(path, headers={"Origin": "https://news.example"})
    assert found.headers["access-control-allow-origin"] == "*"
    if found.status_code == 200:
        assert {"etag", "content-disposition", "last-modified"} <= {
            name.strip().lower() for name in found.headers["access-control-expose-headers"].split(",")
        }
    assert client.request("OPTIONS", "/upload", asking).headers.get("access-control-allow-origin") is None


@pytest.mark.parametrize(
    ("header", "allowed"),
    [
        ("gzip", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000", False),
        ("*;q=0, gzip", True),
        ("gzip;q=0, *", False),
        ("*", True),
        ("*;q=0", False),
        ("identity", False),
        ("identity;q=1, gzip;q=0.5", False),
        ("identity;q=0, gzip;q=0.5", True),
        ("GZIP;Q=0.1", True),
        ("br, deflate", False),
        ("", False),
    ],
)
def test_who_is_sent_gzip(header: str, allowed: bool) -> None:
    assert accepts_gzip(header) is allowed


@pytest.mark.usefixtures("published")
def test_whoever_refuses_gzip_is_answered_plainly(client: Client) -> None:
    for path in ("/", "/data", "/api/v1/indicators", "/download/values.csv", "/embed/1.2.1", "/start"):
        for refusal in ("gzip;q=0", "identity", "*;q=0"):
            assert "content-encoding" not in client.get(path, headers={"Accept-Encoding": refusal}).headers, path


def test_a_server_answers_plainly_too(served: Served) -> None:
    """Around the routes of a real server stands a layer of Streamlit's that packs by itself."""
    with served.client() as client:
        for path in ("/api/v1/indicators", "/download/values.csv", "/data", "/healthz", "/i/1.1.1"):
            for refusal in ("gzip;q=0", "identity, gzip;q=0", "*;q=0"):
                assert "content-encoding" not in client.get(path, headers={"Accept-Encoding": refusal}).headers, path
        assert client.get("/api/v1/indicators").headers["content-encoding"] == "gzip"


@pytest.mark.usefixtures("published")
def test_head_is_get_without_a_body_and_the_release_has_one_date(client: Client) -> None:
    dates = set()
    for path in (
        "/",
        "/data",
        "/api/v1/indicators",
        "/download/values.csv",
        "/embed/1.2.1",
        "/chart/1.2.1.svg",
        "/nothing",
    ):
        got, head = client.get(path), client.request("HEAD", path)
        assert (head.status_code, head.content) == (got.status_code, b""), path
        assert head.headers.get("etag") == got.headers.get("etag"), path
        dates.add(got.headers.get("last-modified"))
    assert dates == {"Fri, 15 May 2026 00:00:00 GMT", None}
    assert json.loads(client.get("/api/v1/strategy").content)
