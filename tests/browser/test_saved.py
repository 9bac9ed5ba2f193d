"""The site as files, opened from a disk: read, followed, searched; without scripts too."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.servers import Site

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("saved") / "site"
    site.command("export", "--site", str(where))
    return where


@pytest.mark.parametrize("scripts", [True, False])
def test_from_the_overview_to_a_chart(folder: Path, chromium: Browser, scripts: bool) -> None:
    context = chromium.new_context(locale="uk-UA", java_script_enabled=scripts, viewport={"width": 390, "height": 844})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((folder / "index.html").as_uri())
    expect(page.locator("h1")).to_be_visible()
    page.locator('main a[href^="indicator-"]').first.click()
    expect(page.locator(".p-chart-box > svg").locator("visible=true").first).to_be_visible()
    page.locator('a[hreflang="en"], a[lang="en"]').locator("visible=true").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert all(url.startswith(("file://", "data:")) for url in asked)
    assert page.evaluate("document.fonts.check('16px Inter')") if scripts else True
    context.close()


def test_the_list_is_searched_in_the_browser(folder: Path, chromium: Browser) -> None:
    page = chromium.new_page()
    page.goto((folder / "index.html").as_uri())
    page.locator('main a[href*="status=off_track"]').first.click()
    rows = page.locator("main tbody tr").locator("visible=true")
    expect(page.locator('.p-pills a[aria-current="true"]')).to_have_attribute("href", re.compile("off_track"))
    far_behind = rows.count()
    assert 0 < far_behind < page.locator("main tbody tr").count()
    expect(page.locator(".p-found b")).to_contain_text(str(far_behind))
    code = rows.first.locator(".p-code").text_content() or ""
    page.locator('input[name="q"]').fill(code)
    expect(rows).to_have_count(1)
    page.close()


def test_charts_and_copying_work_from_a_disk(folder: Path, chromium: Browser) -> None:
    page = chromium.new_page()
    page.goto((folder / "indicator-1.1.1.html").as_uri())
    page.locator("svg[tabindex]").locator("visible=true").first.focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".p-tooltip")).to_contain_text("2026")
    button = page.locator("[data-copy]").first
    button.click()
    expect(button).to_have_text(button.get_attribute("data-done") or "")
    page.close()


def test_without_scripts_there_is_no_form_that_does_nothing(folder: Path, chromium: Browser) -> None:
    page = chromium.new_page(java_script_enabled=False)
    for name in ("indicators", "changes", "indicator-1.1.1"):
        page.goto((folder / f"{name}.html").as_uri())
        assert page.locator("form, [data-copy]").locator("visible=true").count() == 0
    page.close()
