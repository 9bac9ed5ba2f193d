"""axe-core on every page in both themes, as a document and live: no violation of any impact."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Site, follow, ready
from tests.browser.test_layout import PAGES, unfold

pytestmark = pytest.mark.browser
AXE = Path(__file__).parent / "node_modules/axe-core/axe.min.js"
ADDRESSES = [*PAGES, "/?lang=en", "/indicator?id=none", "/indicators?q=zzz"]


@contextmanager
def reader(site: Site, chromium: Browser, scheme: Any, width: int) -> Iterator[Page]:
    context = chromium.new_context(
        base_url=site.address, color_scheme=scheme, viewport={"width": width, "height": 800}, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands."""
    if not page.evaluate("'axe' in window"):
        assert AXE.exists(), "axe-core is fetched by `make test` (npm ci in tests/browser)"
        page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{rule['id']} ({rule['impact']}): {node['target']} {node['html'][:120]}"
        for rule in result["violations"]
        for node in rule["nodes"][:3]
    ]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1366), ("dark", 390)])
def test_no_violation_live(site: Site, chromium: Browser, scheme: Any, width: int) -> None:
    found = {}
    with reader(site, chromium, scheme, width) as page:
        page.goto("/method")
        ready(page)
        for address in ADDRESSES:
            follow(page, address)
            unfold(page)
            for slot in page.locator("[data-slot]").all():
                slot.scroll_into_view_if_needed()
                slot.locator(".postup-plot .main-svg").first.wait_for(timeout=30_000)
            found[address] = violations(page)
    assert {address: rules for address, rules in found.items() if rules} == {}


@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1366)])
def test_no_violation_of_a_document(site: Site, chromium: Browser, scheme: Any, width: int) -> None:
    """Before the live app has begun: no hand moves here."""
    found = {}
    with reader(site, chromium, scheme, width) as page:
        for address in ADDRESSES:
            page.goto(address)
            unfold(page)
            found[address] = violations(page)
            assert page.locator("#postup-first").count() == 1
    assert {address: rules for address, rules in found.items() if rules} == {}
