"""What a reader meets first: the headline, then the rest, and the live app with the first movement of a hand."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Request

from kpi.bench.pages import SLOW
from tests.browser.conftest import Site, follow, ready

pytestmark = pytest.mark.browser
_SHIFT = """window.shift = 0
new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shift += entry.value })
  .observe({type: "layout-shift", buffered: true})"""


@pytest.fixture
def asked(page: Page) -> list[str]:
    """Addresses of the app's own files that the page asks for."""
    found: list[str] = []
    page.on("request", lambda r: "/static/" in r.url and found.append(r.url))
    return found


@pytest.fixture
def slow_phone(site: Site, chromium: Browser) -> Iterator[Page]:
    """A cold visit on a slow line."""
    context = chromium.new_context(base_url=site.address, viewport={"width": 390, "height": 844}, bypass_csp=True)
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
    assert not slow_phone.evaluate("document.documentElement.classList.contains('p-early')")
    assert slow_phone.locator(".p-footer").is_visible()
    assert slow_phone.evaluate("shift") <= 0.1


def test_a_link_into_the_page_finds_it_whole(page: Page) -> None:
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => (window.early = document.documentElement.className))"
    )
    page.goto("/method#method-3")
    assert page.evaluate("window.early") == ""
    assert 0 <= page.locator("#method-3").evaluate("e => e.getBoundingClientRect().top") < 200


def test_the_app_begins_with_a_hand(page: Page, asked: list[str]) -> None:
    page.goto("/", wait_until="networkidle")
    assert asked == []
    assert page.locator("#postup-first").count() == 1
    ready(page)
    assert asked
    assert page.locator('[data-testid="stApp"] h1').is_visible()


def test_the_app_begins_for_who_reads_on(page: Page, asked: list[str]) -> None:
    page.clock.install()
    page.goto("/", wait_until="networkidle")
    assert asked == []
    with page.expect_request("**/static/js/**"):
        page.clock.fast_forward(6000)


def test_who_saves_data_keeps_the_document(page: Page, asked: list[str]) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
    page.goto("/")
    page.mouse.move(50, 50)
    page.get_by_role("link", name="Показники", exact=True).click()
    page.wait_for_url("**/indicators")
    page.wait_for_load_state("networkidle")
    assert asked == []


def test_where_the_app_fails_the_address_is_loaded_as_a_document(page: Page) -> None:
    page.goto("/")
    ready(page)
    documents: list[Request] = []
    page.on("request", lambda r: r.resource_type == "document" and documents.append(r))
    follow(page, "/method")
    assert documents == []
    page.evaluate(
        """() => { document.querySelector('main a[href="/indicators"], .p-nav a[href="/indicators"]').click()
        const fault = document.createElement("div"); fault.dataset.testid = "stException"
        document.querySelector('[data-testid="stAppViewContainer"]').append(fault) }"""
    )
    page.wait_for_url("**/indicators")
    page.wait_for_selector("#postup-first", state="attached")
    assert [request.url.rpartition("/")[2] for request in documents] == ["indicators"]
