"""Communities of one process know nothing of each other: pages, files, links, cookies, sessions."""

import asyncio
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from starlette.types import Message, Receive, Scope, Send

from kpi.community import NoCommunityError, declare, entered, named
from kpi.model import Language
from kpi.services import sign_in
from kpi.services.published import releases
from kpi.store import open_store, public_releases
from kpi.text import Text
from kpi.web import release_boards
from kpi.web.addresses import every_page
from kpi.web.application import create_app, create_site
from kpi.web.protection.guard import COMMUNITY, Guard
from tests.asgi import Answer, Client
from tests.books import NOVEMBER, checked, hospitals, observation
from tests.communities.conftest import NAMES, WAYS, Set
from tests.layers import alone
from tests.postgresql import Server
from tests.publishing import publish

FILES = (
    "/feed.atom",
    "/feed.atom?indicator=1.2.1",
    "/calendar.ics",
    "/sitemap.xml",
    "/robots.txt",
    "/chart/1.2.1.svg",
    "/share/overview.png",
    "/embed/1.2.1",
    "/print/overview",
    "/print/indicator/1.2.1",
    "/download/data.zip",
    "/download/data.xlsx",
    "/download/indicator/1.2.1.csv",
    "/api/v1/strategy",
    "/api/v1/indicators",
    "/api/v1/observations?limit=2",
    "/api/v1/openapi.json",
    "/2022-2026/indicator?id=1.2.1",
    "/2022-2026/api/v1/strategies",
    "/i/1.2.1",
    "/help",
    "/login",
    "/start",
    "/nothing",
    "/?v=2026-05-14",
)
#: an address of a site of ours in an answer; what stands in a query or in another attribute is none
_LINK = re.compile(r'(?:href|src|action|formaction)="([^"#]+)"')


def pages() -> list[str]:
    survey = releases.survey()
    languages = [Text(language, Language.UK) for language in Language]
    return [page.href for text in languages for page in every_page(survey, text)] + list(FILES)


def told(answer: Answer) -> tuple[int, dict[str, str], bytes]:
    """An answer without what differs from one asking to the next."""
    headers = {name: value for name, value in answer.headers.items() if name != "set-cookie"}
    return answer.status_code, headers, re.sub(rb'(name="token" value=")[^"]+', rb"\1", answer.content)


def all_told(client: Client, prefix: str, addresses: list[str]) -> dict[str, tuple[int, dict[str, str], bytes]]:
    return {address: told(client.get(prefix + address)) for address in addresses}


