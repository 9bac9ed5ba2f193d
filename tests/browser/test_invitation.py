"""An invitation in a real browser at 390 and 1366 px: the password can be seen, nothing scrolls sideways."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from kpi.model import Account, Role
from kpi.services import sign_in
from kpi.store import Store, open_store
from tests.browser.conftest import Quiet, path_of
from tests.browser.test_accessible import violations
from tests.servers import Site, running
from tests.shipped import Shipped

pytestmark = pytest.mark.browser
PASSWORD = "сім слонів ідуть до моря"
OWN = "п’ять котів під дощем"


@pytest.fixture(scope="module")
def staffed(shipped_store: Shipped, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Store]]:
    folder: Path = tmp_path_factory.mktemp("inviting")
    store = open_store(shipped_store(folder))
    chief = Account(id=0, login="chief", name="Марія Шевчук", role=Role.ADMINISTRATOR)
    sign_in.create(store, chief, PASSWORD, by="terminal", now=datetime.now(UTC))
    with running(folder) as site:
        yield site, store


@pytest.fixture(params=[390, 1366])
def page(request: pytest.FixtureRequest, staffed: tuple[Site, Store], chromium: Browser) -> Iterator[Page]:
    address, quiet = staffed[0].address, Quiet(staffed[0].address)
    context = chromium.new_context(locale="uk-UA", base_url=address, viewport={"width": request.param, "height": 800})
    opened = context.new_page()
    quiet.watch(opened)
    yield opened
    context.close()
    assert quiet.problems == []


def _fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page) == []


def _invited(page: Page, login: str) -> str:
    """Make an account by the administrator's page; the link that it shows."""
    page.goto("/login?next=/admin/accounts")
    page.get_by_label("Логін").fill("chief")
    page.get_by_label("Пароль").fill(PASSWORD)
    page.get_by_role("button", name="Увійти").click()
    new = page.locator("form").filter(has=page.get_by_role("button", name="Додати"))
    new.get_by_label("Логін").fill(login)
    new.get_by_label("Ім’я та прізвище").fill("Ніна Нова")
    new.locator("select[name=role]").select_option("editor")
    new.get_by_role("button", name="Додати").click()
    expect(page.get_by_role("heading", name=f"Посилання для {login}")).to_be_focused()
    _fits(page)
    link = page.locator("code").first.inner_text()
    page.goto("/logout")
    page.get_by_role("button", name="Вийти").last.click()
    return link


def test_a_person_follows_the_link_sees_the_password_and_is_in(page: Page) -> None:
    assert page.viewport_size is not None
    page.goto(_invited(page, f"nova{page.viewport_size['width']}"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Ніна Нова, виберіть пароль")
    _fits(page)
    field = page.get_by_label("Новий пароль, щонайменше 12 знаків")
    expect(field).to_be_focused()
    page.keyboard.type(OWN)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Сховати пароль")).to_be_visible()
    expect(field).to_have_attribute("type", "text")
    expect(field).to_be_focused()
    page.get_by_label("Новий пароль ще раз").fill(OWN)
    page.get_by_role("button", name="Зберегти пароль і увійти").click()
    page.wait_for_url("**/upload")
    page.get_by_role("link", name="Довідка: як подати дані").click()
    assert path_of(page) == "/help"
    expect(page.get_by_role("heading", level=1)).to_have_text("Як подати дані")
    _fits(page)


def test_the_sign_in_page_says_whom_to_ask(page: Page) -> None:
    page.goto("/login")
    expect(page.get_by_text("Адміністратор: Марія Шевчук")).to_be_visible()
    expect(page.get_by_role("button", name="Показати пароль")).to_be_visible()
    _fits(page)
