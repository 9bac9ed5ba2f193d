"""The dashboard alone by `streamlit run` in a browser: cold deep link, clicks, sliders, files, keys, ways back."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.dashboard.test_workbook import GOAL, PLAN, faulty
from tests.servers import running_dashboard
from tests.shipped import ROOT, Shipped

pytestmark = pytest.mark.browser

AXE = ROOT / "tests/browser/node_modules/axe-core/axe.min.js"
PAGES = {
    "overview": "/",
    "sector": "/sector?id=urban&focus=6.2",
    "indicator": "/indicator?id=4.1.4",
    "compare": "/compare?id=4.1.4&id=6.2",
    "table": "/table",
    "workbook": "/workbook",
    "session": "/session?slide=2",
}
#: Streamlit's own, which no setting changes (docs/decisions/0029-dashboard.md): rule -> where it is broken
STREAMLITS_OWN = {
    "presentation-role-conflict": "[data-testid=stFileUploaderDropzone]",
    "color-contrast": "[data-testid=stSlider]",
}
#: (rule, markup) of every violation that is not Streamlit's own
_OURS = """async (own) => {
  const known = (id, target) => own[id] && document.querySelector(target[0])?.closest(own[id])
  const found = (await axe.run(document, {resultTypes: ["violations"]})).violations
  return found.flatMap(({id, nodes}) => nodes.filter(n => !known(id, n.target)).map(n => [id, n.html.slice(0, 200)]))
}"""


@pytest.fixture(scope="module")
def address(shipped_store: Shipped, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("dashboard")
    shipped_store(folder)
    with running_dashboard(folder) as found:
        yield found


@pytest.fixture
def page(address: str, chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(base_url=address, viewport={"width": 1366, "height": 900}, locale="uk-UA")
    yield context.new_page()
    context.close()


def ready(page: Page) -> None:
    """The run has ended and its charts are drawn."""
    page.locator("[data-testid=stMain] h1").wait_for(timeout=60_000)
    page.wait_for_function("() => document.querySelector('.stApp')?.dataset.testScriptState === 'notRunning'")
    page.wait_for_function("() => !document.querySelector('[data-testid=stSkeleton]')")


def go(page: Page, address: str) -> None:
    page.goto(address)
    ready(page)


def heading(page: Page) -> str:
    return page.locator("[data-testid=stMain] h1").inner_text()


def test_a_deep_link_with_filters_is_the_first_request_after_a_start(
    shipped_store: Shipped, tmp_path: Path, chromium: Browser
) -> None:
    shipped_store(tmp_path)
    with running_dashboard(tmp_path) as address:
        page = chromium.new_page(base_url=address, locale="uk-UA")
        foreign: list[str] = []
        own = (address, address.replace("http", "ws", 1), "data:", "blob:")
        page.on("request", lambda request: foreign.extend([request.url] if not request.url.startswith(own) else []))
        go(page, "/table?sector=urban&status=moving_away&lang=en&quarter=2026-Q2")
        expect(page.get_by_text("The filters let through")).to_be_visible()
        assert "quarter=2026-Q2" in page.url
        expect(page.get_by_text("As of 30 Jun 2026")).to_be_visible()
        go(page, "/session?slide=3")
        expect(page.get_by_text("3 з 9")).to_be_visible()
        assert foreign == []
        page.close()


def test_a_click_on_the_heat_map_leads_to_the_goal_and_back_leads_back(page: Page) -> None:
    go(page, "/?quarter=2026-Q2")
    chart = page.get_by_role("figure").filter(has_text="Система сортування сміття").first
    chart.scroll_into_view_if_needed()
    # points are not seen, and pointed at all the same: those of the goal's row
    box = chart.locator(".scatterlayer .trace").nth(9).locator("path.point").nth(5).bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url(re.compile(r"/sector\?.*focus=6\.2"), timeout=20_000)
    ready(page)
    assert "quarter=2026-Q2" in page.url
    expect(page.get_by_role("heading", name="6.2 Система сортування сміття")).to_be_visible()
    # st.switch_page puts the parameters into the history once more before the page
    page.go_back()
    page.wait_for_url(re.compile(r"/\?quarter=2026-Q2"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("За планом 28")
    page.go_back()
    page.wait_for_url(re.compile(r"/\?quarter=2026-Q2$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("За планом 28")


def test_filters_move_the_address_and_back_undoes_them(page: Page) -> None:
    go(page, "/indicator?id=4.1.4")
    before = heading(page)
    slider = page.get_by_role("slider").first
    slider.focus()
    slider.press("ArrowLeft")
    page.wait_for_url(re.compile("quarter=2026-Q2"))
    expect(page.get_by_text("Станом на 30.06.2026, за випуском")).to_be_visible()
    page.go_back()
    page.wait_for_url(re.compile(r"indicator\?id=4\.1\.4$"))
    expect(page.get_by_text("Станом на 30.09.2026, за випуском")).to_be_visible()
    assert heading(page) == before


def test_the_slider_of_pace_draws_another_line(page: Page) -> None:
    go(page, "/indicator?id=4.1.4")
    slider = page.get_by_role("slider").last
    slider.focus()
    slider.press("ArrowRight")
    expect(page.get_by_text("За темпу × 1,25")).to_be_visible()
    ready(page)
    assert heading(page).endswith("нижче плану на 24\u00a0од.")


def test_workbooks_are_tried_and_left(page: Page) -> None:
    go(page, "/workbook")
    uploader = page.locator("input[type=file]")
    uploader.set_input_files({"name": "6.2.xlsx", "mimeType": "application/zip", "buffer": faulty()})
    expect(page.get_by_text("1 помилка. Виправте її")).to_be_visible(timeout=20_000)
    expect(page.get_by_role("button", name="Показати ці дані на всіх сторінках")).to_have_count(0)
    go(page, "/workbook")
    page.locator("input[type=file]").set_input_files([str(PLAN), str(GOAL)])
    page.get_by_role("button", name="Показати ці дані на всіх сторінках").click(timeout=30_000)
    expect(page.get_by_text("Показано ваші файли").first).to_be_visible()
    page.get_by_role("link", name="Таблиця").click()
    page.wait_for_url(re.compile("/table"))
    ready(page)
    expect(page.get_by_text("Показано ваші файли").first).to_be_visible()
    page.get_by_role("button", name="Повернутися до опублікованих даних").click()
    expect(page.get_by_text("Показано ваші файли")).to_have_count(0)


def test_arrow_keys_turn_the_slides_and_back_turns_them_back(page: Page) -> None:
    go(page, "/session")
    first = heading(page)
    page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile("slide=2"))
    expect(page.get_by_text("2 з 9")).to_be_visible()
    assert heading(page) != first
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_text("1 з 9")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("2 з 9")).to_be_visible()
    assert page.locator("[data-testid=stSidebar]").count() == 0


def test_the_menu_changes_the_page_once_in_the_history(page: Page) -> None:
    go(page, "/?sector=urban")
    page.get_by_role("link", name="Порівняти").click()
    page.wait_for_url(re.compile(r"/compare\?sector=urban$"))
    ready(page)
    page.go_back()
    page.wait_for_url(re.compile(r"/\?sector=urban$"))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", list(PAGES))
def test_axe_finds_nothing_of_ours(address: str, chromium: Browser, name: str, theme: Literal["light", "dark"]) -> None:
    context = chromium.new_context(
        locale="uk-UA", base_url=address, viewport={"width": 1366, "height": 900}, color_scheme=theme
    )
    page = context.new_page()
    go(page, PAGES[name])
    page.evaluate(AXE.read_text(encoding="utf-8"))
    ours = page.evaluate(_OURS, STREAMLITS_OWN)
    context.close()
    assert ours == []
