"""From a goal of the old strategy to what became of it and back, on a phone, with scripts and without them."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from kpi.store import open_store
from tests import two_editions as two
from tests.browser.conftest import Quiet
from tests.browser.test_accessible import reader, violations
from tests.browser.test_layout import unfold
from tests.servers import Site, running
from tests.shipped import NAME

pytestmark = pytest.mark.browser
PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of two editions, on a day of the old one."""
    folder = tmp_path_factory.mktemp("both")
    store = open_store(str(folder / NAME))
    two.publish_both(store)
    two.publish_first_values(store)
    with running(folder) as site:
        yield site


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def phone(request: pytest.FixtureRequest, both: Site, chromium: Browser) -> Iterator[Page]:
    quiet = Quiet(both.address)
    context = chromium.new_context(
        base_url=both.address, viewport=PHONE, locale="uk-UA", java_script_enabled=request.param
    )
    page = context.new_page()
    quiet.watch(page)
    yield page
    context.close()
    assert quiet.problems == []


def fits(page: Page) -> None:
    """No sideways scroll: asked of the layout, which needs no script of the page."""
    box = page.locator("main").bounding_box()
    assert box is not None
    assert box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]


def test_the_way_from_old_to_new_and_back(phone: Page) -> None:
    phone.goto("/goal?id=1.2")
    expect(phone.locator(".p-notice", has_text="У стратегії 2027–2031 продовжується як")).to_be_visible()
    fits(phone)
    phone.locator(".p-notice a", has_text="Лікарні").click()
    expect(phone).to_have_url(f"/{two.NEW}/goal?id=1.1")
    fits(phone)
    phone.locator(".p-notice a", has_text="Лікарні").click()
    expect(phone).to_have_url(f"/{two.OLD}/goal?id=1.2")
    phone.locator(".p-notice a", has_text="Що стало з усіма цілями").click()
    expect(phone).to_have_url(f"/{two.NEW}/succession")
    expect(phone.locator("h1")).to_contain_text("збережено 1 з 3")
    fits(phone)


def test_the_page_unfolds_its_indicators_and_leads_to_the_joined_series(phone: Page) -> None:
    phone.goto("/succession")
    phone.locator("main details summary", has_text="2 показники").first.click()
    phone.locator(f'main a[href="/{two.NEW}/indicator?id=1.1.1"]').locator("visible=true").first.click()
    expect(phone).to_have_url(f"/{two.NEW}/indicator?id=1.1.1")
    expect(phone.locator("#previous")).to_have_text("Значення за стратегією 2022–2026")
    expect(phone.locator(".p-table-previous tbody tr")).to_have_count(3)
    drawn = phone.locator(".p-chart-box > svg").locator("visible=true")
    expect(drawn.locator('[data-point*="за стратегією 2022–2026"]')).to_have_count(3)
    fits(phone)
    phone.go_back()
    expect(phone).to_have_url("/succession")


def test_the_keyboard_walks_the_former_values_before_the_own_ones(both: Site, chromium: Browser) -> None:
    page = chromium.new_page(base_url=both.address, locale="uk-UA", viewport={"width": 1366, "height": 800})
    page.goto(f"/{two.NEW}/indicator?id=1.1.1")
    page.locator("svg[tabindex]").locator("visible=true").first.focus()
    page.keyboard.press("Home")
    expect(page.locator(".p-tooltip")).to_contain_text("за стратегією 2022–2026")
    page.close()


@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1366)])
def test_it_is_accessible_in_both_themes(both: Site, chromium: Browser, scheme: str, width: int) -> None:
    with reader(both, chromium, scheme, width) as page:
        for path in ("/succession", f"/{two.NEW}/indicator?id=1.1.1", f"/{two.NEW}/changes?from=2026-11-20"):
            page.goto(path)
            unfold(page)
            assert violations(page) == [], path
