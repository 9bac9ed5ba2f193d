"""Signing in by a real browser: with the keyboard, without scripts, at 390 px; quiet, and nothing scrolls sideways."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from kpi.model import Account, Role
from kpi.services import sign_in
from kpi.store import open_store
from tests.browser.conftest import Quiet, path_of
from tests.servers import Site, running
from tests.shipped import Shipped

pytestmark = pytest.mark.browser
PASSWORD = "сім слонів ідуть до моря"


@pytest.fixture(scope="module")
def folder(shipped_store: Shipped, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("staffed")
    shipped_store(folder)
    return folder


@pytest.fixture(scope="module")
def staffed(folder: Path) -> Iterator[Site]:
    with running(folder) as site:
        account = Account(id=0, login="koval", name="Олена Коваль", role=Role.EDITOR)
        store = open_store(str(folder / "postup.sqlite"))
        sign_in.create(store, account, PASSWORD, by="terminal", now=datetime.now(UTC))
        yield site


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def page(request: pytest.FixtureRequest, staffed: Site, chromium: Browser) -> Iterator[Page]:
    quiet = Quiet(staffed.address)
    context = chromium.new_context(
        locale="uk-UA",
        base_url=staffed.address,
        viewport={"width": 390, "height": 800},
        java_script_enabled=request.param,
    )
    opened = context.new_page()
    quiet.watch(opened)
    yield opened
    context.close()
    assert [problem for problem in quiet.problems if "403" not in problem] == []


def test_in_by_the_keyboard_and_out(page: Page) -> None:
    page.goto("/login?next=/account")
    expect(page.get_by_label("Логін")).to_be_focused()
    page.keyboard.type("koval")
    page.keyboard.press("Tab")
    page.keyboard.type("не той пароль")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Логін або пароль неправильний")
    page.get_by_label("Пароль").fill(PASSWORD)
    page.get_by_role("button", name="Увійти").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Олена Коваль")
    assert path_of(page) == "/account"
    box = page.locator("main").bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 390
    page.get_by_role("button", name="Вийти").last.click()
    page.goto("/account")
    assert path_of(page) == "/login?next=/account"


def test_the_live_app_goes_on_when_a_reader_signs_in_and_out(folder: Path, staffed: Site, chromium: Browser) -> None:
    quiet = Quiet(staffed.address)
    context = chromium.new_context(locale="uk-UA", base_url=staffed.address, viewport={"width": 1366, "height": 800})
    page = context.new_page()
    quiet.watch(page)
    page.goto("/login?next=/indicators")
    page.get_by_label("Логін").fill("koval")
    page.get_by_label("Пароль").fill(PASSWORD)
    page.get_by_role("button", name="Увійти").click()
    assert path_of(page) == "/indicators"
    store = open_store(str(folder / "postup.sqlite"))
    sign_in.set_disabled(store, "koval", True, by="terminal", now=datetime.now(UTC))
    page.get_by_role("navigation").get_by_role("link", name="Методика").first.click()
    page.wait_for_url("**/method")
    sign_in.set_disabled(store, "koval", False, by="terminal", now=datetime.now(UTC))
    context.close()
    assert quiet.problems == []
