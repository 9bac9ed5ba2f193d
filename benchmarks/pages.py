"""What a reader waits for: documents in Chromium, throttled as a phone on a bad connection, and documents a second.

Throttled: 1.6 Mbit/s, 150 ms, processor × 4; a visit with an empty cache each time. Needs the packages of
requirements-dev.txt (playwright) and Debian's Chromium.
On a machine that others use too: `chrt -r 1 python -m benchmarks pages` (docs/decisions/0091).
"""

import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page, Playwright, sync_playwright

from benchmarks.first_bytes import first_bytes
from benchmarks.load import throughput
from benchmarks.site import site, until
from benchmarks.timing import Timing

CHROMIUM = "/usr/bin/chromium"
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
VISITS = 5
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
OVERVIEW, INDICATOR = "/", "/indicator?id=1.1.1"
PAGES = (OVERVIEW, "/sector?id=economy", "/goal?id=1.1", INDICATOR, "/indicators", "/changes", "/data", "/method")
#: marks the headline when it is parsed and takes the moment when it is painted; then that of the whole page, when the
#: frame that shows it is done
_WATCH = """window.whole = new Promise((resolve) => addEventListener("DOMContentLoaded",
  () => requestAnimationFrame(() => setTimeout(() => resolve(performance.now())))))
new MutationObserver((_, watch) => {
  const heading = document.querySelector("main h1")
  if (heading) { heading.setAttribute("elementtiming", "headline"); watch.disconnect() }
}).observe(document, {childList: true, subtree: true})
window.headline = new Promise((resolve) => new PerformanceObserver((list) => resolve(list.getEntries()[0].renderTime))
  .observe({type: "element", buffered: true}))"""
#: ms after the start of the navigation: headline painted; all text painted, the page parsed, its own fonts there
_MOMENTS = """async () => {
  const headline = await window.headline
  const whole = await window.whole
  await document.fonts.ready
  const parsed = performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd
  const fonts = performance.getEntriesByType("resource").filter((entry) => entry.name.endsWith(".woff2"))
  return {headline, readable: Math.max(headline, whole, parsed, ...fonts.map((entry) => entry.responseEnd))}
}"""
_WIRE = """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
  .map((entry) => ({name: entry.name, bytes: entry.transferSize, end: entry.responseEnd}))"""
_SHIFT = """window.shift = 0
new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shift += entry.value })
  .observe({type: "layout-shift", buffered: true})"""


def timings() -> list[Timing]:
    """The table of what readers wait for, then the documents a second."""
    with tempfile.TemporaryDirectory() as folder, site(Path(folder) / "postup.sqlite") as (port, process, _):
        until(port, b'"ready"')
        home = f"http://localhost:{port}"
        with sync_playwright() as driver:
            browser = launched(driver)
            found = [
                *_cold(browser, home),
                *_warm(browser, home),
                *_used(browser, home),
                _without_scripts(browser, home),
            ]
            browser.close()
        return [*found, *first_bytes(home, PAGES), *throughput(port, process)]


def sign_in(page: Page, login: str, password: str, address: str) -> None:
    """Sign in on the page that an address of the desk leads to, and stand at the address."""
    page.goto(address)
    page.locator("input[name=login]").fill(login)
    page.locator("input[name=password]").fill(password)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/login" not in url)


def launched(driver: Playwright) -> Browser:
    """Debian's Chromium, without a window."""
    return driver.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)


def _cold(browser: Browser, home: str) -> list[Timing]:
    """Overview and indicator, throttled, nothing cached."""
    found = []
    for name, path in (("overview", OVERVIEW), ("indicator", INDICATOR)):
        visits = [visit(browser, home + path) for _ in range(VISITS)]
        for key, limit in (("headline", "≤ 800"), ("readable", "≤ 850")):
            value = statistics.median(visit[key] for visit in visits)
            found.append(Timing(name=f"{name}: {key}, cold", value=value, note="throttled", limit=limit))
        waited, document = visits[0]["waited"] / 1000, visits[0]["document"] / 1000
        found.append(
            Timing(name=f"{name}: bytes waited for", value=waited, note="fonts and all", limit="≤ 120", unit="kB")
        )
        found.append(Timing(name=f"{name}: HTML on the wire", value=document, limit="≤ 50", unit="kB"))
    return found


