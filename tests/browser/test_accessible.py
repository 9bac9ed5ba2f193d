"""axe-core on every page in both themes: no violation of any impact."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Site, ready
from tests.browser.test_layout import PAGES, unfold

pytestmark = pytest.mark.browser
AXE = Path(__file__).parent / "node_modules/axe-core/axe.min.js"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1366, 390])
def test_no_violation(site: Site, chromium: Browser, scheme: Any, width: int) -> None:
    assert AXE.exists(), "axe-core is fetched by `make test` (npm ci in tests/browser)"
    axe = AXE.read_text(encoding="utf-8")
    context = chromium.new_context(
        base_url=site.address, color_scheme=scheme, viewport={"width": width, "height": 800}, reduced_motion="reduce"
    )
    page = context.new_page()
    found = {}
    for address in [*PAGES, "/?lang=en", "/indicator?id=none", "/indicators?q=zzz"]:
        page.goto(address)
        ready(page)
        unfold(page)
        for slot in page.locator("[data-slot]").all():
            slot.scroll_into_view_if_needed()
            slot.locator(".postup-plot .main-svg").first.wait_for(timeout=30_000)
        page.evaluate(axe)
        result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        found[address] = [
            f"{rule['id']} ({rule['impact']}): {node['target']} {node['html'][:120]}"
            for rule in result["violations"]
            for node in rule["nodes"][:3]
        ]
    context.close()
    assert {address: rules for address, rules in found.items() if rules} == {}
