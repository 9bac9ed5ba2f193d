"""The walk under hard conditions: how many clicks it takes, the server killed in the middle, too large a file."""

import os
import re
import signal
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from kpi.services import sign_in
from kpi.store import open_store, read_public
from tests.browser.test_submit import CODE, browser_of, choose, enter, publish, revised
from tests.ports import free_port
from tests.servers import Site, running
from tests.shipped import Shipped
from tests.web.conftest import PASSWORD
from tests.web.desk.conftest import PEOPLE
from tests.web.desk.people import filled

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def store(shipped_store: Shipped, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the shipped edition and the people of the desk."""
    folder = tmp_path_factory.mktemp("hard")
    opened = open_store(shipped_store(folder))
    for account in PEOPLE:
        sign_in.create(opened, account, PASSWORD, by="terminal", now=datetime.now(UTC))
    return folder


@pytest.fixture(scope="module")
def port() -> int:
    """The same port before and after a restart."""
    return free_port()


@pytest.fixture(scope="module")
def standing(store: Path) -> Iterator[Site]:
    """A server for the tests that leave it running."""
    with running(store) as site:
        yield site


def values(folder: Path) -> list[float]:
    rows = read_public(where=str(folder / "postup.sqlite")).observations
    return [float(v) for v in rows.loc[(rows["code"] == "6.2.5") & rows["value"].notna(), "value"]]


class Clicks:
    """Counts what a person presses with the mouse; choosing a file is one click on its button."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.count = 0

    def press(self, role: Literal["button", "link"], name: str | re.Pattern[str]) -> None:
        self._page.get_by_role(role, name=name).first.click()
        self.count += 1

    def choose(self, content: bytes) -> None:
        choose(self._page, content)
        self.count += 1

    def tick(self, label: str) -> None:
        self._page.get_by_label(label).check()
        self.count += 1


def test_from_signing_in_to_the_receipt_in_six_clicks(store: Path, port: int, chromium: Browser) -> None:
    with running(store, port=port) as site:
        context = browser_of(chromium, site)
        page = context.new_page()
        clicks = Clicks(page)
        page.goto("/upload")
        page.get_by_label("Логін").fill("bondar")
        page.get_by_label("Пароль").fill(PASSWORD)
        clicks.press("button", "Увійти")
        page.wait_for_url(lambda url: url.endswith("/upload"))
        with page.expect_download() as download:
            clicks.press("link", "Завантажити шаблон 6.2")
        asked = filled(Path(download.value.path()).read_bytes(), {CODE: {"Значення": 470, "Коментар": "за актом"}})
        clicks.choose(asked)
        page.wait_for_url("**/upload/draft**")

        button = page.get_by_role("button", name=re.compile("Опублікувати"))
        expect(button).to_be_disabled()
        expect(page.locator("#unticked")).to_be_visible()
        for field in page.locator("textarea").all():
            field.fill("за звітом підприємства")
        clicks.tick("Дані перевірено, підтверджую публікацію")
        expect(page.locator("#unticked")).to_be_hidden()
        clicks.press("button", re.compile("Опублікувати"))
        page.wait_for_url("**/upload/receipt**")
        context.close()
    assert clicks.count <= 6


def test_the_server_is_killed_in_the_middle_and_the_head_goes_on(store: Path, port: int, chromium: Browser) -> None:
    before = values(store)
    with running(store, port=port) as site:
        context = browser_of(chromium, site)
        page = context.new_page()
        enter(page, "koval")
        empty = page.request.get("/upload/template?goal=6.2").body()
        choose(page, revised(empty, 481))
        page.wait_for_url("**/upload/draft**")
        draft = page.url
        os.killpg(site.process.pid, signal.SIGKILL)
        site.process.wait(20)
    assert values(store) == before, "nothing was published"
    with running(store, port=port):
        page.goto("/upload")
        expect(page.get_by_role("heading", name="Незавершені чернетки")).to_be_visible()
        page.get_by_role("link", name="Продовжити").first.click()
        page.wait_for_url(draft)
        expect(page.get_by_text("481").first).to_be_visible()
        publish(page, "Перелік майданчиків уточнено.")
        expect(page.get_by_role("heading", name=re.compile("Опубліковано"))).to_be_visible()
        context.close()
    assert 481.0 in values(store)


@pytest.mark.parametrize("size", [11 << 20, 13 << 20, 40 << 20])
def test_a_file_that_is_too_large_is_a_sentence_also_without_scripts(
    store: Path, standing: Site, chromium: Browser, size: int
) -> None:
    context = browser_of(chromium, standing, java_script_enabled=False)
    page = context.new_page()
    enter(page, "koval")
    large = store / "large.xlsx"
    large.write_bytes(b"PK\x03\x04" + bytes(size))
    page.locator("input[name=file]").set_input_files(large)
    page.get_by_role("button", name="Перевірити файл").click()
    expect(page.locator("main")).to_contain_text("10 МБ")
    expect(page.locator("h1")).to_be_visible()
    context.close()
