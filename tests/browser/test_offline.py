"""A server that goes away: the page stays readable, our sentence is shown, Streamlit's English dialog is not."""

import signal
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from kpi.model import Language
from kpi.text import Text
from tests.browser.conftest import ready, running
from tests.shipped import Shipped

pytestmark = pytest.mark.browser


def test_a_lost_server_is_told_in_our_words(chromium: Browser, shipped_store: Shipped, tmp_path: Path) -> None:
    shipped_store(tmp_path)
    with running("serve", tmp_path) as site:
        page = chromium.new_page(base_url=site.address)
        page.goto("/")
        ready(page)
        expect(page.locator(".postup-offline")).to_be_empty()
        heading = page.locator("h1").inner_text()
        site.process.send_signal(signal.SIGKILL)
        expect(page.locator(".postup-offline")).to_have_text(Text(Language.UK).say("web.offline"), timeout=20_000)
        assert page.locator("h1").inner_text() == heading
        assert page.locator('[data-testid="stDialog"]').count() == 0
        page.mouse.wheel(0, 400)
        page.wait_for_function("() => scrollY > 0")
        page.close()
