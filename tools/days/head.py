"""The day of a department head: from the letter to the receipt."""

import re

from playwright.sync_api import Locator, Page

from tests.services.reminders.mailserver import MailServer
from tests.waiting import until
from tools.days.film import EDITOR, HEAD, Film, enter, letter

#: what is no number, and a value far behind any plan
WORDS, BEHIND = "сорок", "1"


def day(page: Page, film: Film, mail: MailServer) -> None:
    """What is due is typed, judged, looked at, published; a file fills the form; the department's submissions."""
    film.chapter("The head of a department")
    enter(page, EDITOR, f"/admin/chase?department={HEAD.departments[0]}")
    with page.expect_navigation(url="**said=letter_sent**"):
        page.locator("button[value=send]").click()
    until(lambda: len(mail.taken) > 0, within=20)
    film.text("The letter says what is awaited and leads to the form.", letter(mail.taken[-1][1]))
    page.context.clear_cookies()
    page.goto("/upload")
    film.take(page, "head-1-signing-in", "The link asks who comes.")
    enter(page, HEAD, "/upload")
    film.take(page, "head-2-form", "One page holds all values that are due, over all own goals, overdue first.")
    due = [page.locator(f'[data-row="{key}"]') for key in _due(page)]
    _value(due[0]).fill(WORDS)
    _value(due[-1]).fill(BEHIND)
    due[-1].locator("[id^='cause:']").wait_for()
    _saved(page)
    film.take(page, "head-3-typed", "Each row says at once what it means: what is no number, what lies far behind.")
    for row in due:
        _value(row).fill(_planned(row))
    _saved(page)
    page.get_by_role("button", name="Перевірити", exact=True).click()
    page.wait_for_url("**/upload/draft**")
    film.take(page, "head-4-review", "What will change, fact by fact, before anything is published.")
    before = len(mail.taken)
    page.get_by_role("button", name=re.compile("^Опублікувати")).last.click()
    page.wait_for_url("**/upload/receipt**")
    film.take(page, "head-5-receipt", "The receipt: number, time, what happens next, how to take it back.")
    until(lambda: len(mail.taken) > before, within=20)
    film.text("The receipt comes by mail as well.", letter(mail.taken[-1][1]))
    page.goto("/upload/mine")
    film.take(page, "head-6-mine", "«Мої подання»: everything that the department has sent, with its state.")


def _due(page: Page) -> list[str]:
    """The keys of the rows that are awaited."""
    keys: list[str] = page.locator("[data-row]:not([data-submitted])").evaluate_all(
        "rows => rows.map((row) => row.dataset.row)"
    )
    return keys


def _value(row: Locator) -> Locator:
    return row.locator("[id^='value:']")


def _planned(row: Locator) -> str:
    """The plan beside the field, or the last value where the plan says nothing, as it would be typed."""
    for place in (".p-report-planned", ".p-report-last"):
        found = re.search(r"\d[\d\s\u00a0\u202f]*(,\d+)?", row.locator(f"{place} .p-num, {place}").first.inner_text())
        if found:
            return "".join(found[0].split())
    return "0"


def _saved(page: Page) -> None:
    """Every row is judged and kept."""
    page.locator("[data-saved]", has_text=re.compile(r"\d\d:\d\d")).wait_for()
    page.wait_for_load_state("networkidle")
