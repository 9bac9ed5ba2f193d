"""The data-testid names that streamlit.css and page.js rely on: a Streamlit that renames one fails here."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page
from streamlit import file_util

from tests.browser.conftest import follow, ready

pytestmark = pytest.mark.browser
STATIC = Path(__file__).resolve().parents[2] / "kpi/ui/static"
#: named for what is shown on occasion only: they are looked for in Streamlit's scripts
OCCASIONAL = {"stStatusWidget", "stSidebar", "stAppSkeleton", "stSkillsNudge", "stException"}
NAMES = sorted(
    set(re.findall(r'data-testid="(\w+)"', (STATIC / "streamlit.css").read_text() + (STATIC / "page.js").read_text()))
)


def test_all_names_are_found() -> None:
    assert {"stApp", "stHeader", "stAppViewContainer"} <= set(NAMES)


def test_the_names_are_on_the_page(page: Page) -> None:
    page.goto("/")
    ready(page)
    assert [n for n in NAMES if n not in OCCASIONAL and not page.locator(f'[data-testid="{n}"]').count()] == []


@pytest.mark.parametrize("name", sorted(OCCASIONAL))
def test_the_name_is_in_the_scripts_of_this_streamlit(name: str) -> None:
    scripts = (Path(file_util.get_static_dir()) / "static/js").glob("*.js")
    assert any(name in script.read_text(encoding="utf-8") for script in scripts)


def test_scraps_are_hidden(page: Page) -> None:
    page.goto("/")
    ready(page)
    for name in ("stHeader", "stSkipToContent", "stAppViewContainer"):
        assert not page.locator(f'[data-testid="{name}"]').first.is_visible()


#: words of another language that a reader would meet: shown outside our page, or as a name of something anywhere
_SCRAPS = """() => {
  const shown = e => e.checkVisibility() && [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())
  const outside = [...document.body.querySelectorAll('*')]
    .filter(e => !e.closest('.postup, script, style') && shown(e)).map(e => e.textContent.trim())
  const names = ['title', 'aria-label', 'data-title', 'alt', 'placeholder']
  const named = [...document.querySelectorAll(names.map(n => `[${n}]`).join())].filter(e => e.checkVisibility())
    .flatMap(e => names.map(n => e.getAttribute(n))).filter(v => v && /[A-Za-z]{3}/.test(v) && !/[а-яіїєґ]/i.test(v))
  return [...outside, ...named] }"""


def test_nothing_english_is_left_on_a_ukrainian_page(page: Page) -> None:
    page.goto("/indicators?q=zzz")
    ready(page)
    for address in ("/", "/indicator?id=8.1.2", "/sector?id=economy", "/indicators", "/method"):
        follow(page, address)
        for slot in page.locator("[data-slot]").all():
            slot.scroll_into_view_if_needed()
            slot.locator(".postup-plot .main-svg").first.wait_for(timeout=30_000)
            slot.hover()
        assert page.evaluate(_SCRAPS) == [], address
        assert page.evaluate("document.documentElement.lang") == "uk"
