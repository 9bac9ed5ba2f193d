"""Which language a page opens in: the address, the reader's choice, the browser's wish on arrival, the strategy's."""

import re
from collections.abc import Iterator

import pytest

from kpi.model import Language
from kpi.store import open_store
from kpi.web.saved.export import export
from tests.asgi import Answer, Client
from tests.books import MAY, checked, hospitals, plan
from tests.languages import BOTH, second
from tests.layers import alone, layers
from tests.publishing import publish

PAGES = ("/", "/indicators", "/indicator?id=1.2.1", "/goal?id=1.2", "/sector?id=people", "/data", "/method", "/changes")
#: what the desk's and the site's other pages are, which no search engine keeps
OTHERS = ("/login", "/help", "/nowhere")
FILES = ("/feed.atom", "/api/v1/indicators/1.2.1", "/chart/1.2.1.svg", "/embed/1.2.1", "/calendar.ics")
ENGLISH, UKRAINIAN = {"accept-language": "en-GB,en;q=0.9"}, {"accept-language": "uk-UA,uk;q=0.8,en;q=0.5"}


@pytest.fixture(scope="module", params=BOTH)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Client, Language]]:
    where = str(tmp_path_factory.mktemp("language") / "postup.sqlite")
    language = Language(request.param)
    publish([checked(plan(language=language, said_languages=BOTH)), checked(hospitals())], MAY, store=open_store(where))
    with pytest.MonkeyPatch.context() as patch:
        alone(patch, where)
        yield Client(layers()), language


def spoken(answer: Answer) -> str:
    return answer.headers["content-language"]


@pytest.mark.parametrize("path", [*PAGES, *OTHERS, *FILES])
def test_an_address_without_a_language_opens_in_the_strategys(site: tuple[Client, Language], path: str) -> None:
    client, own = site
    answer = client.get(path)
    assert answer.status_code in {200, 404}
    if path != "/login":
        assert spoken(answer) == own
    if path in (*PAGES, *OTHERS):
        assert f'<html lang="{own}">' in answer.text
    other = client.get(f"{path}{'&' if '?' in path else '?'}lang={second(own)}")
    assert path == "/login" or spoken(other) == second(own)


@pytest.mark.parametrize("path", PAGES)
def test_who_arrives_is_led_to_the_language_of_his_browser(site: tuple[Client, Language], path: str) -> None:
    client, own = site
    wish, same = (ENGLISH, UKRAINIAN) if own is Language.UK else (UKRAINIAN, ENGLISH)
    led = client.get(path, headers=wish)
    assert (led.status_code, led.headers["location"]) == (302, f"{path}{'&' if '?' in path else '?'}lang={second(own)}")
    for answer in (led, client.get(path, headers=same)):
        assert {"Accept-Language", "Cookie", "Sec-Fetch-Site"} <= set(re.split(", ?", answer.headers["vary"]))
    assert client.get(path, headers=same).status_code == 200
    assert client.get(led.headers["location"], headers=same).status_code == 200, (
        "a language that is named is not asked about"
    )


def test_within_the_site_and_by_choice_the_browser_is_not_asked(site: tuple[Client, Language]) -> None:
    client, own = site
    wish = ENGLISH if own is Language.UK else UKRAINIAN
    inside = client.get("/", headers=wish | {"sec-fetch-site": "same-origin"})
    assert (inside.status_code, spoken(inside)) == (200, own)
    ahead = client.get("/", headers=wish | {"sec-fetch-site": "none", "sec-purpose": "prefetch"})
    assert (ahead.status_code, spoken(ahead)) == (200, own), "fetched ahead by our own rules"
    chosen = client.get("/", headers=wish | {"cookie": f"postup-language={own}"})
    assert (chosen.status_code, spoken(chosen)) == (200, own)
    other = client.get("/", headers={"cookie": f"postup-language={second(own)}", "sec-fetch-site": "cross-site"})
    assert (other.status_code, other.headers["location"]) == (302, f"/?lang={second(own)}")
    assert client.get("/", headers={"cookie": "postup-language=xx"}).status_code == 200


