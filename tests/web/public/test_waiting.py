"""Pages without data still have their language, their theme and the way home; a page that loads comes by itself."""

from collections.abc import Callable

import pytest

from kpi.html.page_context import PageContext
from kpi.html.rendered_page import RenderedPage
from kpi.model import Language
from kpi.text import Text
from kpi.web.pages import status_pages
from tests.html.reading import Page
from tests.languages import BOTH, second

MADE: list[Callable[[PageContext], RenderedPage]] = [
    status_pages.loading,
    status_pages.unavailable,
    status_pages.unpublished,
    status_pages.no_version,
    lambda page: status_pages.failed(page, "<b>a1"),
]


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("make", MADE)
def test_a_page_without_data_is_whole(make: Callable[[PageContext], RenderedPage], language: Language) -> None:
    english = language is Language.EN
    here = "/indicator?id=1.1.1" + ("&lang=en" if english else "")
    whole = make(PageContext(text=Text(language), address=here)).html.decode()
    assert Page(whole).problems == []
    other = "/indicator?id=1.1.1" + f"&amp;lang={second(language)}"
    assert f'href="{other}" lang="{"uk" if english else "en"}"' in whole
    assert 'data-theme-choice="dark"' in whole
    assert f'href="/{"?lang=en" if english else ""}"' in whole
    assert "<b>a1" not in whole
    assert '<meta name="robots" content="noindex">' in whole


def test_only_a_page_that_loads_asks_again_by_itself() -> None:
    page = PageContext(text=Text(Language.UK))
    asking = [b'http-equiv="refresh" content="3"' in make(page).html for make in MADE]
    assert asking == [True, False, False, False, False]
