"""What a reader meets first: nothing moves, links into pages, a server that has just started, places that are kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from benchmarks.pages import SLOW
from tests.servers import Site, running
from tests.shipped import Shipped

pytestmark = pytest.mark.browser
_SHIFT = """window.shift = 0
new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shift += entry.value })
  .observe({type: "layout-shift", buffered: true})"""


@pytest.fixture
def slow_phone(site: Site, chromium: Browser) -> Iterator[Page]:
    """A cold visit on a slow line."""
    context = chromium.new_context(
        locale="uk-UA", base_url=site.address, viewport={"width": 390, "height": 844}, bypass_csp=True
    )
    context.add_init_script(_SHIFT)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    yield page
    context.close()


@pytest.mark.parametrize("address", ["/", "/sector?id=urban", "/indicator?id=1.1.1", "/indicators"])
def test_nothing_moves_when_the_rest_and_the_fonts_come(slow_phone: Page, address: str) -> None:
    slow_phone.goto(address)
    slow_phone.evaluate("document.fonts.ready")
    assert slow_phone.evaluate("[...document.fonts].filter(font => font.status === 'loaded').length") >= 3
    assert slow_phone.locator(".p-footer").is_visible()
    assert slow_phone.evaluate("shift") <= 0.1


def test_a_link_into_the_page_finds_it_and_what_is_folded_opens(page: Page) -> None:
    page.goto("/method#method-3")
    assert 0 <= page.locator("#method-3").evaluate("e => e.getBoundingClientRect().top") < 200
    page.goto("/data#fields-indicators")
    assert page.locator("#fields-indicators").get_attribute("open") is not None


def test_a_page_that_is_loading_comes_by_itself(chromium: Browser, tmp_path: Path, shipped_store: Shipped) -> None:
    shipped_store(tmp_path)
    with running(tmp_path, wait=False) as site:
        page = chromium.new_page(locale="uk-UA", base_url=site.address)
        page.goto("/indicator?id=1.1.1")
        page.wait_for_selector(".p-banner", timeout=60_000)
        page.close()


def test_the_place_is_kept_after_reloading_and_coming_back(page: Page) -> None:
    page.goto("/indicators")
    page.evaluate("scrollTo(0, 1500)")
    page.reload()
    page.wait_for_function("() => scrollY > 1400")
    page.locator("main tbody a.p-name").nth(40).click()
    page.wait_for_url("**/indicator?id=*")
    page.go_back()
    page.wait_for_function("() => scrollY > 1000")
