"""Pictures of the two shipped editions side by side, each under its address. Part of `make screenshots`."""

import sys
import tempfile
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.pages import CHROMIUM, OPTIONS
from benchmarks.site import site, until
from tools.screenshots import ALL, CHOSEN, small

#: what is pictured: the front pages, an indicator that is kept under another code, the same code with another meaning
PAIRS = {
    "overview": ("/2022-2026/", "/2027/"),
    "kept": ("/2022-2026/indicator?id=7.1.2", "/2027/indicator?id=1.1.1"),
    "code": ("/2022-2026/goal?id=1.1", "/2027/goal?id=1.1"),
}
SIZES: dict[int, int] = {390: 900, 760: 900}
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
_FRAME = """<!DOCTYPE html><meta charset="utf-8">
<body style="margin:0;display:flex;gap:12px;padding:12px;background:{ground}">{windows}</body>"""
_WINDOW = """<figure style="margin:0">
<figcaption style="font:15px/2 monospace;padding:0 10px;color:{ink};background:{bar}">{address}</figcaption>
<img width="{width}" alt="" src="data:image/png;base64,{picture}"></figure>"""
_COLOURS = {"light": ("#cfd4da", "#111", "#fff"), "dark": ("#3a4149", "#eee", "#1c2329")}


def pictures(browser: Browser, base: str) -> Iterator[tuple[str, bytes]]:
    for width, height in SIZES.items():
        for theme in THEMES:
            context = browser.new_context(
                locale="uk-UA",
                base_url=base,
                color_scheme=theme,
                viewport={"width": width, "height": height},
                reduced_motion="reduce",
            )
            page, around = context.new_page(), browser.new_page()
            for name, addresses in PAIRS.items():
                taken = [(address, _taken(page, address)) for address in addresses]
                yield f"editions-{name}-{width}-{theme}", _beside(around, taken, width, height, theme)
            around.close()
            context.close()


def _taken(page: Page, address: str) -> bytes:
    page.goto(address)
    page.wait_for_function("() => document.fonts.status === 'loaded'")
    return page.screenshot()


def _beside(page: Page, taken: list[tuple[str, bytes]], width: int, height: int, theme: str) -> bytes:
    """The pictures in a row, each below its address."""
    ground, ink, bar = _COLOURS[theme]
    windows = "".join(
        _WINDOW.format(ink=ink, bar=bar, width=width, address=address, picture=b64encode(png).decode())
        for address, png in taken
    )
    page.set_viewport_size({"width": len(taken) * (width + 12) + 12, "height": height + 54})
    page.set_content(_FRAME.format(ground=ground, windows=windows))
    page.wait_for_function("() => [...document.images].every((one) => one.complete)")
    return page.screenshot()


def chosen(name: str) -> bool:
    """Whether a picture is kept in the repository."""
    return name in {"editions-overview-760-light", "editions-kept-760-light", "editions-overview-390-dark"}


def main() -> int:
    for place in (ALL, CHOSEN):
        place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, site(Path(name) / "postup.sqlite") as (port, _, _):
        until(port, b'"ready"')
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
            for title, png in pictures(browser, f"http://localhost:{port}"):
                (ALL / f"{title}.png").write_bytes(png)
                if chosen(title):
                    (CHOSEN / f"{title}.png").write_bytes(small(png))
                print(f"{title}.png", flush=True)
            browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