def test_with_a_host_of_its_own_a_community_answers_as_it_does_alone(
    together: Set, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every page, file and header of it, byte for byte, whoever else is in the process."""
    both = together(persha='host = "persha.example"\naddress = "http://persha.example"')
    with entered(named("persha")):
        asked, store = pages(), open_store()
    in_company = all_told(both.client("persha.example"), "", asked)

    declare({})
    alone(monkeypatch, store.name, "http://persha.example")
    release_boards.clear()
    by_itself = all_told(Client(create_app(), "persha.example"), "", asked)
    assert [address for address in asked if in_company[address] != by_itself[address]] == []
    assert by_itself["/"][0] == 200


def test_one_store_for_all_gives_the_answers_of_a_store_each(together: Set) -> None:
    places = {key: f'host = "{key}.example"' for key in NAMES}
    answers = []
    for way in WAYS:
        both = together(way, **places)
        with entered(named("persha")):
            asked = pages()
        answers.append({key: all_told(both.client(f"{key}.example"), "", asked) for key in NAMES})
    first, second = answers
    for key in NAMES:
        assert [address for address in first[key] if first[key][address] != second[key][address]] == [], key


def test_a_server_keeps_the_snapshots_of_its_communities_apart(together: Set, postgresql: Server) -> None:
    """One PostgreSQL database for all: each is shown its own, and publishing of one changes nothing of the other."""
    both = together("one store", store=postgresql.empty())
    client = both.client()
    for own, other in (("persha", "druha"), ("druha", "persha")):
        page = client.get(f"/{own}/").text
        assert NAMES[own] in page and NAMES[other] not in page
        assert both.session(own)
    before = told(client.get("/druha/"))
    with entered(named("persha")):
        publish([checked(hospitals(observation("1.2.1", "2026-Q3", 63.5)))], NOVEMBER, store=open_store())
    assert told(client.get("/druha/")) == before
    with entered(named("druha")):
        assert len(public_releases()) == 2
    with entered(named("persha")):
        assert len(public_releases()) == 3


@pytest.mark.parametrize("way", WAYS)
def test_no_answer_names_the_other_community(together: Set, way: str) -> None:
    both = together(way)
    client = both.client()
    with entered(named("persha")):
        asked = pages()
    for own, other in (("persha", "druha"), ("druha", "persha")):
        for address, (status, headers, body) in all_told(client, f"/{own}", asked).items():
            assert status in {200, 302, 404}, address
            said = body + repr(headers).encode()
            for canary in (NAMES[other].encode(), f"/{other}".encode(), b"77.75" if own == "persha" else b"61.25"):
                assert canary not in said, (own, address, canary)
    assert NAMES["persha"] in client.get("/persha/").text


def test_every_link_below_a_prefix_stays_below_it(together: Set) -> None:
    both = together()
    client = both.client()
    with entered(named("persha")):
        asked = pages()
    token = both.session("persha")
    signed = {"Cookie": f"postup.persha={token}"}
    seen = 0
    desk = ["/upload", "/upload/mine", "/account", "/logout", "/admin", "/admin/chase", "/upload?row=nothing"]
    for address in (*asked, *desk):
        answer = client.get(f"/persha{address}", signed)
        if "html" not in answer.headers.get("content-type", ""):
            continue
        for link in _links(answer, "http://region.example"):
            seen += 1
            assert link.startswith(("/persha/", "/assets/", "/persha?")) or link == "/persha", (address, link)
            assert not link.startswith("/persha/persha"), (address, link)
    assert seen > 1000
    for address in ("/i/1.2.1", "/dashboard", "/upload"):
        assert client.get(f"/persha{address}").headers["location"].startswith("/persha/"), address
    assert client.get("/persha/upload").headers["location"] == "/persha/login?next=/upload"


def _links(answer: Answer, site: str) -> Iterator[str]:
    """Paths of the site that a page links to, whole addresses among them."""
    named = (link.replace("&amp;", "&") for link in _LINK.findall(answer.text))
    for link in (one.removeprefix(site) for one in named):
        if link.startswith("/"):
            yield link


def test_addresses_of_machines_carry_the_prefix(together: Set) -> None:
    client = together().client()
    site = "http://region.example/persha"
    assert f'<link rel="canonical" href="{site}/">' in client.get("/persha/").text
    assert f"<loc>{site}/indicator?id=1.2.1</loc>" in client.get("/persha/sitemap.xml").text
    assert f"Sitemap: {site}/sitemap.xml" in client.get("/robots.txt").text
    assert "Disallow: /persha/upload" in client.get("/robots.txt").text
    asked = client.get("/persha/api/v1/observations?limit=1")
    assert f"{site}/api/v1/observations" in asked.headers["link"]
    found = client.get("/persha/oembed", params={"url": f"{site}/i/1.2.1"})
    assert found.status_code == 200 and f"{site}/embed/1.2.1" in found.json()["html"]
    assert client.get("/persha/oembed", params={"url": "http://region.example/druha/i/1.2.1"}).status_code == 404
    page = client.get("/persha/indicator?id=1.2.1").text
    assert f'"contentUrl":"{site}/download/' in page
    first, second = (client.get(f"/{key}/feed.atom").text for key in NAMES)
    ids = [set(re.findall(r"<id>([^<]+)</id>", feed)) for feed in (first, second)]
    assert ids[0] and not ids[0] & ids[1]


def test_a_file_that_is_too_large_leads_back_to_the_own_desk(together: Set) -> None:
    """The page is kept, by the community that it was made for."""
    both = together()
    client = both.client()
    for key in NAMES:
        sent = {
            "Cookie": f"postup.{key}={both.session(key)}",
            "Origin": "http://region.example",
            "Content-Length": str(1 << 30),
        }
        answer = client.request("POST", f"/{key}/upload", sent)
        assert answer.status_code == 413 and f'href="/{key}/upload' in answer.text
        assert all(link.startswith((f"/{key}", "/assets/")) for link in _links(answer, "http://region.example"))


def test_an_edition_stands_behind_the_prefix(together: Set) -> None:
    client = together().client()
    page = client.get("/persha/2022-2026/indicator?id=1.2.1")
    assert page.status_code == 200
    assert 'href="/persha/2022-2026/indicators"' in page.text
    assert client.get("/2022-2026/persha/").status_code == 404


def test_what_is_nobodys_is_not_found(together: Set) -> None:
    both = together(druha='host = "druha.example"')
    assert both.get("/", host="druha.example").status_code == 200
    # the prefix of one is no address of another's host, and no community answers at a host that is nobody's
    assert NAMES["persha"] not in both.get("/persha/", host="druha.example").text
    for path, host in (("/tretia/", "region.example"), ("/upload", "region.example"), ("/druha/", "region.example")):
        found = both.get(path, host=host)
        assert found.status_code == 404, path
        assert not any(name in found.text for name in NAMES.values())
    missing = both.get("/persha/nothing")
    assert missing.status_code == 404 and NAMES["persha"] in missing.text


def test_a_host_that_the_file_does_not_name_is_not_found(together: Set) -> None:
    both = together(address="https://region.example", druha='host = "druha.example"')
    assert both.get("/persha/").status_code == 200
    assert both.get("/", host="elsewhere.example").status_code == 404
    assert both.get("/persha/", host="elsewhere.example").status_code == 404
    assert '<link rel="canonical" href="https://druha.example/">' in both.get("/", host="druha.example").text


@pytest.mark.parametrize("way", WAYS)
def test_a_session_is_of_its_community_alone(together: Set, way: str) -> None:
    """The accounts have the same number and login: what tells them apart is the community alone."""
    both = together(way)
    token = both.session("persha")
    assert "Людина Перша" in both.get("/persha/upload", cookies=f"postup.persha={token}").text
    for name in ("postup.druha", "postup", "postup.persha"):
        refused = both.get("/druha/upload", cookies=f"{name}={token}")
        assert (refused.status_code, refused.headers["location"]) == (303, "/druha/login?next=/upload"), name
    # nor is an invitation, nor a browser that is known
    assert "Людина" not in both.get("/druha/", cookies=f"postup.druha={token}").text
    with entered(named("druha")):
        assert sign_in.session_for_token(open_store(), token, datetime.now(UTC)) is None


def test_cookies_have_names_of_their_own(together: Set) -> None:
    client = together().client()
    for key in NAMES:
        given = client.get(f"/{key}/login").headers["set-cookie"]
        assert given.startswith(f"postup-form.{key}=")
    secure = client.get("https://region.example/persha/login").headers["set-cookie"]
    assert secure.startswith("__Host-postup-form.persha=") and "Secure" in secure and "Path=/;" in secure


def test_nobody_is_answered_for_where_no_community_is_named(together: Set) -> None:
    """A path that forgot to say whose it is fails; it does not show the first community's data."""
    together()
    asked: list[Callable[[], object]] = [open_store, releases.survey, create_site]
    for ask in asked:
        with pytest.raises(NoCommunityError):
            ask()


def test_the_archive_of_a_community_is_of_that_one(together: Set) -> None:
    both = together()
    body = both.get("/persha/download/site.zip").content
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        texts = b"".join(packed.read(name) for name in packed.namelist() if name.endswith(".html"))
    assert NAMES["persha"].encode() in texts and NAMES["druha"].encode() not in texts
    links = set(re.findall(rb'href="http://region.example([^"#]*)', texts))
    assert links and all(urlsplit(link.decode()).path.startswith("/persha/") for link in links), links


def test_a_socket_is_of_the_community_that_it_was_opened_at(together: Set) -> None:
    """What a browser says of that itself is taken away: the dashboard believes the guard alone."""
    together()
    passed: list[Scope] = []

    async def app(scope: Scope, _receive: Receive, _send: Send) -> None:
        passed.append(scope)

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(_message: Message) -> None:
        raise AssertionError("nothing is refused")

    forged = [
        (b"host", b"here"),
        (b"origin", b"http://here"),
        (COMMUNITY.encode(), b"druha"),
        (b"X-Postup-Community", b"druha"),
    ]
    scope = {"type": "websocket", "scheme": "ws", "path": "/dashboard/_stcore/stream", "headers": forged}
    with entered(named("persha")):
        asyncio.run(Guard(app, address="")(scope, receive, send))
    given = [value for name, value in passed[0]["headers"] if name.lower() == COMMUNITY.encode()]
    assert given == [b"persha"]
