"""Walk the three days at two widths, each on a site of its own, and write docs/days.md: part of `make screenshots`."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.pages import launched
from benchmarks.site import site, until
from kpi import clock
from kpi.services import sign_in
from kpi.store import open_store
from tests.publishing import give_addresses
from tests.services.reminders.mailserver import MailServer
from tools.days import administrator, editor, head, terminal
from tools.days.film import CHIEF, PASSWORD, PEOPLE, SIZES, Film, kept, pages
from tools.screenshots import ROOT


def main() -> int:
    kept()
    films = [_filmed(width) for width in SIZES]
    (ROOT / "docs/days.md").write_text(pages(films), encoding="utf-8")
    return 0


def _filmed(width: int) -> Film:
    film = Film(width)
    with tempfile.TemporaryDirectory() as name, MailServer() as mail:
        folder, store = Path(name), Path(name) / "postup.sqlite"
        settings = {
            "POSTUP_ADDRESS": "https://strategy.example.org",
            "POSTUP_SMTP_URL": f"smtp://localhost:{mail.port}?tls=none",
            "POSTUP_SMTP_FROM": "Поступ <postup@example.org>",
        }
        with site(store, settings | {"POSTUP_ADDRESS": "http://localhost:{port}"}) as (port, _, _):
            until(port, b'"ready"')
            _prepare(store)
            _walk(f"http://localhost:{port}", film, mail)
        terminal.night(folder, film, settings)
    return film


def _prepare(store: Path) -> None:
    """People who may sign in; the departments' own addresses."""
    opened = open_store(str(store))
    for account in PEOPLE:
        sign_in.create(opened, account, PASSWORD, by="pictures", now=clock.now())
    give_addresses(opened, CHIEF, clock.today())


def _walk(address: str, film: Film, mail: MailServer) -> None:
    with sync_playwright() as driver:
        browser = launched(driver)
        context = browser.new_context(
            base_url=address,
            viewport={"width": film.width, "height": SIZES[film.width][0]},
            locale="uk-UA",
            reduced_motion="reduce",
        )
        # a letter waits for the mail server, a busy machine for everything
        context.set_default_timeout(120_000)
        page = context.new_page()
        head.day(page, film, mail)
        editor.day(page, film, mail)
        administrator.day(page, film)
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
