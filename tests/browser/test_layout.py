"""Every page at every width: nothing sideways, the design's header, charts that answer to keys."""

from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from kpi.web import addresses
from tests.browser.conftest import Quiet
from tests.servers import Site

pytestmark = pytest.mark.browser
IDS = {"sector": "?id=economy", "goal": "?id=1.1", "indicator": "?id=1.1.1", "department": "?id=dep-zhkg"}
#: the page between two editions has a browser test of its own
SHOWN = [page for page in addresses.PAGES if page != addresses.SUCCESSION]
#: forms for everybody, and a decision at its own address, which the menu does not name
BESIDE = ("/question?indicator=1.1.1", "/subscribe", "/decisions?id=2026-03-26-48-ілюстр", "/indicator?id=4.1.4")
PAGES = [*(f"/{'' if page == addresses.HOME else page}{IDS.get(page, '')}" for page in SHOWN), *BESIDE]


def unfold(page: Page) -> None:
    """Open what small screens fold."""
    page.evaluate("document.querySelectorAll('.p-fold').forEach(fold => { fold.open = true })")


@pytest.mark.parametrize("width", [320, 390, 768, 1366, 1920])
def test_no_page_scrolls_sideways(site: Site, chromium: Browser, width: int) -> None:
    quiet = Quiet(site.address)
    context = chromium.new_context(locale="uk-UA", base_url=site.address, viewport={"width": width, "height": 800})
    page = context.new_page()
    quiet.watch(page)
    wide = {}
    for address in PAGES:
        page.goto(address)
        unfold(page)
        wide[address] = page.evaluate(
            "() => [...document.querySelectorAll('.postup *')]"
            ".filter(e => !e.closest('.p-scroll, pre, .p-hidden, svg') && e.checkVisibility())"
            ".filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)"
            ".map(e => `${e.localName}.${e.className} ${e.textContent.slice(0, 30)}`).slice(0, 3)"
        )
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            wide[address].append(f"{over} px")
    context.close()
    assert {address: found for address, found in wide.items() if found} == {}
    assert quiet.problems == []


def test_the_header_is_as_high_as_the_design_says(page: Page) -> None:
    page.goto("/")
    assert page.locator(".p-header").evaluate("e => e.getBoundingClientRect().height") == 60
    assert page.locator(".p-header").evaluate("e => e.getBoundingClientRect().top + scrollY") == 0


def test_the_projector_shows_headline_bar_and_sectors_without_scrolling(site: Site, chromium: Browser) -> None:
    context = chromium.new_context(locale="uk-UA", base_url=site.address, viewport={"width": 1920, "height": 1080})
    page = context.new_page()
    page.goto("/")
    bottoms = page.evaluate(
        "[...document.querySelectorAll('.p-card-figure')].map(e => e.getBoundingClientRect().bottom)"
    )
    context.close()
    assert len(bottoms) == 4
    assert max(bottoms) < 1080


#: once the page has scrolled and said so
_SCROLLED = """() => new Promise((done) => {
  addEventListener("scroll", () => requestAnimationFrame(done), {once: true})
  scrollBy(0, scrollY > 60 ? -40 : 40)
})"""


@pytest.mark.parametrize("address", ["/", "/indicator?id=1.1.1", "/sector?id=economy"])
@pytest.mark.parametrize("width", [1366, 390])
def test_a_keyboard_walks_through_the_points_of_a_chart(
    site: Site, chromium: Browser, address: str, width: int
) -> None:
    page = chromium.new_page(locale="uk-UA", base_url=site.address, viewport={"width": width, "height": 800})
    page.goto(address)
    unfold(page)
    page.locator("svg[tabindex]").locator("visible=true").first.focus()
    told = page.locator(".p-tooltip")
    page.keyboard.press("ArrowLeft")
    expect(told).to_contain_text("2026")
    last = told.inner_text()
    page.evaluate(_SCROLLED)
    expect(told).to_have_text(last)
    page.keyboard.press("ArrowLeft")
    expect(told).not_to_have_text(last)
    page.keyboard.press("End")
    expect(told).to_have_text(last)
    page.keyboard.press("Escape")
    expect(told).to_be_empty()
    page.close()


@pytest.mark.parametrize("address", ["/", "/indicator?id=1.1.1"])
def test_a_document_needs_nothing_beyond_itself(page: Page, address: str) -> None:
    """A style sheet, two scripts, fonts and the icon; nothing more comes with a hand that moves or with the end."""
    page.goto(address)
    page.mouse.move(200, 200)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_load_state("networkidle")
    names = page.evaluate("performance.getEntriesByType('resource').map(e => new URL(e.name).pathname)")
    assert all(name.startswith("/assets/") for name in names), names
    assert sum(name.endswith((".js", ".css")) for name in names) == 3


def test_dark_follows_the_system(site: Site, chromium: Browser) -> None:
    grounds = {}
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for scheme in schemes:
        context = chromium.new_context(locale="uk-UA", base_url=site.address, color_scheme=scheme)
        page = context.new_page()
        page.goto("/")
        grounds[scheme] = page.evaluate("getComputedStyle(document.querySelector('.postup')).backgroundColor")
        context.close()
    assert grounds == {"light": "rgb(255, 255, 255)", "dark": "rgb(15, 23, 30)"}
