"""Make the pictures of docs/screenshots again, from a server of its own on the shipped edition: `make screenshots`.

All pages × widths × themes go to var/screenshots; the selection that documents the project goes to docs/screenshots,
with few colours, so that it stays small.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.site import site, until

ROOT = Path(__file__).resolve().parent.parent
ALL, CHOSEN = ROOT / "var/screenshots", ROOT / "docs/screenshots"
PAGES = {
    "overview": "/",
    "sector": "/sector?id=urban",
    "goal": "/goal?id=6.2",
    "indicator": "/indicator?id=4.1.4",
    "indicators": "/indicators",
    "changes": "/changes",
    "data": "/data",
    "method": "/method",
}
#: width -> the height of the window, and the most of the page that is pictured
SIZES = {390: (844, 3200), 1366: (768, 2600), 1920: (1080, 1080)}
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
COLOURS = 160
_STANDS = "() => document.querySelector('[data-address] h1') && document.fonts.status === 'loaded'"


def chosen(page: str, width: int, theme: str) -> bool:
    """Whether a picture is kept in the repository."""
    if theme == "light":
        return width in {390, 1366} or page in {"overview", "indicator"}
    return (width == 1366 and page in {"overview", "sector", "indicator"}) or (page, width) == ("overview", 390)


def picture(page: Page, address: str, most: int) -> bytes:
    """A picture of the page from its top, with its interactive charts drawn."""
    page.goto(address)
    page.mouse.move(9, 9)
    page.wait_for_function(_STANDS)
    page.evaluate("scrollTo(0, 0)")
    page.mouse.move(0, 0)
    height = min(most, page.evaluate("document.documentElement.scrollHeight"))
    width = page.viewport_size["width"] if page.viewport_size else 0
    return page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height})


def small(png: bytes) -> bytes:
    """The same picture with a palette: text and flat colours lose nothing that is seen."""
    out = BytesIO()
    image = Image.open(BytesIO(png)).convert("RGB")
    image.quantize(COLOURS, kmeans=2, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def pictures(browser: Browser, base: str, pages: list[str]) -> Iterator[tuple[str, int, str, bytes]]:
    for (width, (window, most)), theme in product(SIZES.items(), THEMES):
        context = browser.new_context(
            locale="uk-UA",
            base_url=base,
            color_scheme=theme,
            viewport={"width": width, "height": window},
            reduced_motion="reduce",
        )
        page = context.new_page()
        for name in pages:
            yield name, width, theme, picture(page, PAGES[name], most)
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
                file = f"{name}-{width}-{theme}.png"
                (ALL / file).write_bytes(png)
                if chosen(name, width, theme):
                    (CHOSEN / file).write_bytes(small(png))
                print(file, flush=True)
            browser.close()
    kept = sum(file.stat().st_size for file in CHOSEN.glob("*.png"))
    print(f"docs/screenshots: {kept / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
