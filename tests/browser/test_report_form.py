"""The form in a browser: how many actions a quarter takes, how fast a row answers, and that nothing typed is lost."""

import os
import re
import signal
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, FilePayload, Locator, Page, expect

from kpi.services import sign_in
from kpi.store import open_store
from tests.browser.conftest import Quiet
from tests.browser.test_accessible import violations
from tests.browser.test_submit import browser_of, enter
from tests.ports import free_port
from tests.servers import Site, running
from tests.shipped import Shipped
from tests.web.conftest import PASSWORD
from tests.web.desk.conftest import PEOPLE
from tests.web.desk.people import filled

pytestmark = pytest.mark.browser
CONTAINERS, WARMTH, DUMPS = "6.2.3@2026-Q3", "5.1.5@2026-10", "6.2.5@2026-Q3"
#: a value far behind with all that it asks for
FAR = {
    **{"value": "41", "comment": "обстріл", "cause": "контейнери знищено", "measure": "закупити 200 од."},
    **{"due": "01.03.2027", "responsible": "відділ благоустрою"},
}
WIDTHS = {1366: 800, 390: 844}


@pytest.fixture
def folder(shipped_store: Shipped, tmp_path: Path) -> Path:
    """A folder with the shipped edition and the people of the desk, of each test alone: each publishes."""
    store = open_store(shipped_store(tmp_path))
    for account in PEOPLE:
        sign_in.create(store, account, PASSWORD, by="terminal", now=datetime.now(UTC))
    return tmp_path


@pytest.fixture
def desk(folder: Path) -> Iterator[Site]:
    with running(folder) as site:
        yield site


def said(words: str) -> None:
    """A number that was measured, for whoever runs the tests."""
    sys.stderr.write(f"\n{words}\n")


