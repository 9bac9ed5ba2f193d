"""The way through the site in a browser: deep links after a restart, clicks, filters, going back, languages."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Quiet, path_of
from tests.servers import Site, running
from tests.shipped import Shipped

pytestmark = pytest.mark.browser
DEEP = "/indicator?id=1.1.1"


def at(page: Page, address: str) -> None:
    page.wait_for_function("wanted => location.pathname + location.search === wanted", arg=address)
    page.wait_for_load_state()


def test_a_deep_link_is_the_first_request_after_a_restart(
    chromium: Browser, shipped_store: Shipped, tmp_path: Path
) -> None:
    """Before the data are read: the page waits for the reading in words and then opens by itself."""
    shipped_store(tmp_path)
    with running(tmp_path, wait=False) as site:
        quiet = Quiet(site.address)
        context = chromium.new_context(locale="uk-UA", base_url=site.address)
        page = context.new_page()
        quiet.watch(page)
        page.goto(DEEP)
        page.wait_for_selector(".p-banner", timeout=60_000)
        assert path_of(page) == DEEP
        expect(page.locator("h1")).to_have_count(1)
        assert (page.locator(".p-crumbs").text_content() or "").count("1.1.1") == 1
        context.close()
        # where loading takes longer than the first reader is kept waiting, the words come as an answer of their own
        waiting = (f"503: {site.address}{DEEP}", "status of 503 (Service Unavailable)")
        assert [problem for problem in quiet.problems if not problem.endswith(waiting)] == []


def test_from_the_overview_to_the_worst_indicator_in_one_click(page: Page) -> None:
    page.goto("/")
    worst = page.locator(".p-attention a.p-name").first
    address = worst.get_attribute("href")
    assert address is not None
    worst.click()
    at(page, address)
    assert page.locator(".p-banner").count() == 1
    assert page.title().startswith(page.locator("h1").inner_text().replace("\n", " ")[:15])
    assert page.evaluate("scrollY") == 0


def test_going_back_and_forth_one_step_a_click(page: Page) -> None:
    steps = ["/", "/indicators", "/indicators?status=off_track", "/method"]
    page.goto(steps[0])
    page.locator(".p-nav a", has_text="Показники").click()
    at(page, steps[1])
    page.locator('.p-pills a[href="/indicators?status=off_track"]').click()
    at(page, steps[2])
    page.locator(".p-nav a", has_text="Методика").click()
    at(page, steps[3])
    for step in reversed(steps[:-1]):
        page.go_back()
        at(page, step)
    page.go_forward()
    at(page, steps[1])
    expect(page.locator('.p-nav a[aria-current="page"]')).to_have_text("Показники")


def test_filters_live_in_the_address(page: Page) -> None:
    page.goto("/indicators")
    rows = page.locator("table tbody tr")
    everything = rows.count()
    page.locator('.p-pills a[href="/indicators?status=off_track"]').click()
    at(page, "/indicators?status=off_track")
    expect(rows).not_to_have_count(everything)
    chosen = rows.count()
    page.reload()
    assert path_of(page) == "/indicators?status=off_track"
    expect(rows).to_have_count(chosen)
    page.go_back()
    at(page, "/indicators")
    expect(rows).to_have_count(everything)


def test_the_search_form_asks_by_its_address(page: Page) -> None:
    page.goto("/indicators")
    page.locator('input[name="q"]').fill("1.1.1")
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.search.includes('q=1.1.1')")
    expect(page.locator("table tbody tr")).to_have_count(1)
    assert page.evaluate("window.performance.getEntriesByType('navigation').length") == 1


def test_a_choice_applies_at_once_and_keeps_place_and_focus(page: Page) -> None:
    page.goto("/indicators")
    everything = page.locator("main tbody tr").count()
    steps = page.evaluate("history.length")
    page.evaluate("window.stillHere = true")
    sector = page.locator('select[name="sector"]')
    sector.focus()
    page.keyboard.press("ArrowDown")
    at(page, "/indicators?sector=economy")
    expect(page.locator("main tbody tr")).not_to_have_count(everything)
    assert page.evaluate("document.activeElement.name") == "sector"
    assert page.evaluate("window.stillHere && history.length") == steps
    found = page.locator(".p-found b").text_content() or "not there"
    expect(page.locator("body > [role=status]")).to_contain_text(found)
    assert "sector=economy" in str(page.locator(".p-lang a").get_attribute("href"))
    assert all("sector=economy" in str(link.get_attribute("href")) for link in page.locator(".p-pills a").all())
    page.reload()
    assert sector.input_value() == "economy"


def test_what_is_written_is_looked_for_without_losing_a_letter(page: Page) -> None:
    page.goto("/indicators")
    field = page.locator('input[name="q"]')
    field.press_sequentially("велосипед", delay=60)
    page.wait_for_function("() => new URLSearchParams(location.search).get('q') === 'велосипед'")
    assert field.input_value() == "велосипед"
    assert page.evaluate("document.activeElement.name") == "q"
    # a pill keeps a word that stands in the field and has not been looked for yet
    field.fill("дерев")
    page.locator('.p-pills a[href*="status=off_track"]').click()
    page.wait_for_url("**/indicators?*status=off_track*")
    assert field.input_value() == "дерев"


def test_without_scripts_the_button_filters(site: Site, chromium: Browser) -> None:
    page = chromium.new_page(locale="uk-UA", base_url=site.address, java_script_enabled=False)
    page.goto("/indicators")
    page.locator('select[name="sector"]').select_option("economy")
    page.locator('main form[role="search"] button').click()
    page.wait_for_url("**/indicators?q=&sector=economy*")
    assert page.locator("[data-copy]").locator("visible=true").count() == 0
    page.close()


def test_comparing_other_releases_applies_at_once(page: Page) -> None:
    page.goto("/changes")
    heading = page.locator("h1").inner_text()
    page.locator('select[name="from"]').select_option(index=2)
    page.wait_for_function("() => location.search.includes('from=')")
    expect(page.locator("h1")).not_to_have_text(heading)


def test_a_modified_click_opens_a_tab_of_its_own(page: Page) -> None:
    page.goto("/")
    with page.context.expect_page() as opened:
        page.locator(".p-attention a.p-name").first.click(modifiers=["Control"])
    opened.value.wait_for_load_state()
    assert opened.value.locator(".p-banner").count() == 1
    assert path_of(page) == "/"


def test_english_by_the_address_and_by_every_link(page: Page) -> None:
    page.goto("/?lang=en")
    assert page.evaluate("document.documentElement.lang") == "en"
    page.locator(".p-nav a", has_text="Method").click()
    at(page, "/method?lang=en")
    assert page.evaluate("document.documentElement.lang") == "en"


def test_an_unknown_code_offers_ways_on(site: Site, chromium: Browser) -> None:
    # the browser itself reports the 404 of the document, so the page is not one that must be quiet
    page = chromium.new_page(locale="uk-UA", base_url=site.address)
    answer = page.goto("/indicator?id=99.9.9")
    assert answer is not None
    assert answer.status == 404
    page.locator('input[name="q"]').fill("1.1")
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.pathname === '/indicators'")
    page.close()


def test_the_sectors_open_by_keyboard_and_close_by_escape(page: Page) -> None:
    page.goto("/")
    summary = page.locator(".p-nav summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".p-nav details")).to_have_attribute("open", "")
    page.keyboard.press("Escape")
    expect(page.locator(".p-nav details[open]")).to_have_count(0)
    summary.click()
    page.locator(".p-nav details a").first.click()
    page.wait_for_function("() => location.pathname === '/sector'")
    expect(page.locator(".p-nav details[open]")).to_have_count(0)


def test_copying_says_that_it_is_done(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(DEEP)
    button = page.locator("button[data-copy]").first
    # `inner_text` is empty for what is below the first window until the first frame is drawn
    before, done = button.text_content() or "", button.get_attribute("data-done") or ""
    # the word stands for a while of the page's clock: no time passes while the test looks
    page.clock.install(time=0)
    page.clock.pause_at(1000)
    button.click()
    expect(button).to_have_text(done)
    expect(page.locator("body > [role=status]")).to_have_text(done)
    assert "/i/1.1.1" in page.evaluate("navigator.clipboard.readText()")
    page.clock.run_for(10_000)
    expect(button).to_have_text(before)


def test_the_skip_link_comes_first_and_leads_to_the_content(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "p-skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_missing_page_is_a_404_with_a_way_home(site: object, chromium: Browser, page: Page) -> None:
    answer = page.request.get("/nowhere")
    assert answer.status == 404
    assert "Такої сторінки немає" in answer.text()


def test_copying_works_without_a_secure_connection(page: Page) -> None:
    """A browser has no clipboard for scripts on plain http: the selection is copied."""
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto(DEEP)
    button = page.locator("button[data-copy]").first
    button.click()
    expect(button).to_have_text(button.get_attribute("data-done") or "")
    assert "/i/1.1.1" in page.evaluate("getSelection().toString()")


def test_a_click_elsewhere_closes_a_menu(page: Page) -> None:
    page.goto("/")
    page.locator(".p-theme > summary").click()
    expect(page.locator(".p-theme[open]")).to_have_count(1)
    page.locator("h1").click()
    expect(page.locator(".p-theme[open]")).to_have_count(0)


def test_from_a_page_to_the_dashboard(page: Page) -> None:
    for address, onward in (
        ("/", "/dashboard/"),
        ("/indicators?lang=en", "/dashboard/table?lang=en"),
        ("/sector?id=economy", "/dashboard/sector?sector=economy"),
        (DEEP, "/dashboard/indicator?id=1.1.1"),
        (f"{DEEP}&v=2026-08-14", "/dashboard/indicator?id=1.1.1&v=2026-08-14"),
    ):
        page.goto(address)
        assert page.locator('main a[href^="/dashboard"]').get_attribute("href") == onward
