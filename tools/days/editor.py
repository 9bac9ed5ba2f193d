"""The day of an editor of the strategy office: chase, extend, approve, hide, take back, read the journal."""

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import FilePayload, Page

from kpi.model.media_types import XLSX
from tests.services.reminders.mailserver import MailServer
from tests.waiting import until
from tests.web.desk.test_second_person import with_unit
from tools.days.film import CHIEF, EDITOR, SECOND, Film, enter, letter

GOAL, CODE, HIDDEN = "6.2", "6.2.2", "6.2.4"


def day(page: Page, film: Film, mail: MailServer) -> None:
    """From who has not reported to the journal of what was done."""
    film.chapter("The editor")
    _ask(page)
    enter(page, EDITOR, "/admin/chase")
    film.take(page, "editor-1-chase", "Who has not reported, what, since when, whom to call, the last letter.")
    _write_and_extend(page, film, mail)
    _decide(page, film)
    _hide(page, film, mail)
    _undo(page, film)
    page.goto("/admin#journal")
    film.take(page, "editor-9-journal", "The journal says who did what to whom.")


def _ask(page: Page) -> None:
    """An administrator's file that changes what an indicator means: it needs a second person."""
    enter(page, CHIEF, "/upload")
    book = with_unit(page.request.get(f"/upload/template?goal={GOAL}").body(), CODE, "шт.")
    page.goto("/upload")
    page.locator("input[name=file]").set_input_files([FilePayload(name=f"{GOAL}.xlsx", mimeType=XLSX, buffer=book)])
    page.wait_for_url("**/upload/draft**")
    for field in page.locator("textarea").all():
        field.fill("Облік ведеться поштучно.")
    page.locator("[name=ground]").fill("№ 5 від 12.03.2026 (ілюстр.)")
    page.locator("input[name=confirmed]").check()
    with page.expect_navigation(url="**said=sent**"):
        page.locator("button[value=publish]").click()


def _write_and_extend(page: Page, film: Film, mail: MailServer) -> None:
    page.locator('a[href*="/admin/chase?department="]').first.click()
    film.take(page, "editor-2-letter", "The words of the letter before it goes.")
    before = len(mail.taken)
    with page.expect_navigation(url="**said=letter_sent**"):
        page.locator("button[value=send]").click()
    until(lambda: len(mail.taken) > before, within=20)
    part = page.locator("form", has=page.locator("button[value=extend]")).first
    part.locator("input[type=checkbox]").first.check()
    part.locator("[name=deadline]").fill((datetime.now(UTC).date() + timedelta(days=20)).isoformat())
    part.locator("[name=reason]").fill("хворіє бухгалтер")
    part.locator("button[value=extend]").click()
    page.get_by_text("Строк подання продовжено").first.wait_for()
    film.take(page, "editor-3-extended", "A term is extended with a reason, which the public page tells.")


def _decide(page: Page, film: Film) -> None:
    page.goto("/admin")
    film.take(page, "editor-4-waiting", "What waits for a second person: the words, the file, the effect.")
    page.locator("input[type=checkbox][name^='draft:']").first.check()
    page.get_by_role("button", name=re.compile("Погодити")).first.click()
    page.wait_for_load_state("networkidle")
    film.take(page, "editor-5-approved", "Approved, many at once where there are many.")


def _hide(page: Page, film: Film, mail: MailServer) -> None:
    page.goto(f"/admin/visibility?code={HIDDEN}")
    page.locator("select[name=visibility]").select_option("internal")
    page.locator("[name=ground]").fill("стаття 6")
    page.locator("[name=why]").fill("адреса укриття")
    page.locator("button[value=look]").click()
    film.take(page, "editor-6-hiding", "What would vanish, before it is hidden at once.")
    before = len(mail.taken)
    with page.expect_navigation(url="**said=hidden**"):
        page.locator("button[value=hide]").click()
    until(lambda: len(mail.taken) > before, within=20)
    film.text("The second person is told.", letter(mail.taken[-1][1]))
    enter(page, SECOND, "/admin")
    page.locator('a[href*="/admin/visibility?number="]').first.click()
    film.take(page, "editor-7-second-person", "Another person confirms it, or opens it again with a reason.")


def _undo(page: Page, film: Film) -> None:
    enter(page, EDITOR, "/admin?action=publish")
    page.locator('a[href*="/upload/receipt?number="]').first.click()
    page.locator("[name=reason]").fill("подано не той файл")
    with page.expect_navigation(url="**said=undone**"):
        page.get_by_role("button", name="Скасувати публікацію").click()
    film.take(page, "editor-8-undone", "A publication taken back: who did it, why, and exactly what goes back.")