class Actions:
    """Counts what a person does: a field typed into or a control pressed is one."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def type(self, field: Locator, text: str) -> None:
        field.fill(text)
        self.count += 1

    def press(self, button: Locator) -> None:
        button.click()
        self.count += 1


def value(page: Page, key: str, name: str = "value") -> Locator:
    return page.locator(f'[id="{name}:{key}"]')


def row(page: Page, key: str) -> Locator:
    return page.locator(f'[data-row="{key}"]')


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=re.compile(name))


def is_saved(page: Page) -> None:
    expect(page.locator("[data-saved]")).to_have_text(re.compile(r"збережено \d\d:\d\d"))


@pytest.mark.parametrize("width", WIDTHS)
def test_two_values_of_two_goals_from_the_letter_to_the_receipt(desk: Site, chromium: Browser, width: int) -> None:
    quiet = Quiet(desk.address)
    context = browser_of(chromium, desk, viewport={"width": width, "height": WIDTHS[width]})
    page = context.new_page()
    quiet.watch(page)
    actions = Actions(page)
    page.goto("/upload?row=6.2.3#row-6.2.3")
    actions.type(page.get_by_label("Логін"), "koval")
    actions.type(page.get_by_label("Пароль"), PASSWORD)
    actions.press(button(page, "Увійти"))
    expect(value(page, "6.2.3@2026-Q2")).to_be_focused()
    expect(value(page, "6.2.3@2026-Q2")).to_be_in_viewport()
    actions.type(value(page, CONTAINERS), "640")
    expect(row(page, CONTAINERS)).to_contain_text("за планом; було 540 од. за I")
    actions.type(value(page, WARMTH), "17,9")
    actions.press(page.get_by_role("button", name="Перевірити", exact=True))
    expect(page.get_by_role("row", name=re.compile("Температура"))).to_contain_text("17,9")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    actions.press(button(page, "Опублікувати 2 значення"))
    expect(page.get_by_role("heading", name="Опубліковано 2 значення")).to_be_focused()
    expect(page.locator("main")).to_contain_text(re.compile(r"Лишилося подати ще 1\s"))
    context.close()
    said(f"two values of two goals at {width} px: {actions.count} actions with signing in")
    assert actions.count <= 7
    assert quiet.problems == []


@pytest.mark.parametrize("width", WIDTHS)
def test_one_correction_in_its_row(desk: Site, chromium: Browser, width: int) -> None:
    context = browser_of(chromium, desk, viewport={"width": width, "height": WIDTHS[width]})
    page = context.new_page()
    enter(page, "koval")
    actions = Actions(page)
    expect(value(page, DUMPS)).to_have_value("31")
    actions.type(value(page, DUMPS), "33")
    expect(row(page, DUMPS)).to_contain_text("Виправлення: 31 од. → 33 од.")
    actions.type(value(page, DUMPS, "comment"), "уточнено за актами")
    actions.press(row(page, DUMPS).get_by_role("button", name="Опублікувати виправлення"))
    expect(page.get_by_role("heading", name="Опубліковано 1 значення")).to_be_focused()
    context.close()
    said(f"one correction at {width} px: {actions.count} actions")
    assert actions.count <= 3


def typed(page: Page, key: str, text: str) -> float:
    """Type into a field; milliseconds until its row is judged."""
    found: float = page.evaluate(
        """([id, text]) => new Promise((done) => {
          const field = document.getElementById(id);
          const begun = performance.now();
          document.addEventListener("judged", () => done(performance.now() - begun), { once: true });
          field.value = text;
          field.dispatchEvent(new InputEvent("input", { bubbles: true }));
        })""",
        [f"value:{key}", text],
    )
    return found


def test_a_row_says_what_it_means_while_it_is_typed(desk: Site, chromium: Browser) -> None:
    context = browser_of(chromium, desk)
    page = context.new_page()
    enter(page, "koval")
    took = [typed(page, CONTAINERS, str(number)) for number in range(600, 621)]
    said(f"from typing to the judged row: {median(took):.0f} ms, the slowest {max(took):.0f} ms")
    # on a busy machine it is slower; what is promised, 150 ms, is printed
    assert median(took) < 600
    for text, words in (("сорок", "потрібне число"), ("5400", "разів більше"), ("41", "Значення суттєво відстає")):
        value(page, CONTAINERS).fill(text)
        expect(row(page, CONTAINERS)).to_contain_text(words)
    expect(value(page, CONTAINERS, "cause")).to_be_visible()
    is_saved(page)
    context.close()


def test_rows_typed_one_right_after_another_are_all_judged(desk: Site, chromium: Browser) -> None:
    context = browser_of(chromium, desk)
    page = context.new_page()
    enter(page, "koval")
    page.evaluate(
        """(ids) => {
          for (const id of ids) {
            const field = document.getElementById(id);
            field.value = "41";
            field.dispatchEvent(new InputEvent("input", { bubbles: true }));
          }
        }""",
        [f"value:{key}" for key in (CONTAINERS, WARMTH, DUMPS)],
    )
    for key in (CONTAINERS, WARMTH, DUMPS):
        expect(row(page, key)).to_contain_text(re.compile(r"41(,0)?\s(од\.|°C)"))
    context.close()


def pasted(page: Page, key: str, text: str) -> float:
    """Paste into a field; milliseconds until every row that took something is judged."""
    found: float = page.evaluate(
        """([id, text]) => new Promise((done) => {
          const field = document.getElementById(id);
          const lines = text.trim().split("\\n").filter((line) => /\\d/.test(line)).length;
          let judged = 0;
          const begun = performance.now();
          document.addEventListener("judged", () => {
            judged += 1;
            if (judged === lines) done(performance.now() - begun);
          });
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", text);
          field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        })""",
        [f"value:{key}", text],
    )
    return found


def test_a_column_from_excel_fills_sixty_rows(desk: Site, chromium: Browser) -> None:
    context = browser_of(chromium, desk)
    page = context.new_page()
    enter(page, "editor")
    # open corrective actions stand among them and take no value
    valued = page.locator("[data-row]:has([id^='value:'])")
    keys = valued.evaluate_all("rows => rows.map(row => row.dataset.row)")
    goals = {key.rpartition("@")[0].rpartition(".")[0] for key in keys[:60]}
    pasted(page, keys[0], "\n".join(f"{n},5" for n in range(2)))
    took = pasted(page, keys[0], "\n".join(f"{n},5" for n in range(60)) + "\n")
    said(f"60 values over {len(goals)} goals pasted and judged in {took:.0f} ms")
    assert len(goals) >= 12
    expect(value(page, keys[59])).to_have_value("59,5")
    # on a busy machine it is slower; what is promised, one second, is printed
    assert took < 4000
    context.close()


def paste(page: Page, key: str, text: str) -> None:
    """Paste into a field without waiting for what comes of it."""
    page.evaluate(
        """([id, text]) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", text);
          const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
          document.getElementById(id).dispatchEvent(paste);
        }""",
        [f"value:{key}", text],
    )


def test_a_block_is_taken_by_codes_and_what_was_not_taken_is_listed(desk: Site, chromium: Browser) -> None:
    context = browser_of(chromium, desk)
    page = context.new_page()
    enter(page, "koval")
    paste(page, CONTAINERS, "5.1.5\tТемпература\t17,8\t18,4\tза приладами\nПідсумок\tразом\nнемає\n")
    expect(value(page, WARMTH)).to_have_value("17,8")
    listed = page.get_by_role("status").filter(has_text="Не вставлено")
    expect(listed).to_contain_text("рядок 1 «18,4»")
    expect(value(page, WARMTH, "comment")).to_have_value("за приладами")
    expect(listed).to_contain_text("рядок 2 «Підсумок разом»")
    is_saved(page)

    dumped, held = "6.2.3@2026-Q2", "н/д\tобмежено до 01.03.2027"
    for text, fields, left in (
        (held, ("", "restricted", "01.03.2027"), ""),
        ("\tОбʼєкт   знищено", ("", "destroyed", ""), ""),
        ("Не зібрано", ("", "not_collected", ""), ""),
        ("н/д\n", ("н/д", "", ""), ""),
        ("-\tобʼєкт знищено\tне зібрано", ("", "destroyed", ""), "рядок 1 «не зібрано»"),
        ("590\t-", ("590", "", ""), ""),
        ("Х\tне застосовується", ("", "not_applicable", ""), ""),
    ):
        paste(page, dumped, text)
        for name, told in zip(("value", "gap", "restricted_until"), fields, strict=True):
            expect(value(page, dumped, name)).to_have_value(told)
        expect(listed).to_have_count(1 if left else 0)
        if left:
            expect(listed).to_contain_text(left)
    paste(page, dumped, held)
    expect(row(page, dumped)).to_contain_text("обмежено до 01.03.2027")
    paste(page, dumped, "-\t")
    expect(row(page, dumped)).to_contain_text("ричин")
    context.close()


def test_what_cannot_be_saved_is_told_as_it_is(desk: Site, chromium: Browser) -> None:
    context = browser_of(chromium, desk)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.extend(re.findall("autosave", request.url)))
    enter(page, "koval")
    with page.expect_response("**/autosave"):
        value(page, WARMTH).fill("17,9")
    is_saved(page)
    alert = page.get_by_role("alert")
    page.evaluate(
        """(ids) => ids.forEach(([id, text]) => {
          document.getElementById(id).value = text;
          document.getElementById(id).dispatchEvent(new InputEvent("input", { bubbles: true }));
        })""",
        [[f"value:{CONTAINERS}", "6" * 70_000], [f"value:{WARMTH}", "17,8"]],
    )
    expect(alert).to_contain_text("забагато тексту: 6.2.3")
    expect(alert).not_to_contain_text("5.1.5")
    expect(alert).not_to_contain_text("Немає зв’язку")
    assert len(value(page, CONTAINERS).input_value()) == 70_000
    sent = len(asked)
    with page.expect_response("**/autosave"):
        value(page, WARMTH).fill("17,7")
    is_saved(page)
    assert len(asked) == sent + 1, "a row that is too long is not sent again"
    value(page, CONTAINERS).fill("640")
    expect(alert).to_have_count(0)
    is_saved(page)

    page.clock.install()
    page.route("**/upload/autosave", lambda route: route.fulfill(status=503, body=""))
    page.route("**/upload/judge", lambda route: route.fulfill(status=503, body=""))
    value(page, CONTAINERS).fill("641")
    page.clock.run_for(2_000)
    expect(alert).to_contain_text("тимчасово не може зберегти набране (код 503)")
    for _ in range(12):
        page.clock.run_for(10_000)
    sent = len(asked)
    page.clock.run_for(100_000)
    assert len(asked) == sent, "it is not asked for ever"
    page.unroute("**/upload/autosave")
    page.route("**/upload/autosave", lambda route: route.fulfill(status=400, body=""))
    value(page, CONTAINERS).fill("642")
    page.clock.run_for(2_000)
    expect(alert).to_contain_text("не прийняв набраного (код 400)")
    expect(value(page, CONTAINERS)).to_have_value("642")
    page.unroute_all()
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(value(page, CONTAINERS)).to_have_value("642")
    expect(page.get_by_role("status").filter(has_text="повернуто в поля")).to_be_visible()
    context.close()


def test_files_dropped_together_fill_the_fields(desk: Site, chromium: Browser) -> None:
    context = browser_of(chromium, desk)
    page = context.new_page()
    enter(page, "koval")
    value(page, DUMPS).fill("33")
    heat, waste = (page.request.get(f"/upload/template?goal={goal}").body() for goal in ("5.1", "6.2"))
    files: list[FilePayload] = [
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        for name, content in (
            ("5.1.xlsx", filled(heat, {"5.1.5": {"Значення": 17.8}})),
            ("6.2.xlsx", filled(waste, {"6.2.3": {"Значення": "сорок дві"}})),
        )
    ]
    page.locator("input[name=files]").set_input_files(files)
    page.wait_for_url("**/upload?untaken=1")
    expect(value(page, WARMTH)).to_have_value("17,8")
    expect(value(page, CONTAINERS)).to_have_value("сорок дві")
    expect(value(page, DUMPS)).to_have_value("33")
    expect(row(page, CONTAINERS)).to_contain_text("з файлу 6.2.xlsx, Спостереження!I6")
    done, listed = page.get_by_text("Поля заповнено з файлів"), page.locator("[data-stays]")
    expect(done).to_be_visible()
    page.reload()
    expect(value(page, WARMTH)).to_have_value("17,8")
    expect(done).to_have_count(0)
    expect(listed).to_contain_text("6.2.xlsx: Спостереження!I6")
    value(page, CONTAINERS).fill("640")
    expect(row(page, CONTAINERS)).to_contain_text("за планом")
    is_saved(page)
    context.close()


def test_a_killed_server_loses_nothing(folder: Path, chromium: Browser) -> None:
    port = free_port()
    with running(folder, port=port) as site:
        context = browser_of(chromium, site)
        page = context.new_page()
        enter(page, "koval")
        os.killpg(site.process.pid, signal.SIGKILL)
        site.process.wait(20)
        value(page, CONTAINERS).fill("640")
        expect(page.get_by_role("alert").filter(has_text="Немає зв’язку")).to_be_visible()
        expect(value(page, CONTAINERS)).to_have_value("640")
    with running(folder, port=port):
        is_saved(page)
        expect(page.get_by_role("alert").filter(has_text="Немає зв’язку")).to_have_count(0)
        page.reload()
        expect(value(page, CONTAINERS)).to_have_value("640")
        context.close()


def test_an_ended_session_brings_back_what_was_typed(desk: Site, chromium: Browser) -> None:
    context = browser_of(chromium, desk)
    page = context.new_page()
    enter(page, "koval")
    context.clear_cookies()
    value(page, WARMTH).fill("17,9")
    ended = page.get_by_role("alert").filter(has_text="Сеанс завершився, нічого не опубліковано")
    expect(ended).to_be_visible()
    ended.get_by_role("link", name="Увійти знову").click()
    page.get_by_label("Логін").fill("koval")
    page.get_by_label("Пароль").fill(PASSWORD)
    button(page, "Увійти").click()
    expect(page.get_by_role("status").filter(has_text="повернуто в поля")).to_be_visible()
    expect(value(page, WARMTH)).to_have_value("17,9")
    expect(value(page, WARMTH)).to_be_focused()
    is_saved(page)
    context.close()


def test_an_ended_session_loses_nothing_without_scripts(desk: Site, chromium: Browser) -> None:
    context = browser_of(chromium, desk, java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    enter(page, "koval")
    value(page, CONTAINERS).fill("640")
    value(page, WARMTH, "comment").fill("за приладами")
    context.clear_cookies()
    page.get_by_role("button", name="Перевірити", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Набране збережено на цій сторінці")).to_be_visible()
    expect(page.get_by_label("Логін")).to_have_value("koval")
    expect(page.get_by_label("Пароль")).to_be_focused()
    page.get_by_label("Пароль").fill("не той пароль")
    button(page, "Увійти").click()
    expect(page.get_by_role("alert")).to_contain_text("неправильний")
    page.get_by_label("Пароль").fill(PASSWORD)
    button(page, "Увійти").click()
    expect(page.get_by_role("status").filter(has_text="повернуто в поля й збережено")).to_be_visible()
    expect(value(page, CONTAINERS)).to_have_value("640")
    expect(value(page, WARMTH, "comment")).to_have_value("за приладами")
    page.get_by_role("button", name="Перевірити", exact=True).click()
    expect(page.get_by_role("heading", name="Перевірте 1 рядок")).to_be_visible()
    context.close()


def test_the_way_back_stands_still_and_warns_of_nothing(desk: Site, chromium: Browser) -> None:
    """Each later answer says again that the session is over: a link that it put anew lost the click upon it."""
    context = browser_of(chromium, desk)
    page = context.new_page()
    warned: list[str] = []

    def accept(dialog: Dialog) -> None:
        warned.append(dialog.type)
        dialog.accept()

    page.on("dialog", accept)
    enter(page, "koval")
    context.clear_cookies()
    with page.expect_response(lambda answer: answer.url.endswith("/upload/autosave") and answer.status == 401):
        value(page, WARMTH).press_sequentially("17,9")
        link = page.get_by_role("link", name="Увійти знову").element_handle()
    assert link is not None
    expect(page.get_by_role("alert").filter(has_text="Сеанс завершився")).to_have_count(1)
    assert link.evaluate("link => link.isConnected")
    link.click()
    expect(page.get_by_label("Логін")).to_be_visible()
    assert warned == []
    context.close()


def test_what_is_brought_back_replaces_no_colleagues_words(desk: Site, chromium: Browser) -> None:
    mine, other = browser_of(chromium, desk), browser_of(chromium, desk)
    one, two = mine.new_page(), other.new_page()
    enter(one, "koval")
    enter(two, "bondar")
    mine.clear_cookies()
    value(one, WARMTH).fill("17,9")
    expect(one.get_by_role("alert").filter(has_text="Сеанс завершився")).to_be_visible()
    value(two, WARMTH).fill("17,5")
    is_saved(two)
    one.get_by_role("link", name="Увійти знову").click()
    one.get_by_label("Логін").fill("koval")
    one.get_by_label("Пароль").fill(PASSWORD)
    button(one, "Увійти").click()
    expect(row(one, WARMTH)).to_contain_text("І. Бондаренко")
    expect(value(one, WARMTH)).to_have_value("17,9")
    two.reload()
    expect(value(two, WARMTH)).to_have_value("17,5")
    mine.close()
    other.close()


def test_another_person_never_gets_what_was_typed(desk: Site, chromium: Browser) -> None:
    context = browser_of(chromium, desk)
    page = context.new_page()
    enter(page, "koval")
    context.clear_cookies()
    value(page, WARMTH).fill("17,9")
    expect(page.get_by_role("alert").filter(has_text="Сеанс завершився")).to_be_visible()
    page.get_by_role("link", name="Увійти знову").click()
    page.get_by_label("Логін").fill("bondar")
    page.get_by_label("Пароль").fill(PASSWORD)
    button(page, "Увійти").click()
    expect(value(page, WARMTH)).to_have_value("")
    context.close()


def test_a_warning_comes_two_minutes_before_the_end(desk: Site, chromium: Browser) -> None:
    context = browser_of(chromium, desk)
    page = context.new_page()
    page.clock.install()
    enter(page, "koval")
    warning = page.get_by_role("alert").filter(has_text="За дві хвилини сеанс завершиться")
    page.clock.fast_forward("26:30")
    expect(warning).to_have_count(0)
    page.clock.fast_forward("01:00")
    expect(warning).to_be_visible()
    warning.get_by_role("button", name="Продовжити роботу").click()
    expect(warning).to_have_count(0)
    context.close()


def test_two_people_at_one_row(desk: Site, chromium: Browser) -> None:
    mine, other = browser_of(chromium, desk), browser_of(chromium, desk)
    one, two = mine.new_page(), other.new_page()
    enter(one, "koval")
    enter(two, "bondar")
    value(two, CONTAINERS).fill("600")
    is_saved(two)
    value(one, CONTAINERS).fill("640")
    line = row(one, CONTAINERS).get_by_text("І. Бондаренко")
    expect(line).to_contain_text("набрав(ла) тут інше: 600")
    expect(value(one, CONTAINERS)).to_have_value("640")
    with one.expect_response(lambda answer: answer.url.endswith("/upload/judge") and answer.ok):
        value(one, CONTAINERS).press_sequentially("0")
    expect(row(one, CONTAINERS).get_by_role("button", name="Лишити моє")).to_have_count(1)
    value(one, CONTAINERS).press("Backspace")
    row(one, CONTAINERS).get_by_role("button", name="Лишити моє").click()
    is_saved(one)
    two.reload()
    expect(value(two, CONTAINERS)).to_have_value("640")
    mine.close()
    other.close()


def test_the_form_works_without_scripts(desk: Site, chromium: Browser) -> None:
    context = browser_of(chromium, desk, java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    enter(page, "koval")
    value(page, CONTAINERS).fill("сорок")
    page.get_by_role("button", name="Перевірити", exact=True).click()
    expect(page.get_by_role("heading", name="Перевірте 1 рядок")).to_be_visible()
    expect(value(page, CONTAINERS)).to_have_value("сорок")
    value(page, CONTAINERS).fill("640")
    value(page, CONTAINERS).press("Enter")
    expect(button(page, "Опублікувати 1 значення")).to_be_visible()
    page.get_by_role("link", name=re.compile("змінити")).click()
    expect(value(page, CONTAINERS)).to_have_value("640")
    page.get_by_role("button", name="Перевірити", exact=True).click()
    button(page, "Опублікувати 1 значення").click()
    expect(page.get_by_role("heading", name="Опубліковано 1 значення")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Лишилося подати ще 2 значення")
    context.close()


def test_the_keyboard_is_enough(desk: Site, chromium: Browser) -> None:
    context = browser_of(chromium, desk)
    page = context.new_page()
    enter(page, "koval", "/upload?row=6.2.3")
    expect(value(page, "6.2.3@2026-Q2")).to_be_focused()
    page.keyboard.type("590")
    for name in ("gap", "comment"):
        page.keyboard.press("Tab")
        expect(value(page, "6.2.3@2026-Q2", name)).to_be_focused()
    page.keyboard.press("Tab")
    expect(value(page, CONTAINERS)).to_be_focused()
    page.keyboard.type("640")
    page.keyboard.press("Enter")
    expect(button(page, "Опублікувати 2 значення")).to_be_visible()
    context.close()


#: lists whose signs stand outside of their place: on the border of a box, in the margin of the page
OUTSIDE = """() => [...document.querySelectorAll("main :is(ul, ol)")].filter((list) => list.checkVisibility())
  .filter((list) => getComputedStyle(list).listStyleType !== "none")
  .filter((list) => parseFloat(getComputedStyle(list).paddingInlineStart) < 16)
  .map((list) => list.className)"""


@pytest.mark.parametrize(("width", "scheme"), [(1366, "dark"), (390, "light"), (320, "dark")])
def test_every_state_is_accessible_and_fits(desk: Site, chromium: Browser, width: int, scheme: Any) -> None:
    context = browser_of(chromium, desk, viewport={"width": width, "height": 800}, color_scheme=scheme)
    page, found = context.new_page(), {}
    enter(page, "koval")

    def look(name: str) -> None:
        found[name] = violations(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        assert page.evaluate(OUTSIDE) == [], name

    look("empty")
    value(page, CONTAINERS).fill("41")
    expect(value(page, CONTAINERS, "cause")).to_be_visible()
    value(page, DUMPS).fill("33")
    expect(row(page, DUMPS)).to_contain_text("Виправлення")
    is_saved(page)
    look("judged")
    page.get_by_role("button", name="Перевірити", exact=True).click()
    expect(page.get_by_role("heading", name="Перевірте 2 рядки")).to_be_focused()
    look("checked")
    value(page, CONTAINERS).fill("640")
    value(page, DUMPS, "comment").fill("уточнено за актами")
    is_saved(page)
    page.get_by_role("button", name="Перевірити", exact=True).click()
    # a whole page comes: on a busy machine it takes longer than what a script answers
    expect(button(page, "Опублікувати 2 значення")).to_be_visible(timeout=20_000)
    look("review")
    button(page, "Опублікувати 2 значення").click()
    expect(page.get_by_role("heading", name="Опубліковано 2 значення")).to_be_focused()
    look("receipt")
    page.goto("/upload/mine")
    look("mine")
    context.close()
    assert {name: rules for name, rules in found.items() if rules} == {}


def test_the_rarer_states_are_accessible_too(desk: Site, chromium: Browser) -> None:
    """A doubt, a restriction, what became of an action, a colleague's words, a session that ends and one that has."""
    context, other = (browser_of(chromium, desk, viewport={"width": 390, "height": 800}) for _ in range(2))
    page, colleague = context.new_page(), other.new_page()
    page.clock.install()
    enter(page, "koval")
    found = {}

    def look(name: str) -> None:
        found[name] = violations(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, name

    value(page, CONTAINERS).fill("5400")
    expect(row(page, CONTAINERS)).to_contain_text("разів більше")
    look("doubt")
    until = value(page, "6.2.3@2026-Q2", "restricted_until")
    expect(until).to_be_hidden()
    value(page, "6.2.3@2026-Q2", "gap").select_option("restricted")
    expect(until).to_be_visible()
    expect(row(page, "6.2.3@2026-Q2")).to_contain_text("Допишіть, до якої дати значення обмежено")
    look("restricted")
    value(page, "6.2.3@2026-Q2", "gap").select_option("")
    expect(until).to_be_hidden()
    is_saved(page)
    enter(colleague, "bondar")
    value(colleague, WARMTH).fill("17,9")
    is_saved(colleague)
    value(page, WARMTH).fill("17,5")
    expect(row(page, WARMTH)).to_contain_text("І. Бондаренко")
    look("colleague")
    row(page, WARMTH).get_by_role("button", name="Узяти колеги").click()
    expect(value(page, WARMTH)).to_have_value("17,9")
    for name, text in FAR.items():
        value(page, CONTAINERS, name).fill(text)
    is_saved(page)
    page.get_by_role("button", name="Перевірити", exact=True).click()
    button(page, "Опублікувати").click()
    expect(page.get_by_role("heading", name=re.compile("Опубліковано"))).to_be_focused()
    page.goto("/upload")
    outcome = value(page, CONTAINERS, "outcome")
    expect(value(page, CONTAINERS, "outcome_reason")).to_be_hidden()
    outcome.select_option("moved")
    expect(value(page, CONTAINERS, "outcome_reason")).to_be_visible()
    expect(row(page, CONTAINERS)).to_contain_text("Допишіть, чому захід перенесено")
    look("outcome")
    page.clock.fast_forward("28:00")
    expect(page.get_by_role("alert").filter(has_text="За дві хвилини сеанс завершиться")).to_be_visible()
    look("warning")
    context.clear_cookies()
    page.get_by_role("button", name="Перевірити", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Набране збережено на цій сторінці")).to_be_visible()
    look("late")
    context.close()
    other.close()
    assert {name: rules for name, rules in found.items() if rules} == {}
