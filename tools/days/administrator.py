"""The day of an administrator: a person invited, a department renamed, what the public sees before and after."""

import re

from playwright.sync_api import Page

from tools.days.film import CHIEF, Film, enter

DEPARTMENT, GOAL = "dep-zhkg", "6.2"
NEW_NAME = "Департамент інженерної інфраструктури"
#: a release that stands before the rename
BEFORE = "2026-08-14"


def day(page: Page, film: Film) -> None:
    """Accounts, departments, the public page of today and of the past."""
    film.chapter("The administrator")
    _invite(page, film)
    page.goto(f"/goal?id={GOAL}")
    film.take(page, "administrator-2-public-before", "The public page of a goal before its department is renamed.")
    _rename(page, film)
    page.goto(f"/goal?id={GOAL}")
    film.take(page, "administrator-5-public-after", "The public page after: the new name, the same goal.")
    page.goto(f"/goal?id={GOAL}&v={BEFORE}")
    film.take(page, "administrator-6-public-past", "A past release keeps the name of its day.")
    page.goto("/admin")
    film.take(page, "administrator-7-desk", "The desk after the rename: what was awaited is awaited still.")


def _invite(page: Page, film: Film) -> None:
    enter(page, CHIEF, "/admin/accounts")
    new = page.locator("form").filter(has=page.get_by_role("button", name="Додати"))
    new.locator("[name=login]").fill("nova")
    new.locator("[name=name]").fill("Ніна Нова")
    new.locator("select[name=role]").select_option("editor")
    new.get_by_role("button", name="Додати").click()
    page.get_by_role("heading", name="Посилання для nova").wait_for()
    film.take(page, "administrator-1-invited", "A person is invited by a link and chooses the password.")


def _rename(page: Page, film: Film) -> None:
    page.goto("/admin/plan")
    form = page.locator("form", has=page.locator(f'input[name=code][value="{DEPARTMENT}"]')).first
    page.locator("details", has=form).last.locator("summary").click()
    form.locator("[name=name]").fill(NEW_NAME)
    form.locator("button[value=department]").click()
    page.wait_for_url("**/upload/draft**")
    film.take(page, "administrator-3-rename", "What the rename takes along, before it is published.")
    for field in page.locator("textarea").all():
        field.fill("Рішення № 12 від 20.11.2026 (ілюстр.)")
    page.locator("input[name=confirmed]").check()
    page.get_by_role("button", name=re.compile("^Опублікувати")).last.click()
    page.wait_for_url("**/upload/receipt**")
    film.take(page, "administrator-4-receipt", "Its receipt.")