def visit(browser: Browser, address: str) -> dict[str, float]:
    """A throttled visit with an empty cache: ms to the headline, until readable; bytes waited for, of the document."""
    context = browser.new_context(locale="uk-UA", viewport={"width": 390, "height": 844}, bypass_csp=True)
    context.add_init_script(_WATCH)
    page = context.new_page()
    _throttle(context.new_cdp_session(page))
    page.goto(address, wait_until="domcontentloaded")
    moments: dict[str, float] = page.evaluate(_MOMENTS)
    wire = [entry for entry in page.evaluate(_WIRE) if entry["end"] <= moments["readable"] + 1]
    context.close()
    return {**moments, "waited": sum(entry["bytes"] for entry in wire), "document": wire[0]["bytes"]}


def _throttle(session: CDPSession) -> None:
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})


def _warm(browser: Browser, home: str) -> list[Timing]:
    context = browser.new_context(locale="uk-UA", bypass_csp=True)
    context.add_init_script(_WATCH)
    page = context.new_page()
    page.goto(home)
    found = []
    for _ in range(VISITS):
        page.goto(home, wait_until="domcontentloaded")
        found.append(page.evaluate(_MOMENTS)["readable"])
    context.close()
    return [
        Timing(name="overview: readable, warm", value=statistics.median(found), note="not throttled", limit="≤ 250")
    ]


def _used(browser: Browser, home: str) -> list[Timing]:
    """A page in use: what a hand on it loads, how far it moves, a click to the next page, which is fetched ahead."""
    context = browser.new_context(locale="uk-UA", viewport={"width": 1366, "height": 768}, bypass_csp=True)
    context.add_init_script(_SHIFT)
    context.add_init_script(_WATCH)
    page = context.new_page()
    loaded = {}
    for path in (OVERVIEW, INDICATOR):
        page.goto(home + path, wait_until="networkidle")
        before = _sum_of_bytes(page)
        page.mouse.move(9, 9)
        page.mouse.wheel(0, 400)
        page.wait_for_load_state("networkidle")
        loaded[path] = (_sum_of_bytes(page) - before) / 1000
    shift = page.evaluate("shift")
    clicks = [_click(page, home) for _ in range(VISITS)]
    context.close()
    return [
        Timing(name="overview: bytes after a mouse move", value=loaded[OVERVIEW], limit="= 0", unit="kB"),
        Timing(name="indicator: bytes after a mouse move", value=loaded[INDICATOR], limit="= 0", unit="kB"),
        Timing(name="layout shift of an indicator's page × 1000", value=1000 * shift, limit="≤ 100", unit=""),
        Timing(
            name="click overview → indicator, readable",
            value=statistics.median(clicks),
            note="not throttled",
            limit="≤ 120",
        ),
    ]


def _sum_of_bytes(page: Page) -> float:
    return float(sum(entry["bytes"] for entry in page.evaluate(_WIRE)))


def _click(page: Page, home: str) -> float:
    """ms from a click on an indicator, on whose link the hand has rested, to its page being readable."""
    page.goto(home, wait_until="networkidle")
    link = page.locator('main a[href^="/indicator?"]').first
    link.hover()
    page.wait_for_timeout(400)  # the browser fetches ahead what a hand rests on for 0.2 s
    page.evaluate("""addEventListener("click", () => {
      sessionStorage.setItem("began", performance.timeOrigin + performance.now())
    }, {capture: true})""")
    link.click()
    page.wait_for_url("**/indicator?*", wait_until="domcontentloaded")
    moments = page.evaluate(_MOMENTS)
    began = page.evaluate("performance.timeOrigin - Number(sessionStorage.getItem('began'))")
    return float(moments["readable"] + began)


def _without_scripts(browser: Browser, home: str) -> Timing:
    """How many of the public pages show headline and content with scripts off."""
    context = browser.new_context(locale="uk-UA", java_script_enabled=False)
    page = context.new_page()
    shown = 0
    for path in PAGES:
        answer = page.goto(home + path)
        shown += answer is not None and answer.ok and page.locator("main h1").is_visible()
    context.close()
    return Timing(name="public pages without scripts", value=shown, limit=f"= {len(PAGES)}", unit="")
