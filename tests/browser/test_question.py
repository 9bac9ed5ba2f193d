"""A question about a number: asked by a stranger without scripts, answered by the department, told by an editor."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from playwright.sync_api import Browser, Page, expect

from kpi.services import sign_in
from kpi.store import open_store
from tests.browser.conftest import Quiet
from tests.browser.test_accessible import reader, violations
from tests.browser.test_submit import browser_of, enter
from tests.servers import Site, running
from tests.services.reminders.mailserver import MailServer
from tests.shipped import Shipped
from tests.waiting import until
from tests.web.conftest import PASSWORD
from tests.web.desk.conftest import PEOPLE

pytestmark = pytest.mark.browser
CODE, WORDS = "6.2.3", "Чому в I кварталі 540 контейнерів, а у звіті ради 612?"
ANSWER = "Сімдесят два контейнери приватні й до переліку не входять."
ASKER = "reader@example.org"


@pytest.fixture(scope="module")
def mailed(shipped_store: Shipped, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, MailServer]]:
    """A site that sends letters; each person of the desk has an address."""
    folder = tmp_path_factory.mktemp("question")
    store = open_store(shipped_store(folder))
    for account in PEOPLE:
        written = replace(account, email=f"{account.login}@example.org")
        sign_in.create(store, written, PASSWORD, by="terminal", now=datetime.now(UTC))
    with MailServer() as mail, pytest.MonkeyPatch.context() as patch:
        patch.setenv("POSTUP_SMTP_URL", f"smtp://localhost:{mail.port}?tls=none")
        patch.setenv("POSTUP_SMTP_FROM", "postup@example.org")
        with running(folder) as site:
            yield site, mail


def letter_to(mail: MailServer, address: str) -> EmailMessage:
    """The first letter to an address, once it has come."""
    until(lambda: any(address in to for to, _ in mail.taken), within=30)
    return next(message for to, message in mail.taken if address in to)


def words_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return f"{message['Subject']}\n{body.get_content()}"


def fits(page: Page) -> bool:
    box = page.locator("main").bounding_box()
    return box is not None and box["x"] >= 0 and box["x"] + box["width"] <= 390


def asked(page: Page, words: str) -> None:
    page.get_by_label("Ваше запитання").fill(words)
    page.get_by_label("У запитанні немає персональних даних").check()
    page.get_by_label("Електронна адреса для відповіді").fill(ASKER)
    page.get_by_role("button", name="Надіслати запитання").click()


def test_the_whole_way_of_a_question_on_phones_without_scripts(
    mailed: tuple[Site, MailServer], chromium: Browser
) -> None:
    site, mail = mailed
    phone = {"viewport": {"width": 390, "height": 844}, "java_script_enabled": False}
    contexts = [browser_of(chromium, site, **phone) for _ in range(3)]
    stranger, head, editor = (context.new_page() for context in contexts)
    stranger.goto(f"/indicator?id={CODE}")
    stranger.get_by_role("link", name="Запитати про число").click()
    expect(stranger.get_by_label("Про яке число")).to_have_value("2026-Q1")
    assert fits(stranger)
    asked(stranger, "Чому?")
    expect(stranger.get_by_role("alert")).to_contain_text("закоротке")
    expect(stranger.get_by_label("У запитанні немає персональних даних")).to_be_checked()
    expect(stranger.get_by_label("Електронна адреса для відповіді")).to_have_value(ASKER)
    asked(stranger, WORDS)
    expect(stranger.locator("h1")).to_have_text("Запитання надіслано")
    told = letter_to(mail, "koval@example.org")
    assert f"Запитання про показник {CODE}" in words_of(told)
    assert WORDS not in words_of(told), "the words are read after signing in"

    enter(head, "koval")
    head.get_by_role("link", name="Питання про числа").click()
    expect(head.locator("main")).to_contain_text("1 запитання чекає на відповідь.")
    expect(head.locator("blockquote")).to_have_text(WORDS)
    expect(head.locator("main")).not_to_contain_text(ASKER)
    expect(head.locator("main")).not_to_contain_text("без адреси")
    assert fits(head)
    head.get_by_label("Відповідь", exact=True).fill(ANSWER)
    head.get_by_role("button", name="Зберегти відповідь").click()
    expect(head.locator("main")).to_contain_text("Відповідь збережено, всім її не показано.")
    stranger.goto(f"/indicator?id={CODE}")
    beside = stranger.get_by_role("region", name="Запитання про числа")
    expect(beside.get_by_role("link", name="Запитати про число")).to_be_visible()
    expect(beside).not_to_contain_text(ANSWER)
    answered = letter_to(mail, ASKER)
    assert ANSWER in words_of(answered)
    assert WORDS not in words_of(answered), "an address that nobody confirmed is sent nobody's words"

    enter(editor, "editor", "/upload/questions")
    editor.locator("main summary").click()
    expect(editor.locator("main")).to_contain_text(ASKER)
    editor.get_by_label("Показати всім поруч із числом").check()
    editor.get_by_label("Запитання, як його побачать усі").fill("Чому у звіті ради 612?")
    editor.get_by_role("button", name="Зберегти відповідь").click()
    expect(editor.locator("main")).to_contain_text("показано всім поруч із числом")
    stranger.reload()
    expect(beside).to_contain_text("I кв. 2026: 540 од. (версія від 14.11.2026)")
    expect(beside.locator("blockquote")).to_have_text("Чому у звіті ради 612?")
    expect(beside).to_contain_text(ANSWER)
    assert fits(stranger)
    for context in contexts:
        context.close()


def test_a_question_is_asked_by_keyboard(mailed: tuple[Site, MailServer], chromium: Browser) -> None:
    site, _ = mailed
    quiet = Quiet(site.address)
    context = browser_of(chromium, site)
    page = context.new_page()
    quiet.watch(page)
    page.goto("/indicator?id=1.1.5")
    page.get_by_role("link", name="Запитати про число").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Про яке число").focus()
    stops: list[str] = []
    while not stops or stops[-1] != "Надіслати запитання":
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()"))
        if stops[-1] == "words":
            page.keyboard.type("Звідки взято це число за минулий квартал?")
        elif stops[-1] == "bare":
            page.keyboard.press("Space")
    assert stops == ["words", "bare", "address", "Надіслати запитання"], "the trap for programs is no stop"
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Запитання надіслано")
    page.get_by_role("link", name="До сторінки показника").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/indicator\?id=1\.1\.5"))
    context.close()
    assert quiet.problems == []


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1366, "dark")])
def test_every_state_is_accessible(mailed: tuple[Site, MailServer], chromium: Browser, width: int, scheme: str) -> None:
    site, _ = mailed
    found = {}
    with reader(site, chromium, scheme, width) as page:
        page.goto(f"/question?indicator={CODE}")
        found["form"] = violations(page)
        asked(page, "Чому?")
        expect(page.get_by_role("alert")).to_be_focused()
        found["error"] = violations(page)
        asked(page, f"Звідки це число на екрані {width}?")
        expect(page.locator("h1")).to_have_text("Запитання надіслано")
        found["thanks"] = violations(page)
        enter(page, "editor", "/upload/questions")
        found["desk"] = violations(page)
        page.get_by_role("button", name="Закрити без відповіді").first.click()
        expect(page.locator("main")).to_contain_text("Запитання закрито без відповіді.")
        found["closed"] = violations(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert {state: rules for state, rules in found.items() if rules} == {}
