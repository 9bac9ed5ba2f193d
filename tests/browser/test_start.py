"""The whole way on /start in a browser: a table, the questions, the preview, the site; on a phone and on a laptop."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Quiet
from tests.browser.test_accessible import violations
from tests.servers import Site, running
from tests.web.conftest import PASSWORD
from tests.web.setup.conftest import people
from tests.web.setup.village import GENERAL, table

pytestmark = pytest.mark.browser


@pytest.fixture
def empty_site(tmp_path: Path) -> Iterator[Site]:
    people(tmp_path)
    with running(tmp_path) as site:
        yield site


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1366, "dark")])
def test_from_a_table_to_the_site(empty_site: Site, chromium: Browser, width: int, scheme: str) -> None:
    quiet = Quiet(empty_site.address)
    context = chromium.new_context(
        base_url=empty_site.address, viewport={"width": width, "height": 844}, locale="uk-UA",
        color_scheme="dark" if scheme == "dark" else "light", bypass_csp=True, reduced_motion="reduce",
    )  # fmt: skip
    page = context.new_page()
    quiet.watch(page)
    _enter(page)
    _looked_at(page)
    page.set_input_files("input[name=files]", {"name": "село.xlsx", "mimeType": "", "buffer": table()})
    page.get_by_role("button", name="Прочитати").click()
    _looked_at(page)
    _answer_by_keyboard(page)
    _looked_at(page)
    page.get_by_role("button", name="Переглянути сайт").click()
    page.wait_for_url("**/start/preview/", timeout=120_000)
    assert page.get_by_text("Попередній перегляд.").is_visible()
    _looked_at(page)
    page.locator("a[href^='indicator-']").first.click()
    assert page.get_by_text("Попередній перегляд.").is_visible()
    page.get_by_role("link", name="До відповідей і публікації").click()
    page.get_by_role("button", name="Опублікувати").click()
    page.wait_for_url("**/start/done")
    _looked_at(page)
    page.get_by_role("link", name="Відкрити сайт").click()
    page.locator(".p-logo", has_text="Вербова громада").wait_for()
    context.close()
    assert quiet.problems == []


def _enter(page: Page) -> None:
    page.goto("/start")
    page.get_by_role("link", name="увійти й почати").first.click()
    page.fill("input[name=login]", "administrator")
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/start")


def _answer_by_keyboard(page: Page) -> None:
    """The answers are typed and sent without a pointer."""
    page.get_by_label("Назва громади").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type(GENERAL["community"])
    page.keyboard.press("Tab")
    page.keyboard.type(GENERAL["title"])
    page.get_by_role("button", name="Зберегти відповіді").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Відповіді збережено").wait_for()
    assert page.get_by_label("Назва громади").input_value() == GENERAL["community"]


def _looked_at(page: Page) -> None:
    """Nothing scrolls sideways, nothing is closed to whoever reads otherwise."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page) == []
