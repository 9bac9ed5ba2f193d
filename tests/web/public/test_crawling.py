"""What search engines are told: every public page in both languages, nothing that is nobody's reading."""

import re
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

from kpi.services.published import releases
from kpi.web.addresses import CLOSED
from tests.asgi import Client

MAP, LINK = "{http://www.sitemaps.org/schemas/sitemap/0.9}", "{http://www.w3.org/1999/xhtml}link"


def _urls(client: Client) -> dict[str, dict[str, str]]:
    """Whole address -> those of both languages."""
    root = ElementTree.fromstring(client.get("/sitemap.xml").text)
    return {
        url.findtext(f"{MAP}loc", ""): {link.attrib["hreflang"]: link.attrib["href"] for link in url.iter(LINK)}
        for url in root.iter(f"{MAP}url")
    }


def test_every_page_is_in_the_sitemap_under_its_canonical_address(client: Client) -> None:
    urls = _urls(client)
    codes = releases.survey().dataset.indicators["code"]
    assert {f"http://here/indicator?id={code}" for code in codes} <= set(urls)
    assert len(urls) >= 2 * (len(codes) + 20)
    for address in list(urls)[::17]:
        page = client.get(address.removeprefix("http://here"))
        assert page.status_code == 200, address
        assert f'<link rel="canonical" href="{address}">' in page.text.replace("&amp;", "&")
        told = dict(
            re.findall(r'<link rel="alternate" hreflang="(\w+)" href="([^"]+)">', page.text.replace("&amp;", "&"))
        )
        assert told == urls[address]


def test_the_day_of_the_release_is_told(client: Client) -> None:
    day = releases.all_releases()[-1].published.isoformat()
    assert set(re.findall(r"<lastmod>([^<]+)</lastmod>", client.get("/sitemap.xml").text)) == {day}


def test_pages_may_be_read_and_forms_need_not_be(client: Client) -> None:
    told = client.get("/robots.txt")
    assert told.headers["content-type"] == "text/plain; charset=utf-8"
    rules = RobotFileParser()
    rules.parse(told.text.splitlines())
    assert rules.site_maps() == ["http://here/sitemap.xml"]
    assert all(rules.can_fetch("*", page) for page in ("/", "/indicator?id=1.1.1", "/download/data.zip", "/feed.atom"))
    assert not any(rules.can_fetch("*", path) for path in CLOSED)
