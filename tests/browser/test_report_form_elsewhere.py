"""The form of another community, with a long unit, in the states that the shipped edition does not have."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from kpi.model import Account, Draft, GapReason, GoalBook, Role, TypedFields
from kpi.services import sign_in
from kpi.services.publishing.administration.undo import undo
from kpi.services.publishing.submission import approve, send_back
from kpi.services.reporting.report_context import report_context
from kpi.services.reporting.submission import draft_form, publish_form
from kpi.store import Store, open_store
from tests.books import MAY, checked, indicator, observation, plan
from tests.browser.test_accessible import violations
from tests.browser.test_submit import browser_of, enter
from tests.fiscal_years import CALENDAR
from tests.publishing import publish
from tests.servers import Site, running
from tests.settled import DAY
from tests.shipped import NAME
from tests.web.conftest import PASSWORD

pytestmark = pytest.mark.browser
UNIT = "випадків на 100 тис. населення"
RATE, HELD = "1.2.1@2026-Q3", "1.2.2@2026-Q3"
BOOK = GoalBook(
    goal="1.2",
    indicators=(
        indicator("1.2.1", name="Захворюваність дорослого населення на гострі інфекції", unit=UNIT),
        indicator("1.2.2", name="Охоплення щепленням"),
        indicator("1.2.3", name="Ліжко-місця"),
    ),
    observations=(
        observation("1.2.1", "2026-Q2", 75.0),
        observation("1.2.2", "2026-Q1", 74.0),
        observation("1.2.2", "2026-Q2", gap=GapReason.RESTRICTED, restricted_until=date(2027, 3, 1)),
        observation("1.2.3", "2026-Q2", 75.0),
    ),
)
HEADS = tuple(
    Account(id=0, login=login, name=name, role=Role.HEAD, departments=(department,))
    for login, name, department in (
        ("koval", "О. Коваль", "health"),
        ("bondar", "І. Бондаренко", "health"),
        ("petryk", "Ю. Петрик", "health"),
        ("lys", "М. Лис", "spare"),
    )
)
EDITOR = Account(id=0, login="editor", name="Р. Дактор", role=Role.EDITOR)


def sent(store: Store, account: Account, value: str, code: str = "1.2.3", **more: str) -> Draft:
    """A draft of one value of the third quarter."""
    context = report_context(store, DAY)
    assert context is not None
    line = (code, CALENDAR.parse("2026-Q3"), TypedFields(value=value, **more))
    return draft_form(account, context, [line], seen_seq=context.seq, store=store)


def published(store: Store, account: Account, value: str, code: str = "1.2.3", **more: str) -> int:
    """The number of the receipt of a value that an editor has approved."""
    draft = sent(store, account, value, code, **more)
    publish_form(account, draft, today=DAY, store=store)
    receipt = approve(EDITOR, draft.number, today=DAY, store=store).receipt
    assert receipt is not None
    return receipt.number


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Site]:
    """One submission in each state, and one corrective action under way."""
    store = open_store(str(tmp_path / NAME))
    publish([checked(plan(approval=True)), checked(BOOK)], MAY, store=store)
    koval, bondar, petryk, lys = HEADS
    for account in (koval, bondar, petryk, lys, EDITOR):
        sign_in.create(store, account, PASSWORD, by="terminal", now=datetime.now(UTC))
    undo(EDITOR, published(store, koval, "77"), "помилка", today=DAY, store=store)
    words = {"comment": "ремонт відділення", "cause": "немає підрядника", "measure": "новий тендер"}
    published(store, koval, "41", **words, due="01.03.2027", responsible="відділ закупівель")
    publish_form(bondar, sent(store, bondar, "78", "1.2.1"), today=DAY, store=store)
    returned = sent(store, petryk, "79", "1.2.1")
    publish_form(petryk, returned, today=DAY, store=store)
    send_back(EDITOR, returned.number, "уточніть джерело", store=store)
    sent(store, koval, "76", "1.2.1")
    with running(tmp_path) as site:
        yield site


def fits(page: Page) -> None:
    """Nothing is wider than the window, and no word of a row leaves its row."""
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.evaluate("window.innerWidth")
    out = page.locator("[data-row] *").evaluate_all(
        """all => all.filter(one => one.offsetParent && !one.classList.contains("p-hidden")
             && one.getBoundingClientRect().right > one.closest("[data-row]").getBoundingClientRect().right + 1)
             .map(one => one.outerHTML.slice(0, 120))"""
    )
    assert out == []


def test_long_units_and_every_state_fit_and_are_accessible(desk: Site, chromium: Browser, tmp_path: Path) -> None:
    found: dict[str, list[str]] = {}
    context = browser_of(chromium, desk, viewport={"width": 390, "height": 844}, bypass_csp=True)
    page = context.new_page()
    enter(page, "koval")
    field = page.locator(f'[id="value:{RATE}"]')
    label = (field.get_attribute("aria-label") or "").replace("\u00a0", " ")
    name = "Захворюваність дорослого населення на гострі інфекції"
    assert label == f"{name}, {UNIT}, за III квартал 2026 року; було 75 {UNIT}; за планом 78 {UNIT}"
    held = page.locator(f'[id="value:{HELD}"]').get_attribute("aria-label") or ""
    assert "було 74\u202f%" in held, "the last value, not the gap after it"
    field.fill("77,5")
    expect(page.locator(f'[data-row="{RATE}"]')).to_contain_text("за планом")
    fits(page)
    page.screenshot(path=str(tmp_path / "form-390.png"), full_page=True)
    found["form"] = violations(page)

    # from the reason of absence to its day, and through what became of an action, by the keyboard alone
    reason = page.locator(f'[id="gap:{HELD}"]')
    reason.focus()
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    expect(reason).to_have_value("restricted")
    page.keyboard.press("Tab")
    expect(page.locator(f'[id="restricted_until:{HELD}"]')).to_be_focused()
    page.keyboard.type("01.03.2027")
    outcome = page.locator('[data-row="1.2.3@2026-Q3"] select[name^="outcome:"]')
    outcome.focus()
    page.keyboard.press("ArrowDown")
    for part in ("outcome_day", "outcome_reason"):
        page.keyboard.press("Tab")
        expect(page.locator(f'[id="{part}:1.2.3@2026-Q3"]')).to_be_focused()
    fits(page)
    found["newest fields"] = violations(page)

    page.set_viewport_size({"width": 1366, "height": 800})
    fits(page)
    page.goto("/upload/mine")
    for state in ("чернетка", "очікує", "повернуто", "опубліковано", "скасовано"):
        expect(page.locator("main")).to_contain_text(state, ignore_case=True)
    found["mine"] = violations(page)

    page.goto("/upload")
    page.evaluate("document.querySelector('#report input[name=token]').value = 'of-an-earlier-session.koval'")
    page.evaluate("document.querySelector('#report').submit()")
    resume = page.get_by_role("button", name="Повернути набране")
    expect(resume).to_be_focused()
    found["another session"] = violations(page)
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "en"
    context.clear_cookies()

    enter(page, "lys")
    found["nothing to report"] = violations(page)
    page.goto("/upload/mine")
    found["nothing sent"] = violations(page)
    context.close()
    assert {state: rules for state, rules in found.items() if rules} == {}
