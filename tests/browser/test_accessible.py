"""axe-core on every page in both themes: no violation of any impact."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_layout import PAGES, unfold
from tests.servers import Site

pytestmark = pytest.mark.browser
AXE = Path(__file__).parent / "node_modules/axe-core/axe.min.js"
ADDRESSES = [*PAGES, "/?lang=en", "/indicator?id=none", "/indicators?q=zzz"]


@contextmanager
def reader(site: Site, chromium: Browser, scheme: Any, width: int) -> Iterator[Page]:
    context = chromium.new_context(
        locale="uk-UA",
        base_url=site.address,
        color_scheme=scheme,
        viewport={"width": width, "height": 800},
        reduced_motion="reduce",
        bypass_csp=True,
    )
    yield context.new_page()
    context.close()


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands."""
    if not page.evaluate("'axe' in window"):
        assert AXE.exists(), "axe-core is fetched by `make test` (npm ci in tests/browser)"
        page.evaluate(AXE.read_text(encoding="utf-8"))
    # the size of targets (WCAG 2.2, 2.5.8) is not asked about by itself
    asked = "{resultTypes: ['violations'], rules: {'target-size': {enabled: true}}}"
    result = page.evaluate(f"axe.run(document, {asked})")
    return [
        f"{rule['id']} ({rule['impact']}): {node['target']} {node['html'][:120]}"
        for rule in result["violations"]
        for node in rule["nodes"][:3]
    ]


@pytest.mark.parametrize(
    ("scheme", "width"),
    [
        ("light", 390),
        *(pytest.param(*one, marks=pytest.mark.slow) for one in (("dark", 1366), ("light", 1366), ("dark", 390))),
    ],
)
def test_no_violation(site: Site, chromium: Browser, scheme: Any, width: int) -> None:
    found = {}
    with reader(site, chromium, scheme, width) as page:
        for address in ADDRESSES:
            page.goto(address)
            unfold(page)
            found[address] = violations(page)
    assert {address: rules for address, rules in found.items() if rules} == {}
