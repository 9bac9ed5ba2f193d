"""Pictures of what leaves the site: pages without scripts, sheets of paper, an embed elsewhere, the site as files.
Part of `make screenshots`.
"""

import functools
import http.server
import io
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

import pypdfium2
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.pages import CHROMIUM, OPTIONS
from benchmarks.site import ROOT, site, until
from tools.screenshots import ALL, CHOSEN, small

CODE = "4.1.4"
SHEETS = {
    "overview": "/print/overview",
    "sector": "/print/sector/urban",
    "goal": "/print/goal/6.2",
    "indicator": f"/print/indicator/{CODE}",
    "indicator-grey": f"/print/indicator/{CODE}?grey=1",
}
#: an article of another site, with the chart as its author was given it
ARTICLE = """<!DOCTYPE html><html lang="uk"><meta charset="utf-8"><title>Новини</title>
<body style="font:18px/1.6 Georgia,serif;max-width:44rem;margin:2rem auto;padding:0 1rem;background:#fffdf7">
<h1>Новини міста</h1><p>Місто оприлюднило дані за третій квартал. Ось як змінювався один із показників стратегії.</p>
{chart}
<p>Оновлені дані з’являться за три місяці.</p></body></html>"""


def sheets(page: Page) -> Iterator[tuple[str, bytes]]:
    """The first sheets of paper, as a printer gets them."""
    for name, address in SHEETS.items():
        page.goto(address)
        pdf = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
        for number in range(min(2, len(pdf))):
            out = io.BytesIO()
            pdf[number].render(scale=1.4).to_pil().save(out, "PNG")
            yield f"print-{name}-{number + 1}", out.getvalue()


def without_scripts(browser: Browser, base: str) -> Iterator[tuple[str, bytes]]:
    for width, height in ((390, 844), (1366, 768)):
        context = browser.new_context(
            locale="uk-UA", base_url=base, java_script_enabled=False, viewport={"width": width, "height": height}
        )
        page = context.new_page()
        for name, address in (("overview", "/"), ("indicator", f"/indicator?id={CODE}")):
            page.goto(address)
            yield f"scripts-off-{name}-{width}", page.screenshot()
        context.close()


def elsewhere(browser: Browser, base: str, folder: Path) -> Iterator[tuple[str, bytes]]:
    """The embed in an article at another address, by the code that the indicator's page gives."""
    page = browser.new_page(viewport={"width": 820, "height": 1000})
    page.goto(f"{base}/indicator?id={CODE}")
    chart = page.locator("code, textarea", has_text="<iframe").first
    (folder / "article.html").write_text(ARTICLE.format(chart=chart.text_content()), encoding="utf-8")
    with served(folder) as port:
        page.goto(f"http://127.0.0.1:{port}/article.html", wait_until="networkidle")
        yield "embed-in-an-article", page.screenshot()


def from_a_disk(browser: Browser, folder: Path, store: Path) -> Iterator[tuple[str, bytes]]:
    """The whole site of a store as files, opened without any server."""
    given = {**os.environ, "POSTUP_STORE": str(store), "DATABASE_URL": ""}
    subprocess.run((sys.executable, "-m", "kpi", "export", "--site", str(folder)), cwd=ROOT, env=given, check=True)
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.goto((folder / "index.html").as_uri())
    yield "from-a-disk", page.screenshot()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """The pictures are told of, not the requests."""


@contextmanager
def served(folder: Path) -> Iterator[int]:
    """A folder at a port of its own."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def main() -> int:
    for place in (ALL, CHOSEN):
        place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, site(Path(name) / "postup.sqlite") as (port, _, _):
        until(port, b'"ready"')
        base, folder = f"http://localhost:{port}", Path(name)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
            taken = chain(
                sheets(browser.new_page(locale="uk-UA", base_url=base)),
                without_scripts(browser, base),
                elsewhere(browser, base, folder),
                from_a_disk(browser, folder / "site", folder / "postup.sqlite"),
            )
            for title, png in taken:
                (ALL / f"{title}.png").write_bytes(png)
                (CHOSEN / f"{title}.png").write_bytes(small(png))
                print(f"{title}.png", flush=True)
            browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
