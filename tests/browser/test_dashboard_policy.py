"""The dashboard by the site's own way, under its content policy: scripts are files of ours, and one that is known."""

import re
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256

import httpx2
import pytest
from playwright.sync_api import Browser, Page, expect

from kpi.dashboard.menu import PAGES
from tests.browser.test_dashboard import go
from tests.servers import running
from tests.shipped import Shipped

pytestmark = [pytest.mark.browser, pytest.mark.slow]
_NOTE = "window.refused = []; addEventListener('securitypolicyviolation', e => refused.push(e.violatedDirective))"


@pytest.fixture(scope="module")
def address(shipped_store: Shipped, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("policy")
    shipped_store(folder)
    with running(folder) as site:
        yield site.address


@pytest.fixture
def page(address: str, chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(base_url=address, viewport={"width": 1366, "height": 900}, locale="uk-UA")
    context.add_init_script(_NOTE)
    yield context.new_page()
    context.close()


def test_the_policy_names_the_script_that_is_served(address: str) -> None:
    told = httpx2.get(f"{address}/dashboard/")
    rules = dict(rule.split(" ", 1) for rule in told.headers["content-security-policy"].split("; "))
    inline = re.findall(r"<script>(.*?)</script>", told.text, re.DOTALL)
    hashes = [f"'sha256-{b64encode(sha256(one.encode()).digest()).decode()}'" for one in inline]
    assert hashes
    assert rules["script-src"].split() == ["'self'", *hashes, "'wasm-unsafe-eval'"]


def test_every_page_works_under_the_policy(page: Page) -> None:
    for name in PAGES:
        go(page, f"/dashboard/{name}" if name != next(iter(PAGES)) else "/dashboard/")
        assert page.evaluate("refused") == [], name
    go(page, "/dashboard/")
    expect(page.locator("[data-testid=stPlotlyChart] svg").first).to_be_visible()


def test_a_script_that_was_put_into_the_page_does_not_run(page: Page) -> None:
    go(page, "/dashboard/")
    page.evaluate(
        """() => {
          const put = document.createElement("script")
          put.textContent = "window.ran = true"
          document.body.append(put)
          document.body.insertAdjacentHTML("beforeend", "<b onclick='window.ran = true' id='put'>x</b>")
          document.querySelector("#put").click()
        }"""
    )
    page.wait_for_function("() => refused.length >= 2")
    assert page.evaluate("window.ran") is None
