"""Two communities on one host, in one browser: signing in and out, drafts, languages and dashboards stay apart."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from kpi.model import Account, Role
from kpi.services import sign_in
from kpi.store import open_store
from tests.books import MAY, checked, hospitals, plan
from tests.browser.conftest import Quiet
from tests.ports import free_port
from tests.publishing import publish
from tests.servers import Site, answer, served_by, wait_for

pytestmark = pytest.mark.browser
PASSWORD = "сім слонів ідуть до моря"
NAMES = {"persha": "Перша громада", "druha": "Друга громада"}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("communities")
    sections = ["[region]\nname = 'Край'\n"]
    for key, name in NAMES.items():
        (folder / key).mkdir()
        store = open_store(str(folder / key / "postup.sqlite"))
        publish([checked(plan(community=name)), checked(hospitals())], MAY, store=store)
        person = Account(id=0, login="koval", name=f"Коваль, {name}", role=Role.EDITOR)
        sign_in.create(store, person, PASSWORD, by="terminal", now=datetime.now(UTC))
        sections.append(f"[community.{key}]\nstore = '{key}/postup.sqlite'\n")
    file = folder / "sites.toml"
    file.write_text("".join(sections), encoding="utf-8")
    with running_all(file) as site:
        yield site


@contextmanager
def running_all(file: Path) -> Iterator[str]:
    port = free_port()
    command = ("tests.settled", "serve", "--port", str(port), "--sites", str(file))
    with served_by(command, dict(os.environ), file.with_name("server.log")) as process:
        site = Site(f"http://localhost:{port}", process, file)
        wait_for(lambda: site.health()["data"] == "ready", process, file.with_name("server.log"))
        yield site.address


@pytest.fixture
def context(address: str, chromium: Browser) -> Iterator[BrowserContext]:
    opened = chromium.new_context(locale="uk-UA", base_url=address, viewport={"width": 1366, "height": 900})
    yield opened
    opened.close()


def enter(page: Page, key: str) -> None:
    page.goto(f"/{key}/login")
    page.get_by_label("Логін").fill("koval")
    page.get_by_label("Пароль").fill(PASSWORD)
    page.get_by_role("button", name="Увійти").click()
    page.wait_for_url(f"**/{key}/")


def test_who_leaves_one_community_stays_in_the_other(context: BrowserContext, address: str) -> None:
    quiet, page = Quiet(address), context.new_page()
    quiet.watch(page)
    for key in NAMES:
        enter(page, key)
    for key, name in NAMES.items():
        page.goto(f"/{key}/upload")
        expect(page.get_by_role("link", name=f"Коваль, {name}").first).to_be_visible()
    page.goto("/persha/logout")
    page.get_by_role("button", name="Вийти").click()
    page.wait_for_url("**/persha/")
    page.goto("/persha/upload")
    page.wait_for_url("**/persha/login?next=/upload")
    page.goto("/druha/upload")
    expect(page.get_by_role("link", name="Коваль, Друга громада").first).to_be_visible()
    assert "Перша" not in page.content()
    assert quiet.problems == []


def test_a_language_chosen_in_one_is_not_chosen_in_the_other(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/persha/")
    page.get_by_role("link", name="EN", exact=False).first.click()
    page.wait_for_url("**lang=en")
    paths = {cookie["path"] for cookie in context.cookies() if cookie["name"] == "postup-language"}
    assert paths == {"/persha"}
    page.goto("/druha/")
    assert page.locator("html").get_attribute("lang") == "uk"


@pytest.mark.parametrize("key", NAMES)
def test_each_dashboard_shows_its_own_community(context: BrowserContext, address: str, key: str) -> None:
    page = context.new_page()
    page.goto(f"/{key}/dashboard/table")
    page.wait_for_selector("[data-testid=stDataFrame]", timeout=40_000)
    link = page.locator("[data-testid=stLinkButton] a").first
    expect(link).to_have_attribute("href", f"{address}/{key}/indicators")


def test_the_page_of_the_region_leads_to_each(context: BrowserContext, address: str) -> None:
    quiet, page = Quiet(address), context.new_page()
    quiet.watch(page)
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.get_by_role("link", name="Друга громада").click()
    page.wait_for_url("**/druha/")
    assert context.cookies() == [] and quiet.problems == []
    assert b"ready" in answer(f"{address}/druha/healthz")