@pytest.mark.parametrize("path", FILES)
def test_a_file_is_the_same_for_every_browser(site: tuple[Client, Language], path: str) -> None:
    client, own = site
    for headers in (ENGLISH, UKRAINIAN, {"cookie": f"postup-language={second(own)}"}):
        answer = client.get(path, headers=headers)
        assert (answer.status_code, spoken(answer)) == (200, own)
        assert "Accept-Language" not in answer.headers["vary"]


@pytest.mark.parametrize(
    ("wish", "language"),
    [
        ("en", "en"),
        ("EN-us", "en"),
        ("uk;q=0.3, en;q=0.7", "en"),
        ("en;q=0.3, uk;q=0.7", "uk"),
        ("de, fr;q=0.9", ""),
        ("*", ""),
        ("de, en;q=0.1", "en"),
        ("en;q=0", ""),
        ("en;q=x, uk;q=0.001", "uk"),
        ("", ""),
        (";;,", ""),
    ],
)
def test_the_weights_of_the_browsers_wish(site: tuple[Client, Language], wish: str, language: str) -> None:
    client, own = site
    assert spoken(client.get("/help", headers={"accept-language": wish})) == (language or own)


def test_addresses_name_the_other_language_only(site: tuple[Client, Language]) -> None:
    client, own = site
    own_page, other_page = (client.get(f"/indicator?id=1.2.1{lang}").text for lang in ("", f"&lang={second(own)}"))
    for page, lang in ((own_page, ""), (other_page, f"&amp;lang={second(own)}")):
        assert f'<link rel="canonical" href="http://here/indicator?id=1.2.1{lang}">' in page
        for language in BOTH:
            href = "http://here/indicator?id=1.2.1" + (f"&amp;lang={language}" if language is second(own) else "")
            assert f'<link rel="alternate" hreflang="{language}" href="{href}">' in page
    assert f'href="/goal?id=1.2&amp;lang={second(own)}"' in other_page
    assert 'href="/goal?id=1.2"' in own_page
    assert f'href="/indicator?id=1.2.1&amp;lang={own}" lang="{own}"' in other_page, "the switch names what is chosen"
    told = client.get("/sitemap.xml").text
    assert "<loc>http://here/goal?id=1.2</loc>" in told
    assert f"<loc>http://here/goal?id=1.2&amp;lang={second(own)}</loc>" in told
    assert f"lang={own}<" not in told


def test_names_are_marked_by_the_language_that_they_are_in(site: tuple[Client, Language]) -> None:
    client, own = site
    # «Name» is blank: the name is in the strategy's language, whichever page it stands on
    own_page, other_page = (client.get(f"/sector?id=economy{lang}").text for lang in ("", f"&lang={second(own)}"))
    assert f'<span lang="{own}">Економіка</span>' in other_page
    assert f'<span lang="{own}">Економіка</span>' not in own_page


def test_the_saved_edition_opens_in_the_strategys_language(
    site: tuple[Client, Language], tmp_path_factory: pytest.TempPathFactory
) -> None:
    client, own = site
    folder = tmp_path_factory.mktemp("saved") / "site"
    export(folder, lambda prefix, asked: {address: client.get(prefix + address).content for address in asked})
    assert f'<html lang="{own}">' in (folder / "index.html").read_text(encoding="utf-8")
    other = (folder / f"{second(own)}/index.html").read_text(encoding="utf-8")
    assert f'<html lang="{second(own)}">' in other
    assert 'href="../index.html"' in other


def test_an_empty_site_hears_the_browser_too(tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.MonkeyPatch.context() as patch:
        alone(patch, str(tmp_path_factory.mktemp("empty") / "postup.sqlite"))
        client = Client(layers())
        assert spoken(client.get("/start")) == "uk"
        assert spoken(client.get("/start", headers=ENGLISH)) == "en"
        assert client.get("/", headers=ENGLISH).headers["location"] == "/?lang=en"
