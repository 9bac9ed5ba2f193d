"""Sessions, events and risks entered, changed and taken away by an editor on a phone: without scripts, by keyboard;
axe in every state."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from kpi.services import sign_in
from kpi.store import open_store
from tests.browser.conftest import Quiet
from tests.browser.test_accessible import reader, violations
from tests.browser.test_submit import browser_of, enter
from tests.servers import Site, running
from tests.shipped import Shipped
from tests.web.conftest import PASSWORD
from tests.web.desk.conftest import PEOPLE

pytestmark = pytest.mark.browser
DECISIONS, WIDTH = "/admin/decisions", 390


class Kind(NamedTuple):
    """Something that stands beside decisions: what opens its forms, what is written, the field that is changed, where
    everybody reads it."""

    act: str
    new: str
    edit: str
    fields: dict[str, str]
    changed: tuple[str, str]
    page: str


EVENT = Kind(
    "event",
    "Нова подія",
    "Змінити або вилучити подію",
    {"day": "2026-09-15", "event": "Нову лінію запущено", "subjects": "6.2.3"},
    ("event", "Нову лінію сортування запущено"),
    "/indicator?id=6.2.3",
)
RISK = Kind(
    "risk",
    "Новий ризик",
    "Змінити або вилучити ризик",
    {"goal": "6.2", "risk": "Перевізник має справні машини", "review": "2027-03-01"},
    ("risk", "Перевізник має щонайменше шість справних машин"),
    "/goal?id=6.2",
)
SESSION = Kind(
    "session",
    "Нове засідання",
    "Змінити або вилучити засідання",
    {"day": "2026-11-20", "session": "Позачергове засідання"},
    ("session", "Позачергове засідання про бюджет"),
    "/changes",
)


@pytest.fixture(scope="module")
def desk(shipped_store: Shipped, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("beside")
    store = open_store(shipped_store(folder))
    for account in PEOPLE:
        if account.login == "editor":
            sign_in.create(store, account, PASSWORD, by="terminal", now=datetime.now(UTC))
    with running(folder) as site:
        yield site


def form_of(page: Page, act: str, holding: str = "") -> Locator:
    """The form with this button; of several the one that stands beside these words."""
    panel = page.locator("main .p-panel", has_text=holding) if holding else page.locator("main")
    return panel.locator("form", has=page.locator(f'button[value="{act}"]'))


def fill(form: Locator, fields: dict[str, str]) -> None:
    for name, written in fields.items():
        form.locator(f'[name="{name}"]').fill(written)


def fits(page: Page) -> bool:
    box = page.locator("main").bounding_box()
    return box is not None and box["x"] >= 0 and box["x"] + box["width"] <= WIDTH


def publish(page: Page) -> None:
    """From the preview to the receipt, as the page asks for it."""
    page.wait_for_url("**/upload/draft**")
    assert fits(page)
    page.get_by_label("Дані перевірено, підтверджую публікацію").check()
    page.get_by_role("button", name=re.compile("Опублікувати")).click()
    page.wait_for_url("**/upload/receipt**")
    assert fits(page)


def said(page: Page, address: str) -> str:
    page.goto(address)
    return page.locator("main").text_content() or ""


@pytest.mark.timeout(300)
@pytest.mark.parametrize("kind", [EVENT, RISK, SESSION], ids=lambda kind: kind.act)
def test_entered_changed_and_taken_away_without_scripts(desk: Site, chromium: Browser, kind: Kind) -> None:
    context = browser_of(chromium, desk, java_script_enabled=False, viewport={"width": WIDTH, "height": 844})
    page = context.new_page()
    enter(page, "editor", DECISIONS)
    assert fits(page)
    field, words = kind.changed
    first = kind.fields[field]
    page.locator("summary", has_text=kind.new).click()
    form = form_of(page, kind.act)
    fill(form, kind.fields)
    form.get_by_role("button").click()
    expect(page.locator("main")).to_contain_text(first)
    publish(page)
    assert first in said(page, kind.page)

    page.goto(DECISIONS)
    panel = page.locator("main .p-panel", has_text=first)
    panel.locator("summary", has_text=kind.edit).click()
    form = form_of(page, f"{kind.act}_edit", first)
    fill(form, {field: words})
    form.locator(f'button[value="{kind.act}_edit"]').click()
    expect(page.locator("main")).to_contain_text(f"«{first}» → «{words}»")
    publish(page)
    shown = said(page, kind.page)
    assert words in shown

    page.goto(DECISIONS)
    panel = page.locator("main .p-panel", has_text=words)
    panel.locator("summary", has_text=kind.edit).click()
    form_of(page, f"{kind.act}_gone", words).locator(f'button[value="{kind.act}_gone"]').click()
    expect(page.locator("main")).to_contain_text("вилучається")
    publish(page)
    assert words not in said(page, kind.page)
    context.close()


def test_an_event_by_keyboard(desk: Site, chromium: Browser) -> None:
    quiet = Quiet(desk.address)
    context = browser_of(chromium, desk, viewport={"width": WIDTH, "height": 844})
    page = context.new_page()
    quiet.watch(page)
    enter(page, "editor", DECISIONS)
    page.locator("summary", has_text="Нова подія").focus()
    page.keyboard.press("Enter")
    typed = {"event": "Буревій пошкодив мережі", "subjects": "5.1.2"}
    stops: list[str] = []
    while not stops or stops[-1] != "event":
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.name")
        # a date is a field of three stops; its parts are told by the browser, not by the page
        if name == "day" and "day" not in stops:
            page.evaluate("document.activeElement.value = '2026-10-02'")
        stops.append(name)
        assert len(stops) < 12
    for name, words in typed.items():
        while page.evaluate("document.activeElement.name") != name:
            page.keyboard.press("Tab")
        page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.wait_for_url("**/upload/draft**")
    expect(page.locator("main")).to_contain_text("Буревій пошкодив мережі")
    page.get_by_label("Дані перевірено, підтверджую публікацію").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    assert "Опублікувати" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    page.wait_for_url("**/upload/receipt**")
    assert page.evaluate("document.activeElement.tagName") in {"H1", "H2"}, "the receipt is read first"
    context.close()
    assert quiet.problems == []


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("width", "scheme"), [(WIDTH, "light"), (1366, "dark")])
def test_every_state_is_accessible(desk: Site, chromium: Browser, width: int, scheme: str) -> None:
    found = {}
    with reader(desk, chromium, scheme, width) as page:
        enter(page, "editor", DECISIONS)
        page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")
        found["all forms open"] = violations(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        form = form_of(page, "session")
        # a session of a day that has one: the form comes back with what is wrong
        fill(form, {"day": "2026-10-29", "session": "Друге того самого дня"})
        form.get_by_role("button").click()
        expect(page.get_by_role("alert")).to_contain_text("Засідання цього дня вже є")
        found["wrong"] = violations(page)
        form = form_of(page, "session")
        expect(form.locator('[name="session"]')).to_have_value("Друге того самого дня")
        # the draft of the plan that another width has begun goes on
        fill(form, {"day": "2026-11-05" if width == WIDTH else "2026-11-06"})
        form.get_by_role("button").click()
        page.wait_for_url("**/upload/draft**")
        found["entered"] = violations(page)
        page.goto(DECISIONS)
        event = "Початок повномасштабного вторгнення" if width == WIDTH else "Закупівлю скасовано"
        page.locator("main .p-panel", has_text=event).locator("summary").click()
        form_of(page, "event_gone", event).locator('button[value="event_gone"]').click()
        expect(page.locator("main")).to_contain_text("вилучається")
        found["taken away"] = violations(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert {state: rules for state, rules in found.items() if rules} == {}
