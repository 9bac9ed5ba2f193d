"""A head's whole way in a browser, a colleague in a second one; axe on every page; without scripts; by keyboard."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, expect

from kpi.services import sign_in
from kpi.store import open_store
from tests.browser.conftest import Quiet
from tests.browser.test_accessible import AXE
from tests.servers import Site, running
from tests.shipped import Shipped
from tests.web.conftest import PASSWORD
from tests.web.desk.conftest import PEOPLE
from tests.web.desk.people import Typed, corrected, filled

pytestmark = pytest.mark.browser
CODE = "6.2.3"
SHOWN = ("/upload", "/upload?lang=en", "/upload/mine", "/upload/draft?number=999")
LOOKED_AFTER = (
    *("/admin", "/admin/accounts", "/admin/plan", "/admin/suspensions", "/admin/plan?lang=en"),
    *(
        "/admin/releases?old=2026-05-14&new=2026-08-14",
        "/admin/visibility?code=6.2.3",
        "/admin/department?code=dep-zhkg",
    ),
    *("/admin/chase", "/admin/chase?lang=en", "/upload/indicator?id=6.2.3", "/admin?action=publish"),
    "/upload/indicator?id=6.2.3&key=6.2.3%402025-Q4",
)


@pytest.fixture(scope="module")
def desk(shipped_store: Shipped, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("desk")
    store = open_store(shipped_store(folder))
    for account in PEOPLE:
        sign_in.create(store, account, PASSWORD, by="terminal", now=datetime.now(UTC))
    with running(folder) as site:
        yield site


def enter(page: Page, login: str, shown: str = "/upload") -> None:
    page.goto(shown)
    page.get_by_label("Логін").fill(login)
    page.get_by_label("Пароль").fill(PASSWORD)
    page.get_by_role("button", name="Увійти").click()
    page.wait_for_url(lambda url: "/login" not in url)


def browser_of(chromium: Browser, desk: Site, **options: Any) -> BrowserContext:
    settings = {"viewport": {"width": 1366, "height": 800}, "locale": "uk-UA", "reduced_motion": "reduce"} | options
    return chromium.new_context(base_url=desk.address, **settings)


def template(page: Page, folder: Path) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("link", name="Завантажити шаблон 6.2").click()
    kept = folder / "template.xlsx"
    download.value.save_as(kept)
    return kept.read_bytes()


def choose(page: Page, content: bytes, name: str = "6.2.xlsx") -> None:
    file: FilePayload = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.locator("input[name=file]").set_input_files([file])


def violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{rule['id']}: {node['target']}" for rule in result["violations"] for node in rule["nodes"][:3]]


def publish(page: Page, text: str) -> None:
    for field in page.locator("textarea").all():
        field.fill(text)
    page.get_by_label("Дані перевірено, підтверджую публікацію").check()
    page.get_by_role("button", name=re.compile("Опублікувати")).click()
    page.wait_for_url("**/upload/receipt**")


def test_the_whole_way(desk: Site, chromium: Browser, tmp_path: Path) -> None:
    quiet = Quiet(desk.address)
    mine, other = browser_of(chromium, desk), browser_of(chromium, desk)
    one, two = mine.new_page(), other.new_page()
    quiet.watch(one)
    quiet.watch(two)
    enter(one, "koval")
    expect(one.locator("[aria-current=step]")).to_have_text("Значення")
    empty = template(one, tmp_path)

    choose(one, filled(empty, {CODE: {"Значення": "сорок дві"}}, parts=False))
    one.wait_for_url("**/upload/file")
    heading = one.get_by_role("heading", name="У файлі 2 помилки")
    expect(heading).to_be_focused()
    expect(one.get_by_role("row", name=re.compile("Спостереження!I2"))).to_contain_text("потрібне число")

    choose(one, filled(empty, {CODE: {"Значення": 590}}, parts=False))
    one.wait_for_url("**/upload/draft**")
    expect(one.get_by_text("2 нові значення")).to_be_visible()

    enter(two, "bondar")
    choose(two, filled(empty, {CODE: {"Значення": 600}}, parts=False))
    two.wait_for_url("**/upload/draft**")
    publish(two, "Перелік майданчиків уточнено.")
    expect(two.get_by_role("heading", name="Опубліковано 2 значення")).to_be_focused()

    one.reload()
    expect(one.get_by_role("heading", name=re.compile(r"І. Бондаренко: 2 значення"))).to_be_focused()
    with one.expect_navigation(url="**said=compared**"):
        one.get_by_role("button", name="Порівняно, лишити мої значення").click()
    publish(one, "Контейнери пошкоджено обстрілом.")
    receipt = one.url
    one.get_by_role("link", name=re.compile("Контейнерів для роздільного збирання")).first.click()
    expect(one.locator("h1")).to_contain_text("35")
    expect(one.locator(".p-session")).to_contain_text("О. Коваль")

    one.goto(receipt)
    one.get_by_label("Причина").fill("введено помилково")
    with one.expect_navigation(url="**said=undone**"):
        one.get_by_role("button", name="Скасувати публікацію").click()
    one.goto(f"/indicator?id={CODE}")
    expect(one.locator("h1")).to_contain_text("нижче плану на 25 од.")
    mine.close()
    other.close()
    assert quiet.problems == []


@pytest.mark.parametrize(("width", "scheme"), [(1366, "dark"), (390, "light"), (320, "dark")])
def test_every_page_of_the_desk_is_accessible_and_fits(desk: Site, chromium: Browser, width: int, scheme: Any) -> None:
    assert AXE.exists(), "axe-core is fetched by `make test` (npm ci in tests/browser)"
    context = browser_of(chromium, desk, viewport={"width": width, "height": 800}, color_scheme=scheme)
    page, found = context.new_page(), {}
    enter(page, "chief")
    empty = page.request.get("/upload/template?goal=6.2").body()
    for value, shown in (("сорок дві", "**/upload/file"), (5000, "**/upload/draft**")):
        choose(page, revised(empty, value))
        page.wait_for_url(shown)
        found[page.url] = violations(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    for address in (*SHOWN, *LOOKED_AFTER):
        page.goto(address)
        found[address] = violations(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    context.close()
    assert {address: rules for address, rules in found.items() if rules} == {}


def revised(content: bytes, value: Typed) -> bytes:
    """A correction of a value of the third quarter."""
    return corrected(content, {"Код": "6.2.5", "Рік": 2026, "Квартал": 3, "Значення": value})


def test_the_way_works_without_scripts(desk: Site, chromium: Browser) -> None:
    context = browser_of(chromium, desk, java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    enter(page, "editor")
    empty = page.request.get("/upload/template?goal=6.2").body()
    choose(page, revised(empty, "сорок дві"))
    page.get_by_role("button", name="Перевірити файл").click()
    page.wait_for_url("**/upload/file")
    choose(page, revised(empty, 33))
    page.get_by_role("button", name="Перевірити файл").click()
    page.wait_for_url("**/upload/draft**")
    publish(page, "Уточнено за актами.")
    expect(page.get_by_role("heading", name="Опубліковано 1 значення")).to_be_visible()
    context.close()


def test_the_keyboard_is_enough(desk: Site, chromium: Browser) -> None:
    context = browser_of(chromium, desk)
    page = context.new_page()
    page.goto("/upload")
    page.keyboard.press("Tab")
    for _ in range(12):
        if page.evaluate("document.activeElement.name") == "login":
            break
        page.keyboard.press("Tab")
    page.keyboard.type("lys")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.endswith("/upload") and "/login" not in url)
    names = []
    for _ in range(60):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))
        if names[-1] == "Перевірити файл":
            break
    assert "file" in names
    assert any("Завантажити шаблон" in name for name in names)
    assert names[-1] == "Перевірити файл"
    context.close()
