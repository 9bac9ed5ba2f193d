"""The whole way on /start in a browser: a table, the questions, the preview, the site; on a phone and on a laptop."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Dialog, Locator, Page

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
    page.get_by_label("Назва громади").wait_for()
    _looked_at(page)
    _answer_by_keyboard(page)
    _looked_at(page)
    page.get_by_role("button", name="Переглянути сайт").click(no_wait_after=True)
    page.get_by_text("Попередній перегляд.").wait_for(timeout=120_000)
    assert page.url.endswith("/start/preview/")
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


def test_the_whole_way_by_the_keyboard_alone(empty_site: Site, chromium: Browser) -> None:
    """On a phone's width: a wrong file first, then the table; answers, preview, publication without a pointer."""
    context = chromium.new_context(
        base_url=empty_site.address, viewport={"width": 390, "height": 844}, locale="uk-UA", reduced_motion="reduce"
    )
    page = context.new_page()
    _enter(page)
    _choose(page, "показники.csv", "Код;Назва;План 2027\n1.1;Вода;12,5\n".encode())
    alert = page.get_by_role("alert")
    alert.wait_for()
    assert "показники.csv: Це файл формату .csv" in alert.inner_text()
    assert alert.evaluate("node => node === document.activeElement"), "a screen reader starts at what is wrong"
    _choose(page, "село.xlsx", table())
    community = page.get_by_label("Назва громади")
    community.wait_for()
    _tab_to(page, community)
    page.keyboard.press("Control+a")
    page.keyboard.type(GENERAL["community"])
    _tab_to(page, page.get_by_label("Назва стратегії"))
    page.keyboard.press("Control+a")
    page.keyboard.type(GENERAL["title"])
    _press(page, "button", "Зберегти відповіді")
    page.get_by_text("Відповіді збережено").wait_for()
    _press(page, "button", "Переглянути сайт")
    page.get_by_text("Попередній перегляд.").wait_for(timeout=120_000)
    _press(page, "link", "До відповідей і публікації")
    _press(page, "button", "Опублікувати")
    page.wait_for_url("**/start/done")
    _press(page, "link", "Відкрити сайт")
    page.locator(".p-logo", has_text=GENERAL["community"]).wait_for()
    context.close()


def test_answers_that_were_not_kept_are_not_lost_without_a_word(empty_site: Site, chromium: Browser) -> None:
    page = chromium.new_page(base_url=empty_site.address, locale="uk-UA")
    _enter(page)
    page.set_input_files("input[name=files]", {"name": "село.xlsx", "mimeType": "", "buffer": table()})
    page.get_by_label("Назва громади").click()
    page.keyboard.type("Інша громада")
    asked: list[str] = []

    def agree(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", agree)
    page.locator("a.p-logo").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert asked == ["beforeunload"]


def _choose(page: Page, name: str, content: bytes) -> None:
    """Open the browser's own window of files from the field, by its key."""
    # the window is listened for some steps before the key is pressed: else the browser may open it unseen
    with page.expect_file_chooser() as chooser:
        _tab_to(page, page.locator("#tables"))
        page.keyboard.press("Enter")
    with page.expect_navigation():
        chooser.value.set_files({"name": name, "mimeType": "", "buffer": content})


def _press(page: Page, role: Literal["button", "link"], name: str) -> None:
    _tab_to(page, page.get_by_role(role, name=name).first)
    page.keyboard.press("Enter")


def _tab_to(page: Page, target: Locator) -> None:
    """Go from field to field until this one has the focus, which can be seen."""
    target.wait_for(state="attached")
    for _ in range(200):
        if target.evaluate("node => node === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {target}")


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
