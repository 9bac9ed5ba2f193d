"""Pictures of the way of a head and of looking after, from a server of its own: part of `make screenshots`.

A head of the shipped edition signs in, sends a file with an error, mends it, looks, publishes; an editor and an
administrator look after. Each step is pictured at two widths into docs/screenshots.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Browser, FilePayload, Page, sync_playwright

from benchmarks.site import site, until
from kpi.model import Account, Role
from kpi.services import sign_in
from kpi.store import open_store
from tools.screenshots import ALL, CHOSEN, small

SIZES = {1366: (768, 2200), 390: (844, 2600)}
PASSWORD = "screenshots of a long way"  # noqa: S105
GOAL, CODE = "6.2", "6.2.3"
PEOPLE = (
    Account(id=0, login="koval", name="О. Коваль", role=Role.HEAD, departments=("dep-zhkg",)),
    Account(id=0, login="editor", name="Р. Дактор", role=Role.EDITOR),
    Account(id=0, login="chief", name="А. Міністр", role=Role.ADMINISTRATOR),
)
#: what an administrator looks at
LOOKED_AFTER = {
    "desk-journal": "/admin",
    "desk-releases": "/admin/releases?old=2026-05-14&new=2026-08-14",
    "desk-access": f"/admin/visibility?code={CODE}",
    "desk-plan": "/admin/plan",
    "desk-suspensions": "/admin/suspensions",
}


def filled(content: bytes, value: object) -> bytes:
    """The template with a value in each row of the indicator."""
    book = load_workbook(BytesIO(content))
    sheet = book["Спостереження"]
    column = next(cell.column for cell in sheet[1] if cell.value == "Значення")
    for row in range(2, sheet.max_row + 1):
        if str(sheet.cell(row, 1).value) == CODE:
            sheet.cell(row, int(column or 0)).value = value  # type: ignore[assignment]
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def picture(page: Page, most: int) -> bytes:
    """The page from its top, as much of it as is shown in the documentation."""
    page.wait_for_function("() => document.fonts.status === 'loaded'")
    page.mouse.move(0, 0)
    height = min(most, page.evaluate("document.documentElement.scrollHeight"))
    width = page.viewport_size["width"] if page.viewport_size else 0
    return page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height})


def enter(page: Page, login: str) -> None:
    page.goto("/login?next=/upload")
    page.get_by_label("Логін").fill(login)
    page.get_by_label("Пароль").fill(PASSWORD)
    page.get_by_role("button", name="Увійти").click()
    page.wait_for_url(lambda url: "/login" not in url)


def send(page: Page, content: bytes, shown: str) -> None:
    file = FilePayload(name=f"{GOAL}.xlsx", mimeType="application/octet-stream", buffer=content)
    page.goto("/upload")
    page.locator("input[name=file]").set_input_files([file])
    page.wait_for_url(shown)


def way(page: Page, most: int) -> Iterator[tuple[str, bytes]]:
    """The steps of the head, then what is looked after."""
    enter(page, "koval")
    yield "desk-due", picture(page, most)
    page.locator('[id="value:6.2.3@2026-Q3"]').fill("41")
    page.locator('[id="value:6.2.5@2026-Q3"]').fill("33")
    page.locator(".p-changed", has_text="Виправлення").wait_for()
    yield "desk-typed", picture(page, most)
    for key in ("6.2.3@2026-Q3", "6.2.5@2026-Q3"):
        page.locator(f'[id="value:{key}"]').fill("640" if key.startswith("6.2.3") else "31")
    page.get_by_role("button", name="Перевірити", exact=True).click()
    page.wait_for_url("**/upload/draft**")
    yield "desk-review", picture(page, most)
    page.goto("/upload/mine")
    yield "desk-mine", picture(page, most)
    empty = page.request.get(f"/upload/template?goal={GOAL}").body()
    send(page, filled(empty, "сорок дві"), "**/upload/file")
    yield "desk-errors", picture(page, most)
    send(page, filled(empty, 430), "**/upload/draft**")
    yield "desk-preview", picture(page, most)
    for field in page.locator("textarea").all():
        field.fill("Контейнери пошкоджено обстрілом.")
    page.get_by_label("Дані перевірено, підтверджую публікацію").check()
    page.locator("button[value=publish]").click()
    page.wait_for_url("**/upload/receipt**")
    yield "desk-receipt", picture(page, most)
    page.get_by_label("Причина").fill("введено помилково")
    page.get_by_role("button", name="Скасувати публікацію").click()
    page.wait_for_url("**said=undone**")
    page.context.clear_cookies()
    enter(page, "chief")
    for name, address in LOOKED_AFTER.items():
        page.goto(address)
        yield name, picture(page, most)


def take(browser: Browser, base: str) -> None:
    for width, (window, most) in SIZES.items():
        context = browser.new_context(
            base_url=base, viewport={"width": width, "height": window}, locale="uk-UA", reduced_motion="reduce"
        )
        for name, png in way(context.new_page(), most):
            file = f"{name}-{width}-light.png"
            (ALL / file).write_bytes(png)
            (CHOSEN / file).write_bytes(small(png))
            print(file, flush=True)
        context.close()


def main() -> int:
    for place in (ALL, CHOSEN):
        place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, site(Path(folder) / "postup.sqlite") as (port, _, _):
        until(port, b'"ready"')
        store = open_store(str(Path(folder) / "postup.sqlite"))
        for account in PEOPLE:
            sign_in.create(store, account, PASSWORD, by="pictures", now=datetime.now(UTC))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"),
                args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
            )
            take(browser, f"http://localhost:{port}")
            browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
