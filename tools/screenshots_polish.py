"""Pictures of a site in Polish, of the made-up community that the tests read. Part of `make screenshots`."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from playwright.sync_api import Browser, sync_playwright

from benchmarks.pages import CHROMIUM, OPTIONS
from benchmarks.site import server_of, until
from tests.polish import publish_all
from tools.screenshots import ALL, CHOSEN, small

PAGES = {
    "overview": "/",
    "indicator": "/indicator?id=1.1.1",
    "goal": "/goal?id=1.1",
    "sector": f"/sector?id={quote('społeczny')}",
    "method": "/method",
    "data": "/data",
    "changes": "/changes",
    "indicators": "/indicators",
}
SIZES: dict[int, int] = {390: 844, 1366: 900}
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
#: what is kept in the repository
KEPT = {f"polish-{name}-{width}-light" for name in ("overview", "indicator", "goal") for width in SIZES}


def pictures(browser: Browser, base: str) -> Iterator[tuple[str, bytes]]:
    for width, height in SIZES.items():
        for theme in THEMES:
            context = browser.new_context(
                locale="pl-PL",
                base_url=base,
                color_scheme=theme,
                viewport={"width": width, "height": height},
                reduced_motion="reduce",
            )
            page = context.new_page()
            for name, address in PAGES.items():
                page.goto(address)
                page.wait_for_function("() => document.fonts.status === 'loaded'")
                yield f"polish-{name}-{width}-{theme}", page.screenshot(full_page=True)
            context.close()


def main() -> int:
    for place in (ALL, CHOSEN):
        place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        store = Path(name) / "postup.sqlite"
        publish_all(str(store))
        with server_of(store) as (port, _, _):
            until(port, b'"ready"')
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
                for title, png in pictures(browser, f"http://localhost:{port}"):
                    (ALL / f"{title}.png").write_bytes(png)
                    if title in KEPT:
                        (CHOSEN / f"{title}.png").write_bytes(small(png))
                    print(f"{title}.png", flush=True)
                browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
