"""What only shows when a page is laid out: words of one line on one line, columns that keep their names, gaps between
blocks, drawings as wide as their place, a legend of what is drawn."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_layout import PAGES, unfold
from tests.servers import Site

pytestmark = pytest.mark.browser
#: pixels within which two baselines are one
_ONE_LINE = 1.5

#: signs with words (chips) that do not stand on the line of the text that follows them
_OFF_THE_LINE = """() => [...document.querySelectorAll(".p-meta > .p-chip")].filter((chip) => {
  const next = chip.nextSibling
  if (!next || !chip.checkVisibility()) return false
  const words = document.createRange(), after = document.createRange()
  words.selectNodeContents(chip.lastElementChild)
  after.selectNodeContents(next)
  const [own, beside] = [[...words.getClientRects()].at(-1), after.getClientRects()[0]]
  return own && beside && Math.abs(own.top - beside.top) < own.height && Math.abs(own.bottom - beside.bottom) > LIMIT
}).map((chip) => chip.parentElement.textContent)""".replace("LIMIT", str(_ONE_LINE))

#: cells of a table in blocks whose column has a name for a phone that is not shown
_UNNAMED = """() => [...document.querySelectorAll(".p-blocks:not(.p-table-data) td[data-label]")]
  .filter((cell) => cell.checkVisibility() && !cell.matches(".p-cell-track"))
  .filter((cell) => getComputedStyle(cell.closest("table")).display === "block")
  .filter((cell) => getComputedStyle(cell, "::before").content === "none")
  .map((cell) => `${cell.dataset.label}: ${cell.textContent}`)"""

#: a separator at the end of a text after which a block begins
_DANGLING = """() => {
  const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT), found = []
  while (texts.nextNode()) {
    const text = texts.currentNode, next = text.nextSibling
    if (!text.textContent.trimEnd().endsWith("·") || next?.nodeType !== 1 || !next.checkVisibility()) continue
    if (["block", "flex", "grid"].includes(getComputedStyle(next).display)) found.push(next.parentElement.textContent)
  }
  return found
}"""

#: blocks that begin where the one above them ends: a notice over a heading, a lead, rows of buttons
_TOUCHING = """() => [...document.querySelectorAll(".p-notice, .p-lede, .p-pills")].filter((block) => {
  const next = block.nextElementSibling
  if (!next || !block.checkVisibility() || !next.checkVisibility()) return false
  const gap = next.getBoundingClientRect().top - block.getBoundingClientRect().bottom
  return gap < 5.5
}).map((block) => `${block.className} / ${block.nextElementSibling.className} ${block.textContent.slice(0, 40)}`)"""

#: facts about what a row is of that go on in the line of its name
_RUN_ON = """() => [...document.querySelectorAll("main th .p-sub")]
  .filter((facts) => facts.checkVisibility() && facts.textContent.includes(" · "))
  .filter((facts) => getComputedStyle(facts).display === "inline" && facts.getClientRects().length > 1)
  .map((facts) => facts.parentElement.textContent.slice(0, 60))""".replace(" · ", "\u00a0· ")

#: headings as near to what is above them as to their own text, and words right below the last line of a table
_NEAR = """() => [...document.querySelectorAll(".p-section > .p-h3, main table + p")].filter((block) => {
  const before = block.previousElementSibling
  if (!before?.checkVisibility() || !block.checkVisibility()) return false
  const gap = block.getBoundingClientRect().top - before.getBoundingClientRect().bottom
  return gap < (block.matches(".p-h3") ? 16 : 5.5)
}).map((block) => block.textContent.slice(0, 40))"""

#: what is asked of every page once it is laid out
_ASKED = {
    "off the line": _OFF_THE_LINE,
    "column without its name": _UNNAMED,
    "separator before a block": _DANGLING,
    "touching": _TOUCHING,
    "near what is above": _NEAR,
    "facts in the line of a name": _RUN_ON,
}


@pytest.mark.parametrize("width", [390, 1366])
def test_lines_columns_and_gaps_of_every_page_are_as_set(site: Site, chromium: Browser, width: int) -> None:
    context = chromium.new_context(locale="uk-UA", base_url=site.address, viewport={"width": width, "height": 800})
    page, found = context.new_page(), {}
    for address in PAGES:
        page.goto(address)
        said = {about: page.evaluate(asked) for about, asked in _ASKED.items()}
        found[address] = {about: places for about, places in said.items() if places}
    context.close()
    assert {address: said for address, said in found.items() if said} == {}


@pytest.mark.parametrize("language", ["uk", "en"])
def test_the_name_of_a_period_stays_in_its_column_on_a_phone(page: Page, language: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"/indicator?id=4.1.4&lang={language}")
    unfold(page)
    heads = page.locator(".p-table-data tbody th")
    assert heads.count() > 10
    over = "heads => heads.filter(head => head.scrollWidth > head.clientWidth).map(head => head.textContent)"
    assert heads.evaluate_all(over) == []


@pytest.mark.parametrize(("width", "signs"), [(390, 1), (1366, 0)])
def test_a_legend_names_the_sign_of_several_marks_only_beside_the_drawing_that_has_it(
    page: Page, width: int, signs: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/indicator?id=4.1.4")
    legend = page.locator(".p-chart-legend li", has_text="кілька позначок")
    assert legend.count() == 1
    assert legend.locator("visible=true").count() == signs


@pytest.mark.parametrize("width", [390, 1366, 1920])
def test_the_time_of_actions_is_drawn_as_wide_as_its_place_in_letters_of_the_page(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/actions")
    drawn = page.locator(".p-timeline .p-time").locator("visible=true").first
    place, letters, body = drawn.evaluate(
        """(chart) => {
          const box = chart.getBoundingClientRect()
          const scale = box.width / chart.viewBox.baseVal.width
          const size = scale * parseFloat(chart.querySelector("text").getAttribute("font-size"))
          const body = parseFloat(getComputedStyle(document.body).fontSize)
          return [box.width / chart.closest("figure").clientWidth, size, body]
        }"""
    )
    assert place > 0.95
    assert 11.5 <= letters <= body * 1.15


def test_the_dashboard_is_set_in_the_letters_of_the_site(page: Page) -> None:
    page.goto("/dashboard/")
    expect(page.locator("h1")).to_be_visible(timeout=60_000)
    page.evaluate("document.fonts.ready")
    loaded = page.evaluate("[...document.fonts].filter(font => font.status === 'loaded').map(font => font.family)")
    assert {"Inter", "Arsenal"} <= {family.strip('"') for family in loaded}
