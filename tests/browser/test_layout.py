"""Every page at every width: nothing sideways, the design's header, interactive charts in their place."""

import pytest
from playwright.sync_api import Browser, Page, expect

from kpi.site import addresses
from tests.browser.conftest import Quiet, Site, follow, ready

pytestmark = pytest.mark.browser
IDS = {"sector": "?id=economy", "goal": "?id=1.1", "indicator": "?id=1.1.1"}
PAGES = [f"/{'' if page == addresses.HOME else page}{IDS.get(page, '')}" for page in addresses.PAGES]


def unfold(page: Page) -> None:
    """Open what small screens fold."""
    page.evaluate("document.querySelectorAll('.p-fold').forEach(fold => { fold.open = true })")


@pytest.mark.parametrize("width", [320, 390, 768, 1366, 1920])
def test_no_page_scrolls_sideways(site: Site, chromium: Browser, width: int) -> None:
    quiet = Quiet(site.address)
    context = chromium.new_context(base_url=site.address, viewport={"width": width, "height": 800})
    page = context.new_page()
    quiet.watch(page)
    wide = {}
    page.goto("/indicators?q=zzz")
    ready(page)
    for address in PAGES:
        follow(page, address)
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
    assert quiet.faults == []


def test_the_header_is_as_high_as_the_design_says(page: Page) -> None:
    page.goto("/")
    ready(page)
    assert page.locator(".p-header").evaluate("e => e.getBoundingClientRect().height") == 60
    assert page.locator(".p-header").evaluate("e => e.getBoundingClientRect().top + scrollY") == 0


def test_the_projector_shows_headline_bar_and_sectors_without_scrolling(site: Site, chromium: Browser) -> None:
    context = chromium.new_context(base_url=site.address, viewport={"width": 1920, "height": 1080})
    page = context.new_page()
    page.goto("/")
    ready(page)
    bottoms = page.evaluate(
        "[...document.querySelectorAll('.p-card-figure')].map(e => e.getBoundingClientRect().bottom)"
    )
    context.close()
    assert len(bottoms) == 4
    assert max(bottoms) < 1080


@pytest.mark.parametrize(
    ("address", "slot"), [("/indicator?id=1.1.1", "trajectory"), ("/sector?id=economy", "goal-lines")]
)
@pytest.mark.parametrize("width", [1366, 390])
def test_the_interactive_chart_takes_the_place_of_the_finished_one(
    site: Site, chromium: Browser, address: str, slot: str, width: int
) -> None:
    quiet = Quiet(site.address)
    context = chromium.new_context(base_url=site.address, viewport={"width": width, "height": 800})
    page = context.new_page()
    quiet.watch(page)
    page.goto(address)
    ready(page)
    place = page.locator(f'[data-slot="{slot}"]')
    unfold(page)
    assert place.locator("svg").count() > 0
    place.scroll_into_view_if_needed()
    plot = place.locator(".postup-plot")
    expect(plot.locator(".main-svg").first).to_be_visible(timeout=20_000)
    expect(plot).to_have_attribute("role", "img")
    assert plot.get_attribute("aria-label")
    context.close()
    assert quiet.faults == []


def test_a_keyboard_walks_through_the_points_of_a_chart(page: Page) -> None:
    page.goto("/indicator?id=1.1.1")
    ready(page)
    plot = page.locator(".postup-plot")
    plot.locator(".main-svg").first.wait_for(timeout=20_000)
    plot.focus()
    told = page.locator(".p-tooltip")
    page.keyboard.press("ArrowLeft")
    expect(told).to_contain_text("2026")
    last = told.inner_text()
    expect(plot.locator(".hoverlayer .hovertext")).to_have_count(1)
    page.keyboard.press("ArrowLeft")
    expect(told).not_to_have_text(last)
    page.keyboard.press("End")
    expect(told).to_have_text(last)
    page.keyboard.press("Escape")
    expect(told).to_be_empty()
    expect(plot.locator(".hoverlayer .hovertext")).to_have_count(0)


def test_the_overview_loads_no_chart_library(page: Page) -> None:
    page.goto("/")
    ready(page)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_load_state("networkidle")
    names = page.evaluate("performance.getEntriesByType('resource').map(e => e.name)")
    assert not [name for name in names if "plotly" in name.lower()]


def test_dark_follows_the_system(site: Site, chromium: Browser) -> None:
    grounds = {}
    for scheme in ("light", "dark"):
        context = chromium.new_context(base_url=site.address, color_scheme=scheme)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto("/")
        ready(page)
        grounds[scheme] = page.evaluate("getComputedStyle(document.querySelector('.postup')).backgroundColor")
        context.close()
    assert grounds == {"light": "rgb(255, 255, 255)", "dark": "rgb(15, 23, 30)"}
