"""The finish of the pages: theme, language, header at every width, what stands above the fold, heights on a phone."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Quiet, path_of
from tests.browser.test_layout import PAGES
from tests.servers import Site

pytestmark = pytest.mark.browser
INDICATOR = "/indicator?id=8.1.2"
#: pages without the site's menu
APART = ["/login", "/nowhere"]
_GROUND = "getComputedStyle(document.querySelector('.postup')).backgroundColor"
WHITE, DARK = "rgb(255, 255, 255)", "rgb(15, 23, 30)"


@contextmanager
def opened(site: Site, chromium: Browser, width: int, height: int = 800, **more: Any) -> Iterator[Page]:
    """A page of a reader with this screen; it must stay quiet."""
    quiet = Quiet(site.address)
    context = chromium.new_context(base_url=site.address, viewport={"width": width, "height": height}, **more)
    page = context.new_page()
    quiet.watch(page)
    yield page
    context.close()
    assert [problem for problem in quiet.problems if "404" not in problem] == []


def choose(page: Page, theme: str) -> None:
    page.locator(".p-theme > summary").click()
    page.locator(f'.p-theme [data-theme-choice="{theme}"]').click()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_theme_is_chosen_and_remembered_without_a_cookie(site: Site, chromium: Browser, scheme: Any) -> None:
    other, ground, own = ("dark", DARK, WHITE) if scheme == "light" else ("light", WHITE, DARK)
    with opened(site, chromium, 1366, color_scheme=scheme) as page:
        page.goto("/")
        assert page.evaluate(_GROUND) == own
        choose(page, other)
        assert page.evaluate(_GROUND) == ground
        expect(page.locator('.p-theme [aria-pressed="true"]')).to_have_attribute("data-theme-choice", other)
        for address in ("/indicators", *APART):
            page.goto(address)
            page.wait_for_selector("h1")
            assert page.evaluate(_GROUND) == ground, address
            assert page.locator(f'[data-theme-choice="{other}"][aria-pressed="true"]').count() > 0, address
        assert page.context.cookies() == [] or all(c["name"] != "postup-theme" for c in page.context.cookies())
        page.goto("/")
        choose(page, "auto")
        assert page.evaluate(_GROUND) == own
        assert page.evaluate("localStorage.getItem('postup-theme')") is None


def test_nothing_is_painted_in_the_wrong_theme(site: Site, chromium: Browser) -> None:
    """The attribute is there before the body is: asked when the parser meets the first element of it."""
    with opened(site, chromium, 1366, color_scheme="light") as page:
        page.add_init_script(
            "localStorage.setItem('postup-theme', 'dark');"
            "new MutationObserver((_, o) => { if (document.body) {"
            " window.early = document.documentElement.dataset.theme; o.disconnect() } })"
            ".observe(document, {childList: true, subtree: true})"
        )
        page.goto("/")
        assert page.evaluate("window.early") == "dark"
        assert page.evaluate(_GROUND) == DARK


def test_a_chart_follows_the_theme(site: Site, chromium: Browser) -> None:
    line = "getComputedStyle(document.querySelector('.p-chart-wide path[stroke]')).stroke"
    with opened(site, chromium, 1366, color_scheme="light") as page:
        page.goto(INDICATOR)
        before = page.evaluate(line)
        choose(page, "dark")
        assert page.evaluate(line) != before


def test_the_theme_is_chosen_by_keyboard(page: Page) -> None:
    page.goto("/")
    page.locator(".p-theme > summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate(_GROUND) == DARK
    page.keyboard.press("Escape")
    expect(page.locator(".p-theme[open]")).to_have_count(0)


def test_without_scripts_the_system_chooses_and_the_switch_is_not_shown(site: Site, chromium: Browser) -> None:
    grounds: tuple[tuple[Literal["light", "dark"], str], ...] = (("light", WHITE), ("dark", DARK))
    for scheme, ground in grounds:
        context = chromium.new_context(
            locale="uk-UA", base_url=site.address, java_script_enabled=False, color_scheme=scheme
        )
        page = context.new_page()
        page.goto("/login")
        assert not page.locator(".p-theme").is_visible()
        assert page.locator(".p-lang a").is_visible()
        shot = page.locator("h1").evaluate(f"() => {_GROUND}")
        context.close()
        assert shot == ground


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/indicators?status=off_track&q=1",
        "/indicator?id=1.1.1",
        "/sector?id=economy",
        "/login?next=/upload",
        "/nowhere",
    ],
)
def test_the_language_switch_keeps_page_and_parameters(page: Page, address: str) -> None:
    with_language = address + ("&" if "?" in address else "?") + "lang=en"
    if address == "/nowhere":
        assert 'href="?lang=en"' in page.request.get(address).text()
        assert 'href="?lang=uk"' in page.request.get(with_language).text()
        return
    page.goto(address)
    page.wait_for_selector(".p-lang a")
    page.locator('.p-lang a[hreflang="en"]').click()
    page.wait_for_function("() => document.documentElement?.lang === 'en'")
    assert set(re.split("[?&]", path_of(page))) == set(re.split("[?&]", with_language))
    page.locator('.p-lang a[hreflang="uk"]').click()
    page.wait_for_function("() => document.documentElement?.lang === 'uk'")
    assert set(re.split("[?&]", path_of(page))) == set(re.split("[?&]", address)) | {"lang=uk"}


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "none"])
def test_a_browser_in_english_keeps_the_language_that_its_reader_chose(
    site: Site, chromium: Browser, scripts: bool
) -> None:
    context = chromium.new_context(base_url=site.address, locale="en-US", java_script_enabled=scripts)
    page = context.new_page()
    page.goto("/indicators")
    assert page.locator("html").get_attribute("lang") == "en", "led there on arrival"
    page.locator('.p-lang a[hreflang="uk"]').click()
    page.wait_for_url("**/indicators?lang=uk")
    page.goto("/")
    kept = "uk" if scripts else "en"
    assert page.locator("html").get_attribute("lang") == kept, "the next arrival"
    page.goto("/?lang=uk")
    page.locator('.p-nav a[href="/indicators"]').first.click()
    page.wait_for_url("**/indicators")
    assert page.locator("html").get_attribute("lang") == "uk", "within the site no browser is asked"
    context.close()


WIDTHS = (
    320,
    360,
    390,
    480,
    640,
    768,
    900,
    1000,
    1001,
    1100,
    1200,
    1201,
    1280,
    1320,
    1321,
    1366,
    1600,
    1799,
    1800,
    1920,
)
#: height in rem, what is wider than its place, what is too small to hit
_HEADER = """() => { const header = document.querySelector('.p-header');
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const small = [...header.querySelectorAll('a, summary, button')]
    .filter(e => e.checkVisibility() && (e.offsetHeight < 24 || e.offsetWidth < 24));
  return {high: header.getBoundingClientRect().height / rem, over: header.scrollWidth - header.clientWidth,
    small: small.map(e => e.textContent)} }"""
#: with the two entries of the menu that other rooms bring
_CROWDED = """() => { const list = document.querySelector('.p-nav > ul');
  for (const words of ['Зміни', 'Дані'].slice(0, Math.max(0, 7 - list.children.length))) {
    const item = document.createElement('li'); item.innerHTML = `<a href="/x">${words}</a>`; list.append(item) } }"""


#: as for somebody who is signed in and has a long name
_SIGNED = """() => { for (const link of document.querySelectorAll('a[data-session]'))
  link.outerHTML = '<span data-session><a href="/account">Олександра Василівна Коваленко-Шевченко</a>'
    + '<a href="/logout">Вийти</a></span>' }"""


@pytest.mark.parametrize("signed", [False, True])
def test_the_header_fits_every_width(site: Site, chromium: Browser, signed: bool) -> None:
    with opened(site, chromium, 1366) as page:
        for address in ("/", "/?lang=en"):
            page.goto(address)
            page.evaluate(_CROWDED)
            if signed:
                page.evaluate(_SIGNED)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                box = page.evaluate(_HEADER)
                assert box["high"] <= 3.8, (address, width, box)
                assert box["over"] <= 0, (address, width, box)
                assert box["small"] == [], (address, width, box)


@pytest.mark.parametrize("width", [320, 390, 768])
def test_the_menu_opens_within_the_screen(site: Site, chromium: Browser, width: int) -> None:
    with opened(site, chromium, width) as page:
        page.goto("/")
        page.locator(".p-menu > summary").click()
        expect(page.locator('.p-theme-row [data-theme-choice="dark"]')).to_be_visible()
        edges = page.evaluate(
            "[...document.querySelectorAll('.p-menu :is(a, button)')].map(e => [e.getBoundingClientRect().left,"
            " document.documentElement.clientWidth - e.getBoundingClientRect().right, e.offsetHeight])"
        )
        assert len(edges) > 8
        assert all(left >= 0 and right >= 0 and high >= 40 for left, right, high in edges), edges
        page.locator('.p-theme-row [data-theme-choice="dark"]').click()
        assert page.evaluate(_GROUND) == DARK


def test_on_a_laptop_the_greater_part_of_the_chart_stands_above_the_fold(site: Site, chromium: Browser) -> None:
    with opened(site, chromium, 1366, 768) as page:
        for code in ("8.1.2", "1.1.1", "2.1.1", "10.2.2"):
            page.goto(f"/indicator?id={code}")
            box = page.locator(".p-chart-wide").bounding_box()
            assert box is not None
            # what is done about it takes its place beside the figures
            least = 0.35 if page.locator(".p-grid-7-5 .p-chain").count() else 0.5
            assert (768 - box["y"]) / box["height"] > least, (code, box)


def test_the_legend_keeps_to_one_line_on_a_laptop(site: Site, chromium: Browser) -> None:
    for width in (1366, 1920):
        with opened(site, chromium, width) as page:
            for address in ("/", "/?lang=en"):
                page.goto(address)
                tops = page.evaluate("[...document.querySelectorAll('.p-legend > li')].map(e => e.offsetTop)")
                assert len(tops) == 8
                assert len(set(tops)) == 1, (width, address)


def test_the_projector_shows_headline_bar_legend_and_cards(site: Site, chromium: Browser) -> None:
    with opened(site, chromium, 1920, 1080) as page:
        page.goto("/")
        bottoms = page.evaluate(
            "[...document.querySelectorAll('h1, .p-bar, .p-legend, .p-card')]"
            ".map(e => e.getBoundingClientRect().bottom)"
        )
        assert len(bottoms) == 1 + 5 + 1 + 4
        assert max(bottoms) <= 1080


#: px at 390; what the pages had before: 7,497 · 9,422 · 3,826 · 7,210 · 17,621
# with the sums, the choice of a history, the marks of origin, reasons and weights, what is done and decided, the money
# of actions, the statement of quality, what became of it in the next edition, which the pages did not have
HIGHEST = {
    "/": 7750,
    "/sector?id=economy": 8450,
    "/goal?id=8.1": 4150,
    INDICATOR: 5900,
    "/indicators": 5100,
}


def test_pages_are_short_on_a_phone(site: Site, chromium: Browser) -> None:
    found = {}
    with opened(site, chromium, 390, 844, bypass_csp=True) as page:
        for address in HIGHEST:
            page.goto(address)
            # what is laid out only when the reader comes near has its true height then
            page.add_style_tag(content=".postup * { content-visibility: visible !important }")
            found[address] = page.evaluate("document.documentElement.scrollHeight")
    sys.stdout.write("".join(f"{height:6d} px  {address}\n" for address, height in found.items()))
    assert {address: height for address, height in found.items() if height > HIGHEST[address]} == {}


@pytest.mark.parametrize("scripts", [True, False])
def test_what_a_phone_folds_opens_and_a_laptop_shows(site: Site, chromium: Browser, scripts: bool) -> None:
    for width, shown in ((390, False), (1366, True)):
        context = chromium.new_context(
            locale="uk-UA", base_url=site.address, viewport={"width": width, "height": 800}, java_script_enabled=scripts
        )
        page = context.new_page()
        page.goto("/indicators")
        fold = page.locator("#main .p-table + .p-fold")
        row = fold.locator("tbody tr").last
        row.wait_for(state="attached")
        assert row.is_visible() is shown
        assert fold.locator("summary").is_visible() is not shown
        if not shown:
            fold.locator("summary").click()
            assert row.is_visible()
        context.close()


@pytest.mark.parametrize("address", [INDICATOR, "/indicators"])
def test_a_folded_table_continues_the_one_above_on_a_laptop(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("#main .p-table + .p-fold tbody tr").last.scroll_into_view_if_needed()
    edges = page.evaluate(
        "[...document.querySelectorAll('#main .p-table + .p-fold')]"
        ".map(f => [f.previousElementSibling, f.querySelector('table')]"
        ".map(t => [...t.tBodies[0].rows[0].cells].map(c => Math.round(c.getBoundingClientRect().left))))"
    )
    assert len(edges) == 1
    assert edges[0][0] == edges[0][1]
    gap = page.evaluate(
        "(() => { const f = document.querySelector('#main .p-table + .p-fold'), t = f.previousElementSibling;"
        " return f.querySelector('tbody').getBoundingClientRect().top - t.getBoundingClientRect().bottom })()"
    )
    assert abs(gap) < 3


def test_going_back_leaves_no_parameter_of_the_page_before(page: Page) -> None:
    page.goto("/")
    page.locator(".p-attention a.p-name").first.click()
    page.wait_for_function("() => location.pathname === '/indicator'")
    page.go_back()
    page.wait_for_function("() => location.pathname === '/' && location.search === ''")
    page.locator(".p-goal a.p-name").first.click()
    page.wait_for_function("() => location.pathname === '/goal'")
    page.locator('.p-nav a[href="/indicators"]').click()
    page.wait_for_function("() => location.pathname === '/indicators' && location.search === ''")
    page.go_back()
    page.wait_for_function("() => location.pathname === '/goal' && location.search.startsWith('?id=')")
    page.go_back()
    page.wait_for_function("() => location.pathname === '/' && location.search === ''")
    assert path_of(page) == "/"


@pytest.mark.parametrize("address", [*PAGES, *APART])
def test_every_page_has_both_switches(page: Page, address: str) -> None:
    found = page.request.get(address).text()
    assert 'class="p-lang"' in found
    assert found.count('data-theme-choice="dark"') >= 1
    assert 0 < found.index("/assets/theme-") < found.index("<body")


#: the share of what stands in <main> that has not been laid out when the first frame is done, and at the end
_LEFT = """() => {
  const all = [...document.querySelectorAll("main *")]
  return all.filter((one) => !one.checkVisibility({contentVisibilityAuto: true})).length / all.length
}"""
_FIRST_FRAME = f"""window.left = new Promise((resolve) => document.addEventListener("DOMContentLoaded",
  () => requestAnimationFrame(() => setTimeout(() => resolve(({_LEFT})())))))"""
_TOPS = "() => [...document.querySelectorAll('main > *')].map((one) => one.getBoundingClientRect().top + scrollY)"


@pytest.mark.parametrize(("address", "least"), [("/", 0.25), ("/indicator?id=1.1.1", 0.05)])
def test_the_first_frame_lays_out_what_is_in_view_and_the_next_one_the_rest(
    site: Site, chromium: Browser, address: str, least: float
) -> None:
    """What is before the headline on a slow phone is not the layout of what nobody sees yet (decision 0076)."""
    with opened(site, chromium, 390, bypass_csp=True) as page:
        page.add_init_script(_FIRST_FRAME)
        page.goto(address)
        page.wait_for_function("!document.documentElement.hasAttribute('data-first-frame')")
        first, closed = page.evaluate("left"), page.evaluate(_LEFT)  # what is folded stays closed
        assert first - closed >= least
        tops = page.evaluate(_TOPS)
        # where a place is asked for, and where scripts are off, all of it is laid out at once: it stands the same
        page.goto("about:blank")
        page.goto(f"{address}#main")
        assert page.evaluate("left") == closed
        assert page.evaluate(_TOPS) == tops
