"""The English pages of the shipped edition, every one: nothing Ukrainian but the city's own words, marked as such."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest

from kpi.model import Language
from kpi.text import Text
from kpi.web import addresses
from tests.asgi import Client

EN = Text(Language.EN)
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
READ = ("title", "aria-label", "alt", "placeholder", "content", "value", "data-label", "data-done")
VOID = {"br", "hr", "img", "input", "link", "meta"}
#: pages that say that something is not there, and those without data
BESIDE = (
    "/nowhere",
    "/login",
    "/logout",
    "/indicator?id=none",
    "/goal?id=none",
    "/sector?id=none",
    "/indicators?q=zzz",
)


class Unmarked(HTMLParser):
    """Cyrillic words of a page that no `lang="uk"` announces."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[tuple[str, str]] = []
        self.found: list[str] = []
        self.feed(page)

    @property
    def _language(self) -> str:
        return next((lang for _, lang in reversed(self._open) if lang), "")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if (given.get("lang") or self._language) != "uk":
            words = [f"{tag} {name}: {given[name]}" for name in READ if CYRILLIC.search(given.get(name, ""))]
            self.found += words
        if tag not in VOID:
            self._open.append((tag, given.get("lang", "")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        inside = self._open[-1][0] if self._open else ""
        if inside not in {"script", "style"} and self._language != "uk" and CYRILLIC.search(data):
            self.found.append(f"{inside}: {data.strip()}")


def walked(client: Client) -> dict[str, str]:
    """Every page of the site in English, by the links from the overview."""
    seen: dict[str, str] = {}
    ways = ["/?lang=en"]
    while ways:
        way = ways.pop()
        if way in seen:
            continue
        seen[way] = client.get(way).text
        links = {unescape(href) for href in re.findall(r'href="(/[^"#]*)"', seen[way])}
        ways += [link for link in sorted(links) if _ours(link)]
    return seen


def _ours(link: str) -> bool:
    """A page in English, not one of the list's many filters."""
    address = addresses.parse(link)
    if address is None or dict(address.parameters).get("lang") != "en":
        return False
    return set(dict(address.parameters)) <= {"lang", "id"}


@pytest.fixture(scope="module")
def english(client: Client) -> dict[str, str]:
    return walked(client)


def test_the_walk_reaches_every_page(english: dict[str, str]) -> None:
    reached = {address.partition("?")[0].removeprefix("/") or addresses.HOME for address in english}
    assert reached == set(addresses.PAGES) - {addresses.SUCCESSION}  # one edition
    assert len(english) > 90


def test_nothing_is_left_untranslated(client: Client, english: dict[str, str]) -> None:
    beside = {way: client.get(way + ("&" if "?" in way else "?") + "lang=en").text for way in BESIDE}
    problems = {address: Unmarked(page).found[:3] for address, page in {**english, **beside}.items()}
    assert {address: found for address, found in problems.items() if found} == {}


def test_pages_with_the_citys_own_words_say_so_once(english: dict[str, str]) -> None:
    said = EN.say("shell.footer.own_texts.in_uk")
    assert {page.count(said) for page in english.values()} == {1}
    marked = [page for page in english.values() if '<span lang="uk">' in page]
    assert len(marked) > 80


def test_the_walk_would_find_a_word() -> None:
    assert Unmarked('<p lang="en">Goal <b>ціль</b></p>').found == ["b: ціль"]
    assert Unmarked('<p lang="en"><span lang="uk">ціль</span><img alt="ціль"> ok</p>').found == ["img alt: ціль"]
    assert Unmarked('<p lang="uk">ціль <i lang="en">goal <b>ціль</b></i></p>').found == ["b: ціль"]
