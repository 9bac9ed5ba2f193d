"""The data-testid names that streamlit.css and page.js rely on: a Streamlit that renames one fails here."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page
from streamlit import file_util

from tests.browser.conftest import ready

pytestmark = pytest.mark.browser
STATIC = Path(__file__).resolve().parents[2] / "kpi/ui/static"
#: named for what is shown on occasion only: they are looked for in Streamlit's scripts
OCCASIONAL = {"stStatusWidget", "stToolbar", "stSidebar", "stAppSkeleton", "stSkillsNudge"}
NAMES = sorted(
    set(re.findall(r'data-testid="(\w+)"', (STATIC / "streamlit.css").read_text() + (STATIC / "page.js").read_text()))
)


def test_all_names_are_found() -> None:
    assert {"stMain", "stHeader", "stMainBlockContainer"} <= set(NAMES)


@pytest.mark.parametrize("name", sorted(set(NAMES) - OCCASIONAL))
def test_the_name_is_on_the_page(page: Page, name: str) -> None:
    page.goto("/")
    ready(page)
    assert page.locator(f'[data-testid="{name}"]').count() > 0


@pytest.mark.parametrize("name", sorted(OCCASIONAL))
def test_the_name_is_in_the_scripts_of_this_streamlit(name: str) -> None:
    scripts = (Path(file_util.get_static_dir()) / "static/js").glob("*.js")
    assert any(name in script.read_text(encoding="utf-8") for script in scripts)


@pytest.mark.parametrize("name", ["stHeader", "stSkipToContent"])
def test_scraps_are_hidden(page: Page, name: str) -> None:
    page.goto("/")
    ready(page)
    assert not page.locator(f'[data-testid="{name}"]').first.is_visible()
