"""A Polish community's site, read address by address: no Ukrainian word, no word that fell back, nothing broken."""

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from urllib.parse import quote

import pytest

from kpi.model import Language
from kpi.services.published import releases
from kpi.store import open_store
from kpi.text import catalog, speaker
from kpi.text.catalog import Forms
from kpi.web import addresses
from kpi.web.files.raster import legible
from kpi.web.saved.export import export
from tests.asgi import Client
from tests.languages import partial_language
from tests.layers import alone, layers
from tests.polish import FIRST, NAME, PLAN, SECOND, checked, first_books, publish_all
from tests.publishing import publish

PL = Language("pl")
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
#: what stands at addresses of its own beside the pages
FILES = (
    *("/feed.atom", f"/feed.atom?sector={quote('społeczny')}", "/calendar.ics", "/sitemap.xml", "/robots.txt"),
    *("/embed/1.1.1", f"/embed/{quote('2.Ż.1')}", "/chart/1.1.1.svg", f"/chart/{quote('2.Ż.2')}.svg?size=wide"),
    *(f"/download/{SECOND}/{name}" for name in ("passport.json", "catalogue.jsonld", "values.csv", "structure.csv")),
    *(f"/download/{SECOND}/indicator/1.1.1.{ending}" for ending in ("csv", "bib", "ris")),
    *("/api/v1/openapi.json", "/api/v1/strategy", "/api/v1/indicators", "/api/v1/indicators/1.1.1"),
    *("/api/v1/indicators/none", "/api/v1/indicators?status=none", "/api/v1/indicators?lang=uk"),
    *("/indicator?id=none", "/goal?id=none", "/sector?id=none", "/indicators?q=zzz", "/indicators?status=none"),
    *(f"/?v={FIRST}", f"/indicator?id=1.1.1&v={FIRST}", "/nowhere", "/changes?from=2020-01-01&to=2020-02-01"),
    *("/indicators?q=drzewo", "/?history=hindsight", "/print/overview", "/print/indicator/1.1.1"),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    where = str(tmp_path_factory.mktemp("polish") / "postup.sqlite")
    publish_all(where)
    with pytest.MonkeyPatch.context() as patch:
        alone(patch, where)
        yield Client(layers())


@pytest.fixture(scope="module")
def fallen() -> Iterator[set[str]]:
    """The keys that were said in another language than they were asked in."""
    found: set[str] = set()

    def listening(key: str, language: Language) -> tuple[Language, Forms]:
        spoken, form = catalog.form_of(key, language)
        if spoken is not language:
            found.add(key)
        return spoken, form

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(speaker, "form_of", listening)
        yield found


@pytest.fixture(scope="module")
def pages(site: Client, fallen: set[str]) -> Mapping[str, str]:
    """Every page in the strategy's language, by the links from the overview."""
    seen: dict[str, str] = {}
    ways = ["/"]
    while ways:
        way = ways.pop()
        if way not in seen:
            seen[way] = site.get(way).text
            links = {unescape(href).partition("#")[0] for href in re.findall(r'href="(/[^"]*)"', seen[way])}
            ways += sorted(link for link in links if _ours(link))
    return seen


def _ours(link: str) -> bool:
    address = addresses.parse(link)
    return address is not None and {name for name, _ in address.parameters} <= {"id"}


def test_the_walk_reaches_every_kind_of_page(pages: Mapping[str, str]) -> None:
    reached = {address.partition("?")[0].removeprefix("/") or addresses.HOME for address in pages}
    assert set(addresses.PAGES) - {"succession"} <= reached
    assert f"/sector?id={quote('społeczny')}" in pages
    assert f"/indicator?id={quote('2.Ż.1')}" in pages


def test_every_page_is_in_polish_and_in_nothing_else(pages: Mapping[str, str], fallen: set[str]) -> None:
    for address, page in pages.items():
        assert '<html lang="pl">' in page, address
        assert CYRILLIC.findall(page) == [], address
    assert fallen == set()


@pytest.mark.parametrize("address", FILES)
def test_every_file_is_in_polish(site: Client, fallen: set[str], address: str) -> None:
    fallen.clear()
    answer = site.get(address)
    assert answer.status_code in {200, 400, 404}, answer.status_code
    text = answer.text
    if "structure.csv" not in address:  # the structure is told in the two languages that its columns name
        assert CYRILLIC.findall(text) == [], text[:400]
        assert fallen == set()


def test_the_overview_says_it_as_an_editor_would(pages: Mapping[str, str]) -> None:
    shown = re.sub(r"<[^>]+>", "", unescape(pages["/"])).replace("\u00a0", " ")
    assert re.search(r"Zgodnie z planem \d wskaźnik(i|ów)? z \d ocenion(ego|ych)", shown)
    assert "„Strategia rozwoju «Nasza Żółkiew»”" in shown
    assert "danych za III kw. 2026 nie przekazano, termin minął 15.10.2026" in shown
    assert "184 miejsca" in shown
    assert "440 drzew" in shown
    assert "zł" in re.sub(r"<[^>]+>", "", unescape(pages["/goal?id=1.1"]))


@pytest.mark.parametrize(
    "way", ["/chart/1.1.1.{}?size=share", f"/share/goal/{quote('2.Ż')}.{{}}", "/share/overview.{}"]
)
def test_no_letter_of_a_picture_is_lost(site: Client, way: str) -> None:
    drawn = site.get(way.format("png"))
    assert (drawn.status_code, drawn.headers["content-type"]) == (200, "image/png")
    assert drawn.content.startswith(b"\x89PNG")


def test_the_drawing_of_a_picture_has_every_letter(site: Client) -> None:
    svg = site.get("/chart/1.1.1.svg?size=share").text
    assert NAME.rpartition(" ")[2] in svg
    assert set("łŁóźżŻ") <= set(svg)
    assert legible(svg) == svg, "a letter was taken apart or is a hollow square"


def test_what_the_site_says_of_its_languages(site: Client, pages: Mapping[str, str]) -> None:
    page = pages["/indicator?id=1.1.1"]
    switch = re.search(r'<span class="p-lang">.*?</span></span>', page)
    assert "UA" not in page[: page.index("<main")].replace("UAH", "")
    assert 'hreflang="en"' in page
    assert 'hreflang="pl"' in page
    assert 'hreflang="uk"' not in page
    assert switch is not None
    assert "PL<span" in switch[0]
    assert '<meta property="og:locale" content="pl_PL">' in page
    assert '"inLanguage":"pl"' in page
    assert "language/POL" in site.get(f"/download/{SECOND}/catalogue.jsonld").text
    parameters = site.get("/api/v1/openapi.json").json()["paths"]["/strategy"]["get"]["parameters"]
    (lang,) = [one for one in parameters if one["name"] == "lang"]
    assert lang["schema"]["enum"] == ["pl", "en"]
    assert "pl lub en" in lang["description"]


def test_a_language_that_the_site_is_not_read_in_is_as_an_unknown_one(site: Client) -> None:
    assert '<html lang="pl">' in site.get("/?lang=uk").text
    assert '<html lang="en">' in site.get("/?lang=en").text
    assert site.get("/api/v1/indicators?lang=uk").status_code == 400
    led = site.get("/", headers={"accept-language": "uk, en;q=0.4"})
    assert (led.status_code, led.headers["location"]) == (302, "/?lang=en")


def test_the_english_pages_mark_the_polish_words(site: Client) -> None:
    page = site.get(f"/sector?id={quote('społeczny')}&lang=en").text
    assert '<span lang="pl">Więcej miejsc opieki nad dziećmi</span>' in page
    page = site.get("/indicator?id=1.1.1&lang=en").text
    assert '<span lang="pl">Odbiór przesunięto na grudzień</span>' in page
    assert NAME in page
    assert "is shown in the strategy’s language (Polish)" in page
    assert CYRILLIC.findall(page) == []


@pytest.mark.parametrize(("address", "words"), [(f"/indicator?id={quote('2.Ż.1')}", "Powódź"), ("/actions?", "ż")])
def test_what_a_drawing_tells_is_marked_as_polish(site: Client, address: str, words: str) -> None:
    """On an English page by the strategy's own language, wherever its letters tell it; on its own page by none."""
    told = re.compile(r"<g[^>]*data-point=\"([^\"]*)\"[^>]*>")
    english, own = site.get(f"{address}&lang=en"), site.get(address.rstrip("?"))
    assert (english.status_code, own.status_code) == (200, 200)
    marked = [found[0] for found in told.finditer(english.text) if words in found[1]]
    assert marked
    assert [tag for tag in marked if 'lang="pl"' not in tag] == []
    assert [found[0] for found in told.finditer(own.text) if words in found[1] and " lang=" in found[0]] == []


STATE = re.compile("КАТОТТГ|KATOTT?[GH]|DREAM|GISRR|ГІСРР|ЄДРПОУ|EDRPOU|835|Ukrain|Україн")


def test_nothing_claims_a_code_or_a_register_of_another_state(site: Client) -> None:
    """Names of fields are what programs read; what stands in them, and every word, is this community's own."""
    listed = re.findall(r"<loc>https?://[^/]+([^<]*)</loc>", site.get("/sitemap.xml").text)
    found = {
        address: STATE.findall(answer.text)
        for address in (*map(unescape, listed), *FILES, f"/download/{SECOND}/catalogue.jsonld")
        if (answer := site.get(address)).status_code == 200 and STATE.search(answer.text)
    }
    assert found == {}
    strategy = site.get("/api/v1/strategy").json()
    said = strategy.get("data", strategy)
    assert (said["katottg"], said["edrpou"]) == (None, None)


def test_the_desk_and_signing_in_speak_the_fallback_and_say_so(site: Client) -> None:
    for address in ("/login", "/help"):
        answer = site.get(address)
        assert '<html lang="en">' in answer.text
        assert CYRILLIC.findall(answer.text) == []
    assert site.get("/upload").headers["location"].startswith("/login?lang=en")


def test_the_saved_edition_has_a_folder_for_the_other_language(
    site: Client, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("saved") / "site"
    export(folder, lambda prefix, asked: {address: site.get(prefix + address).content for address in asked})
    assert '<html lang="pl">' in (folder / "index.html").read_text(encoding="utf-8")
    assert '<html lang="en">' in (folder / "en/index.html").read_text(encoding="utf-8")
    assert sorted(one.name for one in folder.iterdir() if one.is_dir() and len(one.name) == 2) == ["en"]


def test_a_language_of_three_words_answers_on_every_page(tmp_path_factory: pytest.TempPathFactory) -> None:
    words = {"shell.nav.overview": "Aperçu", "shell.nav.data": "Données", "status.on_track": "Conforme au plan"}
    where = str(tmp_path_factory.mktemp("partial") / "postup.sqlite")
    with partial_language(words) as french, pytest.MonkeyPatch.context() as patch:
        plan = {**PLAN, "Strategia": [*PLAN["Strategia"], ("Język", "français"), ("Języki strony", "français, polski")]}
        publish([checked(plan, "plan.xlsx"), *first_books()[1:]], FIRST, store=open_store(where))
        alone(patch, where)
        client = Client(layers())
        for address in addresses.every_page(releases.survey(), speaker.Text(french, french)):
            page = client.get(address.href).text
            assert '<html lang="fr">' in page, address
            assert "Aperçu" in page, address
            assert "Données" in page, address
            assert CYRILLIC.findall(page) == [], address
        assert "Conforme au plan" in client.get("/").text
        assert "Sectors" in client.get("/").text, "what French has not is English"
        assert "Obszary" in client.get("/?lang=pl").text
        assert json.loads(client.get("/api/v1/strategy").text)["data"]["language"] == "fr"
