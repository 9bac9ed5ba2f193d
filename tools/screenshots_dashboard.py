"""Make the pictures of the dashboard in docs/screenshots again: `python -m tools.screenshots_dashboard [PAGE…]`.

The dashboard as the site serves it, in the site's letters, on the shipped edition; all pages × widths × themes go to
var/screenshots, the ones that document the project to docs/screenshots, with few colours, so that they stay small.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.site import site, until
from tools.screenshots import ALL, CHOSEN, small

PAGES = {
    "overview": "/dashboard/",
    "sector": "/dashboard/sector?id=urban&goal=6.2",
    "indicator": "/dashboard/indicator?id=4.1.4",
    "compare": "/dashboard/compare?id=1.3.2&id=4.1.4&id=9.1.4&id=6.2",
    "table": "/dashboard/table",
    "workbook": "/dashboard/workbook",
    "session": "/dashboard/session?slide=3",
}
#: width -> the height of the window, and the most of the page that is pictured
SIZES = {390: (844, 2600), 1366: (768, 2200), 1920: (1080, 1080)}
_THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
_RESTS = "() => document.querySelector('.stApp')?.dataset.testScriptState === 'notRunning'"
_DRAWN = "() => !document.querySelector('[data-testid=stSkeleton]') && document.fonts.status === 'loaded'"
#: the page scrolls in a box of its own: the window is made as tall as what is in it
_HEIGHT = "() => document.querySelector('[data-testid=stMain]').scrollHeight"


def chosen(page: str, width: int, theme: str) -> bool:
    """Whether a picture is kept in the repository."""
    if theme == "light":
        return width in {390, 1366} or (page, width) == ("session", 1920)
    return width == 1366 and page in {"overview", "sector", "indicator"}


def picture(page: Page, address: str, size: tuple[int, int], width: int) -> bytes:
    """A picture of the page from its top, its charts drawn."""
    page.set_viewport_size({"width": width, "height": size[0]})
    page.goto(address)
    page.locator("[data-testid=stMain] h1").wait_for(timeout=60_000)
    page.wait_for_function(_RESTS)
    page.set_viewport_size({"width": width, "height": max(size[0], min(size[1], page.evaluate(_HEIGHT)))})
    for chart in page.locator("[data-testid=stPlotlyChart]").all():
        chart.locator(".main-svg").first.wait_for(timeout=30_000)
    page.wait_for_function(_DRAWN)
    return page.screenshot()


def pictures(browser: Browser, base: str, pages: list[str]) -> Iterator[tuple[str, int, str, bytes]]:
    for (width, size), theme in product(SIZES.items(), _THEMES):
        context = browser.new_context(base_url=base, color_scheme=theme, locale="uk-UA", reduced_motion="reduce")
        page = context.new_page()
        for name in pages:
            yield name, width, theme, picture(page, PAGES[name], size, width)
        context.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="*", choices=[*PAGES, []], help="all without names")
    pages = parser.parse_args().pages or list(PAGES)
    for folder in (ALL, CHOSEN):
        folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, site(Path(scratch) / "postup.sqlite") as (port, _, _):
        until(port, b'"ready"')
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"),
                args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
            )
            for name, width, theme, png in pictures(browser, f"http://localhost:{port}", pages):
                file = f"dashboard-{name}-{width}-{theme}.png"
                (ALL / file).write_bytes(png)
                if chosen(name, width, theme):
                    (CHOSEN / file).write_bytes(small(png))
                print(file, flush=True)
            browser.close()
    kept = sum(file.stat().st_size for file in CHOSEN.glob("dashboard-*.png"))
    print(f"docs/screenshots/dashboard-*: {kept / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
